"""The same people in every test: `cast.handler`, `cast.liaison_a` … Each is made when first named.

Organisations: `cast.procuratorate`, `cast.superior`, `cast.agency_a` (县市场监管局), `cast.agency_b` (县水务局),
`cast.police`, `cast.commission` (县监委), `cast.bureau` (县司法局), `cast.superior_bureau`, `cast.government`, `cast.court`.
"""

import time

import pytest
from django.test import Client
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from organisations.acting import SESSION_KEY
from organisations.models import ADMINISTRATORS, Jurisdiction, Membership, Organisation, User
from tests import factories

#: name: (code, full name, short name, capabilities, jurisdiction, superior)
ORGANISATIONS = {
    "superior": (
        "AB-JCY",
        "四川省阿坝藏族羌族自治州人民检察院",
        "州检察院",
        "procuratorate superior",
        "513200",
        "",
    ),
    "superior_bureau": (
        "AB-SFJ",
        "阿坝藏族羌族自治州司法局",
        "州司法局",
        "judicial_bureau superior",
        "513200",
        "",
    ),
    "procuratorate": ("JZG-JCY", "九寨沟县人民检察院", "县检察院", "procuratorate", "513225", "superior"),
    "government": ("JZG-ZF", "九寨沟县人民政府", "县政府", "government", "513225", ""),
    "bureau": (
        "JZG-SFJ",
        "九寨沟县司法局",
        "县司法局",
        "agency judicial_bureau corrections reconsideration",
        "513225",
        "superior_bureau",
    ),
    "agency_a": ("JZG-SCJG", "九寨沟县市场监督管理局", "县市场监管局", "agency enforcement", "513225", ""),
    "agency_b": ("JZG-SWJ", "九寨沟县水务局", "县水务局", "agency enforcement", "513225", ""),
    "police": ("JZG-GAJ", "九寨沟县公安局", "县公安局", "agency police", "513225", ""),
    "commission": ("JZG-JW", "九寨沟县监察委员会", "县监委", "supervisory", "513225", ""),
    "court": ("JZG-FY", "九寨沟县人民法院", "县法院", "court", "513225", ""),
}
#: name (also the username): (full name, organisation, role, standing)
PEOPLE = {
    "handler": ("张明", "procuratorate", "handler", "principal"),
    "second_handler": ("王芳", "procuratorate", "handler", "principal"),
    "clerk": ("陈晨", "procuratorate", "clerk", "principal"),
    "department_head": ("刘建国", "procuratorate", "department_head", "principal"),
    "policy_reviewer": ("赵敏", "procuratorate", "policy_reviewer", "principal"),
    "chief": ("周正", "procuratorate", "chief", "principal"),
    "deputy_chief": ("蒋岚", "procuratorate", "chief", "deputy"),
    "case_manager": ("吴静", "procuratorate", "case_manager", "principal"),
    "mechanism_liaison": ("孙丽", "procuratorate", "mechanism_liaison", "principal"),
    "superior_handler": ("罗强", "superior", "handler", "principal"),
    "superior_chief": ("何伟", "superior", "chief", "principal"),
    "liaison_a": ("马超", "agency_a", "liaison", "principal"),
    "substitute_a": ("杨柳", "agency_a", "liaison", "substitute"),
    "intake_a": ("徐文", "agency_a", "intake", "principal"),
    "officer_a": ("高山", "agency_a", "section_officer", "principal"),
    "head_a": ("郭峰", "agency_a", "organisation_head", "principal"),
    "deputy_head_a": ("田野", "agency_a", "organisation_head", "deputy"),
    "liaison_b": ("林涛", "agency_b", "liaison", "principal"),
    "head_b": ("唐宁", "agency_b", "organisation_head", "principal"),
    "liaison_police": ("秦川", "police", "liaison", "principal"),
    "head_police": ("石磊", "police", "organisation_head", "principal"),
    "assessor": ("冯雪", "bureau", "assessor", "principal"),
    "liaison_bureau": ("邓超", "bureau", "liaison", "principal"),
    "head_bureau": ("曹阳", "bureau", "organisation_head", "principal"),
    "superior_assessor": ("袁野", "superior_bureau", "assessor", "principal"),
    "liaison_government": ("彭勇", "government", "liaison", "principal"),
    "assessor_government": ("潘虹", "government", "assessor", "principal"),
    "organisation_admin_a": ("梁玉", "agency_a", "organisation_admin", "principal"),
    "system_admin": ("余杰", "procuratorate", "system_admin", "principal"),
    "security_admin": ("夏冰", "procuratorate", "security_admin", "principal"),
    "auditor": ("钟诚", "procuratorate", "auditor", "principal"),
}


class Cast:
    """The fixed people and organisations of the tests, as attributes."""

    organisations = tuple(ORGANISATIONS)
    people = tuple(PEOPLE)

    def __getattr__(self, name: str) -> Organisation | Membership:
        if name in ORGANISATIONS:
            made = self._organisation(name)
        elif name in PEOPLE:
            made = self._person(name)
        else:
            raise AttributeError(name)
        setattr(self, name, made)
        return made

    @property
    def county(self) -> Jurisdiction:
        return factories.county()

    def everyone(self) -> dict[str, Membership]:
        """All people by name; makes those who are missing."""
        return {name: getattr(self, name) for name in PEOPLE}

    def _organisation(self, name: str) -> Organisation:
        code, full_name, short_name, capabilities, where, superior = ORGANISATIONS[name]
        return factories.organisation(
            full_name,
            *capabilities.split(),
            code=code,
            short_name=short_name,
            where=factories.jurisdiction(where),
            superior=getattr(self, superior) if superior else None,
        )

    def _person(self, name: str) -> Membership:
        full_name, organisation, role, standing = PEOPLE[name]
        user = factories.person(name, full_name, email=f"{name}@example.org", phone="0837-7730000")
        return factories.membership(getattr(self, organisation), role, user, standing=standing)


@pytest.fixture
def cast(db) -> Cast:
    return Cast()


@pytest.fixture
def sign_in():
    """`sign_in(cast.handler)`: a client that acts from this place; administrators have given their code."""

    def signed_in(membership: Membership) -> Client:
        client = Client()
        client.force_login(membership.user)
        session = client.session
        session[SESSION_KEY] = membership.pk
        session.save()
        if membership.role in ADMINISTRATORS:
            give_code(client, membership.user)
        return client

    return signed_in


def device_of(user: User) -> TOTPDevice:
    """The confirmed second factor of `user`; set up when first asked for."""
    device, made = TOTPDevice.objects.get_or_create(user=user, confirmed=True)
    if made:
        user.has_second_factor = True
        user.save()
    return device


def give_code(client: Client, user: User) -> None:
    """Let the session count as verified by the second factor of `user`."""
    session = client.session
    session[DEVICE_ID_SESSION_KEY] = device_of(user).persistent_id
    session.save()


def code_of(device: TOTPDevice, steps: int = 0) -> str:
    """What an app shows for the device, now or some half minutes later."""
    device.refresh_from_db()
    app = TOTP(device.bin_key, device.step, device.t0, device.digits, device.drift)
    app.time = time.time() + steps * device.step
    return f"{app.token():06d}"
