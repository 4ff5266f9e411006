"""What one side asks of the other and waits for: objection, longer time, somebody to take part."""

from django.db import models
from simple_history.models import HistoricalRecords

from recommendations.records.of_step import OfStep
from workflow import requests


class Request(requests.Request, OfStep):
    class Meta(requests.Request.Meta):
        abstract = True
        constraints = [requests.one_waits("recommendation")]


class Objection(Request):
    """异议 and what became of it."""

    grounds = models.TextField("异议理由")
    in_time = models.BooleanField("在异议期内", null=True, help_text="收到日期只知年月的，不作判断")
    answer = models.TextField("审查意见", blank=True)
    upheld = models.BooleanField("异议成立", null=True)
    history = HistoricalRecords()

    class Meta(Request.Meta):
        verbose_name = "异议"
        verbose_name_plural = "异议"


class ExtensionRequest(Request):
    class Answer(models.TextChoices):
        OPEN = "open", "待答复"
        GRANTED = "granted", "同意"
        REFUSED = "refused", "不同意"
        LAPSED = "lapsed", "已经回复，不再答复"

    asked_until = models.DateField("申请延至")
    reason = models.TextField("理由")
    answer = models.CharField("答复", max_length=8, choices=Answer, default=Answer.OPEN)
    granted_until = models.DateField("同意延至", null=True)
    history = HistoricalRecords()

    class Meta(Request.Meta):
        verbose_name = "延期申请"
        verbose_name_plural = "延期申请"


class Invitation(Request):
    """商请参与、监督整改: the mechanism makes it the recipient's duty; its answer stands beside it."""

    occasion = models.CharField("事由", max_length=300)
    wanted_on = models.DateField("商请参加日期", null=True)
    accepted = models.BooleanField("派员参加", null=True)
    answer = models.TextField("答复", blank=True)
    history = HistoricalRecords()

    class Meta(Request.Meta):
        verbose_name = "商请参与整改"
        verbose_name_plural = "商请参与整改"
