"""What sort of body a name tells, and what each sort is able to be in a matter. No name makes an authority by default."""

import re
from dataclasses import dataclass

from common.named import without_note
from organisations.models import Capability


@dataclass(frozen=True)
class Sort:
    label: str
    capabilities: tuple[str, ...]


#: The sorts by the word that a command takes. The last three are no administrative organs: the government's bureau
#: does not see what is issued to them.
SORTS = {
    "agency": Sort("行政机关", (Capability.AGENCY,)),
    "police": Sort("公安机关", (Capability.AGENCY, Capability.POLICE)),
    "judicial_bureau": Sort("司法行政机关", (Capability.AGENCY, Capability.JUDICIAL_BUREAU)),
    "township": Sort("乡镇人民政府、街道办事处", (Capability.AGENCY, Capability.TOWNSHIP)),
    "government": Sort("县级以上人民政府", (Capability.GOVERNMENT,)),
    "court": Sort("法院", (Capability.COURT,)),
    "enterprise": Sort("企业、学校、医院等企业事业单位", (Capability.ENTERPRISE,)),
    "other": Sort("村（居）民委员会、协会和其他组织", (Capability.COMMUNITY,)),
}
PROCURATORATE, OTHER = "procuratorate", "other"
#: The first that fits tells; a name that fits none is for a person to say.
BY_NAME = (
    (PROCURATORATE, r"检察院(?:.{0,8}分院)?$"),
    ("court", r"法院(?:.{0,8}法庭)?$"),
    (
        "other",
        r"(?:村|居|社区居?民?|业主|家属)(?:民)?委员会$|[村居]委会?$|业委会$|社区$|(?:协会|商会|学会|研究会|基金会|联合会|联社)$",
    ),
    ("other", r"(?:妇联|残联|工商联|总工会|工会|共青团.*|团委|红十字会|文联|科协|志愿.{0,4}队)$"),
    (
        "enterprise",
        r"(?:公司|集团|厂|银行|支行|分行|信用社|信用联社|合作社|保险|电信|供电局|邮政局|自来水厂|超市|商场|酒店|宾馆|旅馆|网吧"
        r"|影院|药店|药房|农场|林场|学校|大学|学院|中学|小学|[一二三四五六七八九十]中|幼儿园|托儿所|党校|医院|卫生院|卫生室|卫生所"
        r"|卫生服务中心|诊所|门诊部|养老院|敬老院|福利院|景区|市场|电站|加油站|物业)$",
    ),
    (
        "police",
        r"公安(?:厅|局|分局)?$|公安局.*(?:大队|支队|总队|分局|派出所)$|派出所$|交通?警察?(?:大队|支队|总队)$",
    ),
    ("judicial_bureau", r"司法(?:厅|局)$"),
    ("township", r"(?:乡|镇)(?:人民)?政府$|街道办事处$|街道办$|办事处$|街道$|[乡镇]$"),
    ("government", r"(?:省|市|州|盟|县|区|旗)(?:人民)?政府$"),
    (
        "agency",
        r"(?:局|厅|部门|行政机关|管委会|管理委员会|消防救援(?:大队|支队|总队)|执法(?:大队|支队|总队))$",
    ),
    (
        "agency",
        r"(?:卫健|卫计|发改|住建|城乡建设|农业|经信|民宗|国资|卫生健康|发展和改革|计划生育|民族宗教.*)委(?:员会)?$",
    ),
    ("agency", r"(?:互联网信息|人民防空|网信|人防|政务服务|医疗保障)办(?:公室)?$"),
)
#: 气象局等5家单位: what stands before is what they are.
AND_OTHERS = re.compile(r"等.{0,6}(?:单位|机关|部门|家|个)$")


def sort_of(name: str) -> str:
    """The sort that the name tells, or ""."""
    plain = AND_OTHERS.sub("", without_note(name))
    return next((sort for sort, words in BY_NAME if re.search(words, plain)), "")
