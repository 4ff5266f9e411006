"""How much of what a matter is about may stand on the portal at all; the rest goes on paper or by the police's network."""

from enum import StrEnum


class Content(StrEnum):
    """A kind says it of itself (`Declared.content`)."""

    NONE = "none"
    SUMMARY = "summary"
    FULL = "full"

    @property
    def notice(self) -> str:
        """What its first form tells whoever fills it in."""
        return NOTICES[self]


NOTICES = {
    Content.NONE: "本平台只登记单位、日期、文书名称和文号，不得填写或者上传案情、当事人和证据。",
    Content.SUMMARY: "只写必要的摘要，不得填写国家秘密和侦查内容。",
    Content.FULL: "不得填写国家秘密。",
}
