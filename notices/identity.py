"""News about somebody's account go by mail at once, whatever a person prefers for other mails."""

from notices import channels, grounds, outbox, services
from notices.models import Channel, Delivery, Notice, Preference
from notices.tasks import wake
from organisations.models import SensitiveChange
from organisations.telling import News, on_news, on_settled

#: What somebody did; what somebody has to confirm.
TOLD, TO_CONFIRM = "account_told", "account_to_confirm"


@on_news
def carry(news: News) -> None:
    notice = services.tell(
        recipient=news.recipient,
        organisation=news.organisation,
        verb=TO_CONFIRM if news.about else TOLD,
        text=news.text,
        link=news.link,
        next_step=news.next_step,
        about=news.about,
        urgent=True,
    )
    if not notice.deliveries.exists():
        outbox.post(notice, Preference(user=news.recipient))
        Notice.objects.filter(pk=notice.pk).update(awaits_bundle=False)
    if news.address and channels.WAYS[Channel.EMAIL].is_on():
        row = Delivery.objects.create(
            recipient=news.recipient, channel=Channel.EMAIL, address=news.address, is_fixed=True
        )
        row.notices.add(notice)
    wake()


@on_settled
def clear_away(change: int) -> None:
    services.withdraw(verbs=[TO_CONFIRM], about=change, reason="申请已处理")


def still_open(notice: Notice) -> bool:
    found = SensitiveChange.objects.filter(pk=notice.about).first()
    return found is not None and found.is_open


grounds.register(TO_CONFIRM, still_open)
