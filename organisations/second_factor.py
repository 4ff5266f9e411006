"""动态口令: a code from the person's own device beside the password (TOTP, RFC 6238), and recovery codes.

The three administrators sign in with it always, others once they have set it up. Devices and throttling are
django-otp's; recovery codes are kept as digests. A time is the machine's, as the device's is.
"""

import secrets
from binascii import unhexlify
from dataclasses import dataclass
from datetime import timedelta

import segno
from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django_otp import login as keep_verified
from django_otp import verify_token
from django_otp.models import Device
from django_otp.oath import totp
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from organisations.codes import ALPHABET
from organisations.login_records import note
from organisations.models import ADMINISTRATORS, LoginRecord, Membership, User
from organisations.sessions import end_all_of

What = LoginRecord.What
DIGITS = 6
RECOVERY_CODES = 8
#: The key of the demo's administrators, known to everybody and refused outside the demo.
DEMO_KEY = b"fujian-demo-2026-otp".hex()


@dataclass(frozen=True)
class Outcome:
    """What became of a typed code: accepted, or why not, in Chinese."""

    accepted: bool
    reason: str = ""


def is_required(memberships: list[Membership]) -> bool:
    """Whether somebody who holds these places signs in with a code always."""
    return any(place.role in ADMINISTRATORS for place in memberships)


def devices(user: User) -> QuerySet:
    """The confirmed device of `user`; that of the demo is none elsewhere."""
    found = TOTPDevice.objects.filter(user=user, confirmed=True)
    return found if settings.PORTAL_DEMO else found.exclude(key=DEMO_KEY)


def begin(user: User) -> TOTPDevice:
    """The device that is about to be set up: its key stays the same until it is confirmed."""
    device = TOTPDevice.objects.filter(user=user, confirmed=False).first()
    return device or TOTPDevice.objects.create(user=user, confirmed=False, name="动态口令")


def picture(device: TOTPDevice) -> str:
    """The key as a QR code for the app, an SVG in a data address (our content policy allows no more)."""
    return segno.make(device.config_url, error="m").svg_data_uri(scale=5, border=3)


def written_key(device: TOTPDevice) -> str:
    """The key for typing, in groups of four (Base32)."""
    from base64 import b32encode

    key = b32encode(unhexlify(device.key)).decode().rstrip("=")
    return " ".join(key[start : start + 4] for start in range(0, len(key), 4))


@transaction.atomic
def confirm(request: HttpRequest, code: str) -> Outcome:
    """Set the device up with its first code. This session counts as verified, all others end."""
    user = request.user
    device = begin(user)
    outcome = _try(request, device, code)
    if not outcome.accepted:
        return outcome
    TOTPDevice.objects.filter(user=user, confirmed=True).delete()
    device.refresh_from_db()
    device.confirmed = True
    device.save()
    user.has_second_factor = True
    user.save(update_fields=["has_second_factor"])
    request.session.cycle_key()
    keep_verified(request, device)
    end_all_of(user, but=request.session.session_key)
    note(What.FACTOR_SET_UP, request=request, user=user)
    return outcome


def verify(request: HttpRequest, typed: str) -> Outcome:
    """Check a code of the device, or a recovery code; the session then counts as verified."""
    code = "".join(filter(str.isalnum, typed)).upper()
    is_recovery = len(code) != DIGITS or not code.isdigit()
    device = _recovery_device(request.user) if is_recovery else devices(request.user).first()
    outcome = _try(request, device, _digest(code) if is_recovery else code)
    if outcome.accepted:
        request.session.cycle_key()
        # The session hangs on the device of the codes, which stays when recovery codes are made anew.
        keep_verified(request, devices(request.user).first() if is_recovery else device)
        what = What.RECOVERY_USED if is_recovery else What.CODE_ACCEPTED
        note(what, request=request, user=request.user)
    return outcome


def _try(request: HttpRequest, device: Device | None, code: str) -> Outcome:
    if device is None:
        note(What.CODE_FAILED, request=request, user=request.user)
        return Outcome(False, "口令不正确。请输入验证器应用当前显示的六位数字，或者一个恢复码。")
    allowed, why = device.verify_is_allowed()
    if not allowed:
        return Outcome(False, _wait(why["locked_until"] - timezone.now()))
    if verify_token(request.user, device.persistent_id, code):
        return Outcome(True)
    note(What.CODE_FAILED, request=request, user=request.user)
    return Outcome(
        False,
        "口令不正确，或者已经用过。每个口令只能用一次，请等验证器应用显示下一个后再试；"
        "手机时间不准的，请先校准。",
    )


def _wait(left: timedelta) -> str:
    seconds = max(1, int(left.total_seconds()) + 1)
    return f"刚才输错了，为保护账号，请 {seconds} 秒后再试。输错越多，等待越久。"


def new_recovery_codes(user: User) -> list[str]:
    """Fresh ones, shown to the person now and never again; earlier ones are void."""
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name="恢复码")
    codes = ["".join(secrets.choice(ALPHABET) for _ in range(10)) for _ in range(RECOVERY_CODES)]
    for code in codes:
        device.token_set.create(token=_digest(code))
    return [f"{code[:5]}-{code[5:]}" for code in codes]


def codes_left(user: User) -> int:
    device = _recovery_device(user)
    return device.token_set.count() if device else 0


def _recovery_device(user: User) -> StaticDevice | None:
    return StaticDevice.objects.filter(user=user, confirmed=True).first()


def _digest(code: str) -> str:
    """As many characters as the column of django-otp holds: 64 bits, keyed."""
    return salted_hmac("recovery code", code).hexdigest()[:16]


@transaction.atomic
def remove(user: User, *, request: HttpRequest | None, by: Membership | None = None) -> None:
    """Take the device away. With `by` somebody else does, for a lost one, and all sessions end.

    Raises ValueError for one's own account where somebody acts as security administrator.
    """
    if by is not None and by.user_id == user.pk:
        raise ValueError(
            "任何人不能重置自己的动态口令。请由另一位安全管理员办理，或者由运维人员在服务器上办理。"
        )
    TOTPDevice.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()
    user.has_second_factor = False
    user.save(update_fields=["has_second_factor"])
    keep = request.session.session_key if request is not None and by is None else ""
    end_all_of(user, but=keep)
    note(What.FACTOR_REMOVED, request=request, user=user, by=by)


@transaction.atomic
def give_demo_device(user: User) -> None:
    """So that the demo's administrators can be tried. Raises ValueError outside the demo."""
    if not settings.PORTAL_DEMO:
        raise ValueError("演示密钥只能在演示环境使用。")
    TOTPDevice.objects.create(user=user, key=DEMO_KEY, confirmed=True, name="演示动态口令")
    user.has_second_factor = True
    user.save(update_fields=["has_second_factor"])


def demo_code(user: User) -> str:
    """The code that the demo's device of `user` shows now; empty outside the demo and for devices of one's own."""
    if not settings.PORTAL_DEMO:
        return ""
    device = TOTPDevice.objects.filter(user=user, confirmed=True, key=DEMO_KEY).first()
    if device is None:
        return ""
    return str(totp(device.bin_key, device.step, device.t0, device.digits, device.drift)).zfill(device.digits)
