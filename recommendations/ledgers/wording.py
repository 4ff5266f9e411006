"""What one clause of 办理结果 says. Only a clause that says one thing plainly is taken for it; any other is unsure."""

import re
from enum import Enum


class Said(Enum):
    ADOPTED = "adopted"
    NOT_ADOPTED = "not_adopted"
    RECTIFIED = "rectified"
    PARTLY = "partly"
    NOT_RECTIFIED = "not_rectified"
    NOT_IN_PLACE = "not_in_place"
    RUNNING = "running"
    ENDED = "ended"
    NOT_ENDED = "not_ended"
    UNSURE = "unsure"


#: Where a clause ends: at a mark, or before a word that begins another thought.
BOUNDARY = re.compile(
    r"[，。；：:（）→,;()、！？!?\n\s]+|(?=但|也未|也没|也不|并(?!非)|而未|而且|且未|其余|其他问题)"
)
#: What a clause has to mention to say anything of the outcome.
MENTIONED = re.compile(r"采纳|整改|办结|结案|审结|终结|到位|履职|履行|正在|办理中|推进|跟进中|在办|待办")
#: Of another proceeding, and not of this recommendation.
ELSEWHERE = re.compile(r"公诉|移送起诉|审查起诉|不起诉|民事|刑事|赔偿|诉前")
#: What the recipient says of itself: a reply, that nobody has looked at yet.
REPORTED = re.compile(r"(?:回复|复函|函复|回函|反馈|答复)(?:称|表示|说明|.{0,4}落实$)")
#: What turns the meaning round or leaves it open.
OPEN_QUESTION = re.compile(
    r"不存在|未发现|未见|未出现|并非|不是|不属|无[未不没]|没有[未不]|不[得能会]不|是否|能否|如果|^若|假如"
    r"|视.*情况|据称|自称|尚需|似|可能|应该"
)
DEMANDED = re.compile(
    r"(?:(?<![按照])要求|督促|责令|限期|催促|敦促|应当|必须|请|(?<!被)(?<!检察)建议(?!(?:书|的|被|内容|已|均|全部|予以)+$))[^已均]*$"
)
TO_COME = re.compile(
    r"(?:将|拟|预计|计划|承诺|表示|争取|力争|准备|打算|即将|尽快|明年|年底前|月底前|(?<![接招对虐期])待|等)[^已]*$"
)
UNDER_WAY = re.compile(
    r"正在|整改中|办理中|推进|跟进中|在办|待办|仍在|尚在|落实中|(?:持续|逐步|陆续|着手|启动|开展|继续|部署)整改"
)
HEDGED = re.compile(
    r"基本|大部|初步|阶段|部分|主体|有所|较|多数|个别|一定|原则|尽量|主要|少数|一半|其中|除|仅|只|左右|%|约"
)
#: What a later clause adds to a conclusion and takes back of it; that nothing was found again takes nothing back.
TAKES_BACK = re.compile(
    r"仍|尚[有未需待]|还[有未需剩]|(?<![接招对虐])待|部分|除|未(?!成年|再|发现|见|出现|发生)|没有(?!再|发现)|不合格|不符合|反弹|回潮|复发"
)
#: The plain words, in the order in which they are looked for: each has to fill the clause to its end.
PLAIN = (
    (Said.NOT_ENDED, r"(?:未|没有|未能|不能|不予|无法)(?:办结|结案|审结|终结(?:案件|审查)?)"),
    (Said.NOT_ADOPTED, r"(?<![尚暂还])(?:未予?|没有|不予|拒绝|拒不|不|未被)采纳(?:检察)?(?:建议|意见)?"),
    (
        Said.PARTLY,
        r"(?:仅|只)?部分(?:已经?|完成)?整改|整改(?:仍|尚)?(?:不|未(?:完全|全部|能)?)(?:到位|彻底|全面)",
    ),
    (Said.PARTLY, r"(?:未|没有)(?:完全|全部|能)?整改(?:到位|彻底)|(?:未|没有)(?:完全|全部)整改"),
    (
        Said.NOT_RECTIFIED,
        r"(?:未|没有|未实际|未实质|未完成|未进行|未开展|未落实|未予|拒不|拒绝|不)整改|未采取整改措施",
    ),
    (Said.NOT_RECTIFIED, r"(?:未|拒不|不)(?:依法|全面|及时)?(?:履职|履行(?:法定)?职责)"),
    (Said.NOT_IN_PLACE, r"(?:未(?:完全|全部|能)?|没有|不)到位"),
)
#: Said of what is done; nothing before them in the clause may deny it.
DONE = (
    (Said.RECTIFIED, r"整改(?:落实)?到位|完成(?:了)?(?:全部)?整改(?:工作|任务)?|全部整改"),
    (Said.RECTIFIED, r"整改(?:已|全部|已全部|任务)?(?:完毕|完成|结束)|(?:均|都)已整改"),
    (Said.RECTIFIED, r"已经?(?:全部|全面|均|按要求|按期|按时|及时|如期)*整改(?:完毕|完成|到位|落实|结束)?"),
    (Said.ADOPTED, r"采纳(?:了)?(?:检察)?(?:建议|意见)?"),
    (Said.ENDED, r"(?<![可以同意申请能])(?:办结|结案|审结|终结案件|终结审查)(?:决定)?|(?:已|依法|决定)终结"),
)
#: What says, up to the word it is about, that it did not happen; 已 in between takes it back.
DENIED = re.compile(
    r"(?:未(?!成年)|没有|无法|难以|not )[^已]*$|(?:不(?:予|予以|同意|愿|能|会|再|完全|全部)?|拒绝|拒不)$"
)


def clauses(text: str) -> list[str]:
    return [clause for clause in BOUNDARY.split(text) if clause]


def takes_back(clause: str) -> bool:
    """Whether a clause behind a conclusion leaves it open, though it does not speak of the outcome itself."""
    return meaning(clause) is None and bool(TAKES_BACK.search(clause)) and not ELSEWHERE.search(clause)


def meaning(clause: str) -> Said | None:
    """What the clause says of the outcome; None where it speaks of something else."""
    if not MENTIONED.search(clause) or ELSEWHERE.search(clause) or REPORTED.search(clause):
        return None
    if OPEN_QUESTION.search(clause):
        return Said.UNSURE
    plain = next((said for said, words in PLAIN if re.search(rf"(?:{words})$", clause)), None)
    if plain:
        return plain
    word = MENTIONED.search(clause)
    before = clause[: word.start()]
    if TO_COME.search(before) and not DEMANDED.search(before):
        return Said.RUNNING
    if UNDER_WAY.search(clause):
        return Said.UNSURE if HEDGED.search(clause) or DENIED.search(before) else Said.RUNNING
    return _done(clause)


def _done(clause: str) -> Said:
    """What a clause says that tells of something done, where nothing in it takes that back."""
    for said, words in DONE:
        if found := re.search(rf"(?:{words})$", clause):
            before = clause[: found.start()]
            unsure = (
                HEDGED.search(clause)
                or DENIED.search(before)
                or DEMANDED.search(before)
                or TO_COME.search(before)
            )
            return Said.UNSURE if unsure else said
    return Said.UNSURE
