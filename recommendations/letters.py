"""What the letters, decisions and records of a recommendation say beside its trunk papers (`papers`)."""

from datetime import date

from common import clock
from common.when import When
from documents.papers import letter, minutes
from documents.wording import full_stop


def consultation_content(matter, call) -> minutes.Content:
    rows = (
        ("案由", matter.title),
        ("方式", call.get("way", "")),
        ("时间", str(call.occurred)),
        ("地点", call.get("place", "")),
        ("磋商单位", call.get("agency", "")),
        ("参加人员", call.get("people", "")),
        ("磋商情况", call.get("minutes", "")),
        ("商定的整改方案", call.get("plan", "")),
    )
    signers = ("检察官", "行政机关参加人", "记录人")
    return minutes.Content(organisation=matter.lead.name, title="磋商记录", rows=rows, signers=signers)


def no_recommendation_content(matter, call) -> letter.Content:
    """终结案件决定书 where no recommendation is made (办 74 条)."""
    filed = f"本院于{When.parse(matter.filed_on)}" if matter.filed_on else "本院"
    text = (
        f"{filed}对“{matter.title}”一案立案调查。经调查，{full_stop(call.get('reasons', ''))}\n"
        "根据《人民检察院公益诉讼办案规则》第七十四条的规定，本院决定终结案件。\n特此通知。"
    )
    return letter.Content(
        organisation=matter.lead.name,
        title="终结案件决定书",
        recipient=call.get("agency", ""),
        text=text,
        day=_day(call),
    )


def _day(call) -> date:
    """The day that a paper bears: that of the decision, today where only its month is known."""
    return call.decided.day or clock.today()
