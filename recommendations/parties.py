"""Who takes part in a recommendation, and who looks on: the procuratorate above, and the overseer of the government."""

from matters.parties import LEAD, RECIPIENT, Party
from organisations.models import Capability

SUPERIOR, OVERSEER = "superior", "overseer"
PARTIES = (
    Party(LEAD, "主办检察院", able=(Capability.PROCURATORATE,)),
    Party(RECIPIENT, "被建议单位"),
    Party(OVERSEER, "司法行政机关", able=(Capability.JUDICIAL_BUREAU, Capability.GOVERNMENT), watches=True),
    Party(SUPERIOR, "上级检察院", able=(Capability.PROCURATORATE,), watches=True),
)
