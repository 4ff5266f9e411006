"""Rows as the release before this one kept them: entered with its own models, found again by today's."""

import json
from datetime import UTC, date, datetime

import django
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from tests.migrations import schema

#: The last migrations of the release before.
RELEASE = {
    "organisations": "0003_account_invitation",
    "matters": "0006_events_by_time",
    "deadlines": "0003_an_organisations_own_administrator",
    "documents": "0003_completion",
    "workflow": "0002_proposal_answerer",
    "recommendations": "0006_prepared_letters",
    "imports": "0002_ledgers",
}
#: The first of which events say what stands: from here on no migration changes the digest of a row.
SPOKEN = {
    "matters": "0011_chained_records",
    "recommendations": "0020_late_reply_gives_its_reason",
}
#: What is covered of a matter itself: each with its history.
OWN = ("Recommendation", "HistoricalRecommendation")
RECEIVED = datetime(2026, 9, 13, 16, tzinfo=UTC)
DUE, GRANTED = date(2026, 9, 29), date(2026, 10, 30)


def end_of(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 16, tzinfo=UTC)


def enter() -> None:
    """One recommendation with a stated period, extended by the chief, urged and answered; and two that few may see."""
    apps = MigrationExecutor(connection).loader.project_state(list(RELEASE.items())).apps

    def new(room: str, model: str, **values):
        return apps.get_model(room, model).objects.create(**values)

    place = new("organisations", "Jurisdiction", code="513225", name="九寨沟县", level="county")
    lead = new("organisations", "Organisation", code="JCY", name="县检察院", jurisdiction=place)
    recipient = new("organisations", "Organisation", code="SJJ", name="县市场监管局", jurisdiction=place)
    said = {
        "title": "一件", "kind": "social_governance", "state": "rectifying", "lead": lead, "recipient": recipient,
        "reply_days": 15, "objection_days": 10, "issued_on": "2026-09-14", "received_on": "2026-09-14",
        "is_issued": True, "to_administrative_body": True,
    }  # fmt: skip
    matter = new("recommendations", "Recommendation", **said, last_event_number=2)
    for title, withheld in (("作废的", {"state": "annulled"}), ("封存的", {"sensitivity": "sealed"})):
        new("recommendations", "Recommendation", **said | {"title": title} | withheld)
    new(
        "recommendations", "HistoricalRecommendation", **said, id=matter.pk, matter_ptr_id=matter.pk,
        history_date=RECEIVED, history_type="+",
    )  # fmt: skip
    event = new(
        "matters", "Event", matter_id=matter.pk, number=1, verb="record_service", actor_name="甲",
        system_reason="登记", occurred_at=RECEIVED, recorded_at=RECEIVED, hash="0",
    )  # fmt: skip
    urged = new(
        "matters", "Event", matter_id=matter.pk, number=2, verb="urge", actor_name="甲",
        system_reason="登记", occurred_at=RECEIVED, recorded_at=RECEIVED, hash="1",
    )  # fmt: skip
    owed = {
        "matter_id": matter.pk, "rule": "recommendation.reply_urgent", "label": "回复", "act": "回复", "debtor": recipient,
        "creditor": lead, "responsible_role": "liaison", "basis": "stated", "citation": "规定第19条",
        "starts_event": event, "starts_at": RECEIVED, "starts_on": date(2026, 9, 14), "stated_days": 15,
        "original_on": DUE, "explanation": "一句", "county": "513225",
    }  # fmt: skip
    first = new(
        "deadlines", "Deadline", **owed, due_on=DUE, due_at=end_of(DUE), status="replaced", closed_at=RECEIVED
    )
    new(
        "deadlines", "Deadline", **owed, due_on=GRANTED, due_at=end_of(GRANTED), replaces=first,
        change_kind="extension", change_reason="复杂", decided_by="检察长",
    )  # fmt: skip
    new("recommendations", "Urging", recommendation=matter, event=urged, ground="no_reply", due_on=DUE)


def look() -> list[str]:
    """What today's models make of it."""
    from deadlines.chain import history_of, locked_chain
    from django.db import transaction
    from recommendations.models import Recommendation

    matter, *withheld = Recommendation.objects.order_by("pk")
    with transaction.atomic():
        rows = locked_chain(matter.deadlines.get(status="open"))
    grant = history_of(rows).grants[0]
    kept = matter.history.get()
    parties = (matter.recipient, kept.recipient)
    open_to = [(row.open_to_superior, row.open_to_government) for row in (matter, kept, *withheld)]
    found = (matter.stated_reply, matter.stated_objection, rows[-1].stated, grant.to, grant.by, *parties, *open_to)
    return [str(each) for each in found]


def look_back() -> list[str]:
    """What the release before makes of it, once more."""
    apps = MigrationExecutor(connection).loader.project_state(list(RELEASE.items())).apps
    matter = apps.get_model("recommendations", "Recommendation").objects.get(title="一件")
    last = apps.get_model("deadlines", "Deadline").objects.get(status="open")
    row = apps.get_model("recommendations", "HistoricalRecommendation").objects.get()
    parties = (matter.recipient.name, row.recipient.name)
    found = (matter.reply_days, matter.objection_days, last.stated_days, last.due_on, last.decided_by, *parties)
    return [str(each) for each in found]


def digests(apps) -> list[str]:
    """What an event says of the matter's own rows, by the models of `apps`."""
    from common.evidence import Cover
    from matters.evidence import HEAD

    models = [apps.get_model("recommendations", name) for name in OWN]
    through = [Cover(model, "matter_ptr_id", (), HEAD) for model in models]
    return [digest for cover in through for digest in cover.digests(_keys(cover.model)).values()]


def stands(said: list[str]) -> bool:
    """Whether the rows still agree with `said`."""
    from common.evidence import agree, covers

    own = [cover for cover in covers() if cover.model.__name__ in OWN]
    now = [digest for cover in own for digest in cover.digests(_keys(cover.model)).values()]
    return len(said) == len(now) and all(map(agree, said, now))


def _keys(model) -> list[int]:
    return [*model._base_manager.values_list("pk", flat=True)]


def migrate(targets: list[tuple[str, str | None]]) -> None:
    """Without the signals of the command: what they seed belongs to today's tables."""
    MigrationExecutor(connection).migrate(targets)


def there_and_back() -> dict[str, list[str]]:
    """One by one from nothing over the release before to today, and all the way back; what is found on the way."""
    latest = MigrationExecutor(connection).loader.graph.leaf_nodes()
    migrate(list(RELEASE.items()))
    enter()
    migrate(list(SPOKEN.items()))
    said = digests(MigrationExecutor(connection).loader.project_state(list(SPOKEN.items())).apps)
    migrate(latest)
    found = {"today": look(), "tables": schema.lines(), "said": said, "stands": stands(said)}
    migrate(list(RELEASE.items()))
    found["before"] = look_back()
    migrate([(room, None) for room in RELEASE])
    found["left"] = sorted({room for room, _ in MigrationRecorder(connection).applied_migrations()})
    return found


if __name__ == "__main__":
    django.setup()
    print(json.dumps(there_and_back()))
