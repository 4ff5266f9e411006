"""The board's figures over everything there is, and the same counts by hand."""

from collections.abc import Sequence

from django.db import connection

from assessment.figures import ALL_YEARS, figures
from benchmarks.sweeps import timed
from common import clock
from recommendations.models import Recommendation
from recommendations.rules import REPLIES

BY_AGENCY = ("recipient_id",)
EACH_TABLE = ("recipient_id", "kind", "domain", "substr(issued_on, 1, 7)")
COUNTED = """
    SELECT {by}, period.status, period.late_days > 0, period.due_at <= %s, recommendation.outcome,
           recommendation.replied_on <> '', recommendation.sued_on <> '', count(*)
    FROM recommendations_recommendation AS recommendation
    JOIN matters_matter AS matter ON matter.id = recommendation.matter_ptr_id
    LEFT JOIN deadlines_deadline AS period ON period.matter_id = matter.id
         AND period.rule IN ({rules}) AND period.status <> 'replaced'
    WHERE matter.open_to_government
    GROUP BY 1, 2, 3, 4, 5, 6, 7
"""


def board() -> float:
    """Seconds for all that the board shows: every grouping, the rates and the medians."""
    with timed() as taken:
        figures(Recommendation.objects.filter(open_to_government=True), ALL_YEARS)
    return taken.seconds


def by_hand(groupings: Sequence[str]) -> float:
    """Seconds for the counts of each of `groupings`, one statement each, without a median."""
    rules = ", ".join(["%s"] * len(REPLIES))
    now = connection.ops.adapt_datetimefield_value(clock.now())
    with timed() as taken, connection.cursor() as cursor:
        for each in groupings:
            cursor.execute(COUNTED.format(by=each, rules=rules), [now, *REPLIES])
            cursor.fetchall()
    return taken.seconds
