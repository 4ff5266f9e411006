"""Papers that go by hand: nobody of the recipient could sign for them in the portal."""

from collections.abc import Iterable

from organisations.models import Organisation

BY_HAND = "在系统内没有可以签收的人员，不会收到消息。文书须当面或者邮寄送达，送达后请“登记送达”。"


def by_hand(organisations: Iterable[Organisation]) -> list[str]:
    """One sentence for each of `organisations` that has nobody to sign, for whoever sends it something. One query."""
    keys = [each.pk for each in organisations]
    names = Organisation.objects.filter(pk__in=keys).reached_by_nobody().values_list("name", flat=True)
    return [f"{name}{BY_HAND}" for name in names.order_by("code")]
