"""How a paper that a matter is about was handed over: columns of any kind whose paper is served."""

from django.db import models

from common.fields import PartialDateField
from common.when import When


class ServiceWay(models.TextChoices):
    ONLINE = "online", "在线签收"
    DIRECT = "direct", "直接送达"
    POST = "post", "邮寄送达"
    ANNOUNCEMENT = "announcement", "宣告送达"
    LEFT = "left", "留置送达"


#: What is entered from a proof of service, in any kind: online whoever receives it signs, the others need an article.
PAPER_WAYS = (ServiceWay.DIRECT, ServiceWay.POST)


class Served(models.Model):
    """`return_reason` stands while it has been given back and nobody has dealt with that."""

    received_on = PartialDateField("收到日期")
    receipt_assumed = models.BooleanField("收到日期以制发日期代替", default=False)
    service_way = models.CharField("送达方式", max_length=14, choices=ServiceWay, blank=True)
    return_reason = models.TextField("退回理由", blank=True)

    class Meta:
        abstract = True

    @property
    def received(self) -> When | None:
        return When.parse(self.received_on) if self.received_on else None
