"""One paper or one affair, several recipients: the matters that belong together, and what they share."""

from django.db.models import QuerySet, TextChoices

from matters.groups import group_of
from matters.models import Matter
from organisations.models import Membership
from workflow.steps import steps_of


class Texts(TextChoices):
    """How a paper goes to several units 文书份数."""

    ONE = "one", "一份文书发各单位（一个文号、一份正文，依次列各单位）"
    EACH = "each", "每个单位一份（各编文号、各成正文）"


class Others(TextChoices):
    """What becomes of the other addressees of a paper that is changed or withdrawn."""

    ALL = "all", "各单位一并处理"
    THIS = "this", "只处理本单位，其他单位的文书不变"


def siblings(matter: Matter) -> QuerySet:
    """The other matters of the group that were not entered by mistake, in the order of their recipients."""
    model = type(matter)
    if matter.pk is None:
        return model.objects.none()
    others = model.objects.filter(pk__in=group_of(matter)).exclude(pk=matter.pk).not_annulled()
    return others.select_related("recipient", "lead__jurisdiction", "handler__user").order_by("pk")


def sharing(matter: Matter) -> list:
    """Those to whom the very paper of `matter` went: one number, one text."""
    if not matter.number:
        return []
    return list(siblings(matter).filter(number=matter.number))


def ready(matter: Matter, step_name: str, actor: Membership) -> list:
    """The siblings in which `actor` may take the same step now."""
    declared = steps_of(type(matter))[step_name]
    return [each for each in siblings(matter) if not declared.refusal(each, actor)]


def named(matters) -> str:
    return "、".join(each.recipient.name for each in matters)
