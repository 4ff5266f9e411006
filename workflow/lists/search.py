"""Search by title, number in any brackets, and organisation by name, pinyin or initials.

A plain LIKE inside the reader's own branch: a word of two characters works, and nobody else's rows are read. Words
are compared after NFKC and without what is not seen.
"""

import unicodedata

from django.db.models import Exists, OuterRef, Q

from common.names import tidy
from documents.models import Document, DocumentShare
from documents.patterns import normal_form
from matters.models import Participation
from matters.queries import MatterQuerySet
from matters.taking_part import acting
from organisations.models import Membership, Organisation
from workflow.lists.masking import title_is_readable

MOST_WORDS = 6


def search(rows: MatterQuerySet, text: str, membership: Membership) -> MatterQuerySet:
    """Rows that have every word of `text` in their title, a number or a party's name."""
    for word in tidy(text).split()[:MOST_WORDS]:
        rows = rows.filter(_title(word, membership) | _number(word, membership) | Exists(_party(word)))
    return rows


def _title(word: str, membership: Membership) -> Q:
    narrow = unicodedata.normalize("NFKC", word)
    return (Q(title__icontains=word) | Q(title__icontains=narrow)) & title_is_readable(membership)


def _number(word: str, membership: Membership) -> Q:
    """The matter's number as it is written, and the numbers of its papers as they are compared."""
    normal = normal_form(word)
    written = Q(number__icontains=word) | Q(number__icontains=normal)
    if not normal:
        return written
    papers = Document.objects.filter(number__normal__contains=normal).in_audience(membership)
    shared = DocumentShare.objects.filter(matter=OuterRef("pk"), document__in=papers.values("pk"))
    return written | Exists(papers.filter(matter=OuterRef("pk"))) | Exists(shared)


def _party(word: str):
    named = Organisation.objects.search(word).values("pk")
    return Participation.objects.filter(acting(), matter=OuterRef("pk"), organisation__in=named)
