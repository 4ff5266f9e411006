"""The example county's organisations and people. All accounts share one password, which the log-in page tells."""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from django.contrib.auth.hashers import make_password

from documents.models import NumberPattern
from organisations.demo_accounts import PASSWORD
from organisations.models import (
    ADMINISTRATORS,
    ElectronicServiceConsent,
    Membership,
    Organisation,
    Role,
    User,
)
from organisations.second_factor import give_demo_device
from organisations.seed import load_jurisdictions, load_roster
from recommendations import paper_kinds
from recommendations.choices import Kind

DATA = Path(__file__).parent / "data"
COUNTY, SUPERIOR = "JZG-JCY", "AB-JCY"
PATTERNS = {
    Kind.PUBLIC_INTEREST: "川九检行公建〔{year}〕{n}号",
    Kind.SOCIAL_GOVERNANCE: "川九检建〔{year}〕{n}号",
    Kind.CORRECTION: "川九检纠建〔{year}〕{n}号",
    Kind.RETRIAL: "川九检再建〔{year}〕{n}号",
    Kind.OTHER_RECOMMENDATION: "川九检他建〔{year}〕{n}号",
    paper_kinds.TERMINATION_DECISION: "川九检公终〔{year}〕{n}号",
    paper_kinds.SUIT_WITHDRAWAL_DECISION: "川九检公撤诉〔{year}〕{n}号",
    paper_kinds.SUSPENSION_DECISION: "川九检公中〔{year}〕{n}号",
    paper_kinds.RESUMPTION_DECISION: "川九检公恢〔{year}〕{n}号",
    # Letters of every other sort.
    "": "川九检函〔{year}〕{n}号",
}
#: Agencies that have not consented to electronic service yet: the first signature asks them.
NO_CONSENT = ("JZG-SJJ", "JZG-X05", "JZG-X09", "JZG-X11", "JZG-X12")


def load_people(since: date) -> None:
    """Enter jurisdictions, organisations and everybody's place, held since `since`."""
    county = load_jurisdictions()
    with (DATA / "organisations.csv").open(encoding="utf-8", newline="") as lines:
        load_roster(lines, county)
    organisations = {each.code: each for each in Organisation.objects.all()}
    users: dict[str, User] = {}
    hashed = make_password(PASSWORD)
    for row in rows():
        user = users.get(row["username"]) or _user(row, hashed)
        users[row["username"]] = user
        Membership.objects.create(
            user=user,
            organisation=organisations[row["organisation"]],
            role=row["role"],
            standing=row["standing"],
            title=row["title"],
            phone=row["phone"],
            started_on=since,
        )
    for administrator in User.objects.filter(memberships__role__in=ADMINISTRATORS).order_by("pk"):
        give_demo_device(administrator)
    _patterns(organisations[COUNTY], since)
    _consents(since)


def rows() -> Iterator[dict[str, str]]:
    with (DATA / "people.csv").open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def _user(row: dict[str, str], hashed: str) -> User:
    """One hash for all: what is told to everybody needs no salt of its own, and hashing takes long."""
    return User.objects.create(
        username=row["username"], full_name=row["full_name"], password=hashed, is_example=True
    )


def _patterns(procuratorate: Organisation, since: date) -> None:
    for kind, pattern in PATTERNS.items():
        NumberPattern.objects.create(
            organisation=procuratorate, kind=kind, pattern=pattern, starts_in=since.year
        )


def _consents(since: date) -> None:
    liaisons = Membership.objects.filter(role=Role.LIAISON, standing="principal")
    for liaison in liaisons.exclude(organisation__code__in=NO_CONSENT):
        ElectronicServiceConsent.objects.create(organisation=liaison.organisation, given_by=liaison)


def give_addresses() -> None:
    """Only after everything has been entered, so that what happened in the past is mailed to nobody.

    RFC 2606 keeps the domain from ever existing; the demo writes its mails into a folder.
    """
    for user in User.objects.filter(is_example=True):
        user.email = f"{user.username}@jiuzhaigou.example"
        user.save(update_fields=["email"])
