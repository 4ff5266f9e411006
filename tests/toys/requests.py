"""What is asked about a toy."""

from django.db import models
from simple_history.models import HistoricalRecords

from organisations.models import Role
from tests.toys import rules
from workflow.requests import Petition, Request, one_waits


class Longer(Request):
    toy = models.ForeignKey("toys.Toy", models.PROTECT, related_name="+")
    reason = models.TextField("理由")
    is_granted = models.BooleanField("同意", null=True)
    history = HistoricalRecords()

    class Meta(Request.Meta):
        verbose_name = "延长借用"
        verbose_name_plural = "延长借用"
        constraints = [one_waits("toy")]


LONGER = Petition(
    row=Longer,
    rule=rules.ANSWER,
    label="答复延长借用的申请",
    answer="answer_longer",
    role=Role.ORGANISATION_HEAD,
    hears=(Role.LIAISON,),
    already="已有一项延长借用的申请等待答复。",
    missing="没有待答复的延长借用申请。",
)
