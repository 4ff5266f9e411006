"""Keys of pages in addresses, and rows of several queries in one order."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common import paging
from organisations.models import User
from tests import factories

MICROSECONDS = st.integers(min_value=0, max_value=10**17 - 1)


@given(passed=MICROSECONDS, pk=st.integers(min_value=1, max_value=10**18 - 1))
def test_a_key_comes_back_as_it_went(passed, pk):
    moment = paging.EPOCH + timedelta(microseconds=passed)
    assert paging.decode(paging.encode((moment, pk))) == (moment, pk)


@pytest.mark.parametrize("text", ["x", "12", "-", "1-x", "9" * 40 + "-1"])
def test_what_is_no_key_is_refused(text):
    with pytest.raises(ValueError, match="not a key"):
        paging.decode(text)


@pytest.fixture
def joined(db):
    """Seven people, two of whom joined at the same moment."""
    start = datetime(2026, 1, 1, tzinfo=UTC)
    for number in (0, 1, 2, 2, 3, 4, 5):
        factories.person(date_joined=start + timedelta(days=number))
    return paging.Ordering("date_joined", descending=True)


def test_rows_of_two_queries_come_once_each_in_order(joined):
    everyone = User.objects.all()
    page = paging.read([everyone, everyone], joined, size=10)
    assert [row.pk for row in page.rows] == [row.pk for row in everyone.order_by("-date_joined", "-pk")]
    assert (page.earlier, page.later) == (False, False)


def test_pages_forward_and_back_show_the_same_rows(joined):
    def read(**where):
        return paging.read([User.objects.all()], joined, size=3, **where)

    first = read()
    second = read(after=joined.key(first.rows[-1]))
    back = read(before=joined.key(second.rows[0]))
    assert (back.rows, back.earlier, back.later) == (first.rows, False, True)
    assert len({row.pk for row in [*first.rows, *second.rows]}) == 6


def test_the_last_page_knows_that_nothing_follows(joined):
    key = joined.key(User.objects.order_by("date_joined", "pk")[1])
    page = paging.read([User.objects.all()], joined, after=key, size=3)
    assert (len(page.rows), page.earlier, page.later) == (1, True, False)
