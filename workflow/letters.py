"""The paper that a move makes: a plain letter from the house that takes it, or the scan of the one that was sealed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from common import clock
from documents import numbers
from documents.papers.letter import Content
from workflow.asking import line, scans
from workflow.effects import Effects, Number, Paper, Taking
from workflow.houses import House

NUMBER, SCAN = "number", "letter_scan"
NUMBER_HELP = "文书已经编号的，按文书所载填写；不填的，按本单位设置的文号格式编号，没有设置的不编号。"
SCAN_HELP = "已经盖章的文书；上传的，以上传件为准，不另行生成。"


@dataclass(frozen=True)
class Letter:
    """`code` and `title` of the paper, the same for every matter of the kind. `body`: its text, a paragraph a line.

    `to`: the party to which it is addressed. `may_be_scan`: whether the sealed one may be kept in its place.
    """

    code: str
    title: str
    body: Callable[[Any, Mapping[str, Any]], str]
    to: House
    may_be_scan: bool = True

    def asks(self) -> dict[str, forms.Field]:
        number = {NUMBER: line("文号", longest=80, required=False, help_text=NUMBER_HELP)}
        label = f"{self.title}（盖章扫描件）"
        scan = (
            {SCAN: scans(label, single=True, required=False, help_text=SCAN_HELP)} if self.may_be_scan else {}
        )
        return number | scan

    def add_to(self, effects: Effects, matter, taking: Taking, given: Mapping[str, Any]) -> None:
        """The number of the matter is that of its lead's letter; where it is given none and has no series, none."""
        text, day = given.get(NUMBER, ""), taking.occurred.day or clock.today()
        is_numbered = bool(text or numbers.blank(organisation=matter.lead, kind=self.code, on=day))
        if is_numbered:
            effects.number = Number(matter.lead, self.code, day.year, day, text=text)
        effects.papers.append(
            Paper(
                self.code,
                self.title,
                self._content(matter, taking, given),
                numbered=is_numbered,
                or_scan=SCAN,
            )
        )

    def _content(self, matter, taking: Taking, given: Mapping[str, Any]) -> Callable[[str], Content]:
        addressee = matter.house_on(self.to.role)
        text = self.body(matter, given)

        def content(number: str) -> Content:
            return Content(
                organisation=matter.lead.name,
                title=self.title,
                text=text,
                recipient=addressee.name if addressee else "",
                number=number,
                day=taking.occurred.day,
                seal="（印章）",
            )

        return content
