"""Which periods to rectify have passed in vain."""

from django.db.models import Q

from deadlines.models import Deadline
from deadlines.queries import IS_REPORTED, DeadlineQuerySet
from recommendations import rules

#: Who was urged and has not replied is late with the reply; who has replied, with what was still to be done.
IS_OF_THE_REPLY = Q(rule=rules.URGED, matter__recommendation__replied_on="")


def unrectified() -> DeadlineQuerySet:
    """Open periods to rectify whose last day is over, and nothing was reported as done."""
    owed = (rules.RECTIFICATION, rules.FOLLOW_UP, rules.URGED)
    rows = Deadline.objects.awake().passed().filter(rule__in=owed)
    return rows.exclude(IS_REPORTED).exclude(IS_OF_THE_REPLY)
