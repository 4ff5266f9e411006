"""The one table of all kinds of case; each kind is a proxy in a file of its own (`cases.models`)."""

from django.db import models
from django_fsm import FSMModelMixin
from simple_history.models import HistoricalRecords

from common.fields import PartialDateField
from matters.models import Matter
from matters.queries import MatterQuerySet
from workflow.declared import Declared
from workflow.keeping import Keeping
from workflow.lists.worklist import Choosing
from workflow.shared_steps import SharedSteps


class Case(Declared, Keeping, SharedSteps, FSMModelMixin, Matter):
    """What lists, ledgers and boards ask of every kind is a column; what a kind alone keeps stands in `values`.

    `started_on`, `ended_on`: the local days of the first and the last step, as far as they are known.
    `subject`: the person or unit whom it is about, sealed.
    """

    started_on = PartialDateField("开始日期")
    ended_on = PartialDateField("办结日期")
    outcome = models.CharField("办理结果", max_length=30, blank=True)
    is_enterprise = models.BooleanField("涉企", default=False)
    concerns_minor = models.BooleanField("涉未成年人", default=False)
    subject = models.TextField("涉及的人员或者单位", blank=True)
    values = models.JSONField("填报内容", default=dict, blank=True)
    worklist = Choosing()
    history = HistoricalRecords(excluded_fields=["last_event_number", "head_hash", "version", "changed_at"])

    objects = MatterQuerySet.as_manager()

    class Meta:
        verbose_name = "案件"
        verbose_name_plural = "案件"
        indexes = [models.Index(fields=["started_on"], name="case_by_day")]
