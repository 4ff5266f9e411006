"""Codes for one use, with which a person who forgot the password, or never had one, sets a new one."""

import secrets

from axes.utils import reset as unlock
from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.db.models import F

from common import clock
from organisations.invitations import make_void
from organisations.models import Membership, ResetCode, User

#: Without the letters and digits that are mistaken for each other when read out on the telephone.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 10


class WrongCode(ValueError):
    """The code is not accepted; the message says in Chinese what to do."""

    def __init__(self) -> None:
        super().__init__(
            "用户名或重置码不正确，或者重置码已使用、已过期。密码没有改变。请核对后重试，或者重新领取。"
        )


@transaction.atomic
def issue_reset_code(user: User, by: Membership | None) -> str:
    """A new code for `user`, good for 24 hours; earlier ones are void. It is shown here and never again."""
    ResetCode.objects.filter(user=user, used_at=None).update(is_void=True)
    code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    issued_at = clock.now()
    ResetCode.objects.create(
        user=user,
        code_hash=make_password(code),
        issued_by=by,
        issued_at=issued_at,
        expires_at=issued_at + ResetCode.LIFE,
    )
    return f"{code[:5]}-{code[5:]}"


def redeem_reset_code(username: str, code: str, password: str) -> User:
    """Set `password` for the person who holds the code, and lift a lock-out. Raises WrongCode.

    The password has been checked against the policy by the form.
    """
    found = ResetCode.objects.select_related("user").filter(
        user__username=username, user__is_active=True, used_at=None, is_void=False
    )
    entry = found.first()
    typed = "".join(character for character in code.upper() if character.isalnum())
    if entry is None:
        # As slow as a real comparison, so that the answer's time does not tell which names exist.
        make_password(typed)
        raise WrongCode
    if not entry.is_in_force or not check_password(typed, entry.code_hash):
        _count_failure(entry)
        raise WrongCode
    return _set_password(entry, password)


def _count_failure(entry: ResetCode) -> None:
    """Counted, and no reason to make the code void: anybody could do that to somebody else's.

    A code is one of 31 to the power of ten and lasts a day: it is not guessed by trying.
    """
    ResetCode.objects.filter(pk=entry.pk).update(failures=F("failures") + 1)


@transaction.atomic
def _set_password(entry: ResetCode, password: str) -> User:
    claimed = ResetCode.objects.filter(pk=entry.pk, used_at=None, is_void=False).update(used_at=clock.now())
    if not claimed:
        raise WrongCode
    user = entry.user
    user.set_password(password)
    user.must_change_password = False
    user.save(update_fields=["password", "must_change_password"])
    make_void(user)
    unlock(username=user.username)
    return user
