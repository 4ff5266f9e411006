"""送达回证: printed blank to be signed on paper, or filled from a service that took place."""

from dataclasses import dataclass

from documents.layout import Sheet

NOTE = (
    "注：受送达人拒绝签收的，由送达人在“备注”栏记明拒收事由和日期，由见证人签名；"
    "依法留置送达的，附拍照、录像等记录送达过程的材料。"
)


@dataclass(frozen=True, kw_only=True)
class Content:
    """What is known is filled in; what is empty is left to be written by hand."""

    organisation: str
    paper: str
    number: str = ""
    recipient: str = ""
    address: str = ""
    way: str = ""
    served_by: str = ""
    received_at: str = ""
    received_by: str = ""
    received_for: str = ""
    witness: str = ""
    remark: str = ""


def build(content: Content) -> bytes:
    """The proof of service as docx, on one page."""
    sheet = Sheet(title=f"{content.organisation}送达回证", author=content.organisation)
    sheet.title(content.organisation, "送达回证")
    sheet.gap()
    sheet.form(_rows(content))
    sheet.small(NOTE)
    return sheet.save()


def _rows(content: Content) -> list[tuple[str, str, int]]:
    return [
        ("送达文书名称", content.paper, 2),
        ("文书文号", content.number, 1),
        ("受送达人", content.recipient, 2),
        ("送达地点", content.address, 2),
        ("送达方式", content.way or "□直接　□邮寄　□宣告　□留置　□电子", 1),
        ("送达人", content.served_by, 2),
        ("收到时间", content.received_at or "　　　　年　　月　　日　　时　　分", 1),
        ("受送达人\n签名或者盖章", content.received_by, 2),
        ("代收人签名\n及代收理由", content.received_for, 2),
        ("见证人", content.witness, 1),
        ("备注", content.remark, 2),
    ]
