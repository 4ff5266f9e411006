"""Words that are encrypted where they lie: in the row, its history, a backup. Only a page for those who may know
opens them.

The keys are `PORTAL_SEALING_KEYS`, the first for new words, all for old ones: a new key is put in front.
"""

from base64 import urlsafe_b64encode
from functools import cache
from hashlib import sha256

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

#: By which a sealed text is known, whatever holds it.
MARK = "sealed:"
#: What stands where a sealed text may not be read, or no key opens it.
CLOSED = "（加密保存）"


def seal(words: str) -> str:
    """The words as they are kept; "" stays "", and what is sealed already stays as it is.

    What somebody types is sealed, also where it begins like what is.
    """
    if not words or (is_sealed(words) and unseal(words) != CLOSED):
        return words
    return MARK + _keys(tuple(settings.SEALING_KEYS)).encrypt(words.encode()).decode()


def unseal(kept: str) -> str:
    """The words that were sealed; `CLOSED` where none of the keys opens them."""
    if not is_sealed(kept):
        return kept
    try:
        return _keys(tuple(settings.SEALING_KEYS)).decrypt(kept.removeprefix(MARK).encode()).decode()
    except InvalidToken:
        return CLOSED


def is_sealed(value: object) -> bool:
    return isinstance(value, str) and value.startswith(MARK)


@cache
def _keys(secrets: tuple[str, ...]) -> MultiFernet:
    """A secret of any length makes a key of the length that the cipher needs."""
    return MultiFernet([Fernet(urlsafe_b64encode(sha256(each.encode()).digest())) for each in secrets])
