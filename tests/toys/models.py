"""The table of toys and its two kinds."""

from collections.abc import Mapping

from django import forms
from django.db import models
from django_fsm import FSMModelMixin
from simple_history.models import HistoricalRecords

from imports.steps import entering
from matters import registry
from matters.kinds import Phase
from matters.models import Matter
from matters.parties import Party
from matters.queries import MatterQuerySet
from tests.toys.asking import AskingSteps
from tests.toys.lending import LendingSteps
from tests.toys.linked import TO_MEND
from tests.toys.mending import MendingSteps
from tests.toys.pressing import PressingSteps
from tests.toys.words import ToyWords
from workflow.keeping import Keeping
from workflow.served import Served
from workflow.shared_steps import SharedSteps

LoanRows = entering(["agreed", "out", "closed"])


class Toy(ToyWords, Served, Matter):
    """`values`: what a kind keeps for itself."""

    values = models.JSONField("玩具", default=dict)
    issued_on = models.CharField("制发日期", max_length=40, blank=True)
    dated_by = "issued_on"
    history = HistoricalRecords(excluded_fields=["last_event_number", "head_hash", "version", "changed_at"])

    objects = MatterQuerySet.as_manager()

    class Meta:
        verbose_name = "玩具"
        verbose_name_plural = "玩具"


class Loan(LendingSteps, AskingSteps, PressingSteps, Keeping, LoanRows, SharedSteps, FSMModelMixin, Toy):
    parties = (
        Party("lead", "借出单位", ("enforcement",)),
        Party("recipient", "借用单位", ("police",)),
        Party("copied", "观察单位", ("judicial_bureau",), watches=True),
    )
    states: Mapping[str, tuple[str, Phase, str]] = {
        "asked": ("待决定", Phase.DRAFTING, "draft"),
        "agreed": ("待签收", Phase.AWAITING_RECEIPT, "soon"),
        "out": ("借用中", Phase.IN_PROGRESS, "progress"),
        "closed": ("已归还", Phase.CLOSED, "done"),
        "annulled": ("误录作废", Phase.CLOSED, "withdrawn"),
    }
    fields = {
        "name": forms.CharField(label="名称", max_length=60),
        "pieces": forms.IntegerField(label="件数", min_value=1),
        "fragile": forms.BooleanField(label="易碎", required=False),
    }
    value_words = {name: field.label for name, field in fields.items()}
    carried = (TO_MEND,)

    def mended_as(self, **values) -> "Repair":
        return TO_MEND.begin(Repair, self, kind="toy_repair", **values)

    class Meta:
        proxy = True
        verbose_name = "玩具借用"


class Repair(MendingSteps, Keeping, SharedSteps, FSMModelMixin, Toy):
    parties = (
        Party("lead", "送修单位", ("agency",)),
        Party("invited", "修理单位"),
        Party("supervising", "监督单位", ("judicial_bureau",), watches=True),
    )
    states: Mapping[str, tuple[str, Phase, str]] = {
        "agreed": ("修理中", Phase.IN_PROGRESS, "progress"),
        "closed": ("已修好", Phase.CLOSED, "done"),
        "annulled": ("误录作废", Phase.CLOSED, "withdrawn"),
    }
    value_words = {"parts": "部件", "name": "名称"}

    class Meta:
        proxy = True
        verbose_name = "玩具修理"


registry.register(Loan, {"toy_loan": "玩具借用"}, {"toy_loan": "玩具借用单"})
registry.register(Repair, {"toy_repair": "玩具修理"}, {"toy_repair": "玩具修理单"})
