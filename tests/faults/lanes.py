"""People at work: each lane takes one recommendation after the other from its registration to its end."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

from common import clock
from tests.factories import PASSWORD
from tests.faults.browser import Answer, Browser, Form, Over, Unexpected, form_in, scan, words_of

#: How often somebody clicks twice, and how often a colleague sends the same step from a page of the same moment.
TWICE, RIVAL = 0.15, 0.5
PEOPLE = ("handler", "liaison_a", "head_a", "department_head", "chief")
Fill = Callable[["Lane", Form], dict[str, object]]


@dataclass(frozen=True)
class Given:
    """Ids that the forms ask for: the agency, and its officer's place."""

    agency: int
    officer: int


@dataclass(frozen=True)
class Accepted:
    """One form for which the portal said that it was done."""

    person: str
    key: str
    verb: str
    matter: int


@dataclass
class Book:
    """What all lanes were told. `sent`: every key with which anything was sent."""

    accepted: list[Accepted] = field(default_factory=list)
    sent: set[str] = field(default_factory=set)
    counts: Counter[str] = field(default_factory=Counter)
    complaints: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)


class Lane(threading.Thread):
    """A handler, an agency's liaison and head, a department head and a chief, each at a browser of their own."""

    def __init__(
        self, number: int, port: int, over: threading.Event, book: Book, seed: int, given: Given
    ) -> None:
        super().__init__(daemon=True)
        self.number, self.over, self.book, self.given = number, over, book, given
        self.chance = Random(f"{seed} {number}")
        self.browsers = {name: Browser(port, over, book.counts, book.lock) for name in PEOPLE}
        self.done = 0

    def run(self) -> None:
        try:
            self.log_in()
            while not self.over.is_set():
                self.walk()
        except Over:
            return
        except AssertionError as complaint:
            self.complain(str(complaint))

    def log_in(self) -> None:
        for name, browser in self.browsers.items():
            browser.log_in(name, PASSWORD)

    def walk(self) -> int:
        """One recommendation to its end; its id."""
        self.done += 1
        matter = self.register()
        for person, verb, fill in COURSE:
            rival = RIVALS.get(verb)
            if rival and self.number and self.chance.random() < RIVAL:
                self.at_once(matter, verb, {person: fill, rival: fill})
            else:
                self.take(person, verb, matter, fill)
        return matter

    def register(self) -> int:
        """The number is no other's; the answer leads to the new matter."""
        path = "/matters/new/recommendation/register_issued/"
        form = self.browsers["handler"].open(path)
        answer = self.send("handler", form, registration(self, form))
        matter = int(answer.location.strip("/").split("/")[-1])
        self.note("handler", form, "register_issued", matter)
        return matter

    def take(self, person: str, verb: str, matter: int, fill: Fill) -> None:
        form = self.browsers[person].open(f"/matters/{matter}/steps/{verb}/")
        self.finish(person, verb, matter, form, fill(self, form))

    def finish(self, person: str, verb: str, matter: int, form: Form, fields: dict[str, object]) -> None:
        answer = self.send(person, form, fields)
        if answer.location != f"/matters/{matter}/":
            raise Unexpected(f"{verb} of {matter}: sent on to {answer.location}")
        self.note(person, form, verb, matter)

    def at_once(self, matter: int, verb: str, people: dict[str, Fill]) -> None:
        """Two people, each from a page of the same version: one is told, and sends again."""
        forms = {person: self.browsers[person].open(f"/matters/{matter}/steps/{verb}/") for person in people}
        together(
            [
                lambda person=person, form=form: self.finish(
                    person, verb, matter, form, people[person](self, form)
                )
                for person, form in forms.items()
            ]
        )

    def send(self, person: str, form: Form, fields: dict[str, object]) -> Answer:
        """Until it is accepted; a page that has grown old is sent again from what the answer shows."""
        self.book.sent.add(form.hidden["key"])
        browser, twice = self.browsers[person], self.chance.random() < TWICE
        answers = together([lambda: browser.post(form, again(fields))] * (2 if twice else 1))
        self.count("clicked twice" if twice else "clicked")
        for answer in answers:
            if answer.status == 302:
                return answer
        if all(answer.status == 409 for answer in answers):
            self.count("told that the page was old")
            return self.send(person, form_in(answers[0].text, form.path), fields)
        raise Unexpected(f"{form.path}: {[answer.status for answer in answers]} {words_of(answers[0].text)}")

    def note(self, person: str, form: Form, verb: str, matter: int) -> None:
        with self.book.lock:
            self.book.accepted.append(Accepted(person, form.hidden["key"], verb, matter))

    def count(self, what: str) -> None:
        with self.book.lock:
            self.book.counts[what] += 1

    def complain(self, what: str) -> None:
        with self.book.lock:
            self.book.complaints.append(f"lane {self.number}: {what}")


def again(fields: dict[str, object]) -> dict[str, object]:
    """The same fields, files at their beginning."""
    for value in fields.values():
        if hasattr(value, "seek"):
            value.seek(0)
    return fields


def together(calls: list[Callable]) -> list:
    """Their results; what one of them raised is raised here."""
    results: list = [None] * len(calls)

    def run(place: int, call: Callable) -> None:
        try:
            results[place] = call()
        except (Over, AssertionError) as raised:
            results[place] = raised

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for result in results:
        if isinstance(result, BaseException):
            raise result
    return results


def registration(lane: Lane, form: Form) -> dict[str, object]:
    number = lane.number * 100000 + lane.done
    return {
        "kind": "social_governance",
        "number": f"川九检建〔2026〕{number}号",
        "title": f"示例河段堆放固体废物（{number}）",
        "recipients": str(lane.given.agency),
        "issued_on": (clock.today() - timedelta(days=1)).isoformat(),
        "sensitivity": "ordinary",
        "advice_text": "依法清理堆放的固体废物\n建立巡查制度",
        "stated_reply": ["20", "days"],
        "stated_objection": ["15", "days"],
        "paper_scans": scan("检察建议书.pdf", form.hidden["key"]),
    }


def nothing(lane: Lane, form: Form) -> dict[str, object]:
    return {}


def to_the_officer(lane: Lane, form: Form) -> dict[str, object]:
    return {"section": "执法监督股", "person": str(lane.given.officer)}


def progress(lane: Lane, form: Form) -> dict[str, object]:
    return {
        "type": "progress",
        "text": "已清理约十立方米。",
        "files": scan("现场.pdf", form.hidden["key"]),
    }


def asks_longer(lane: Lane, form: Form) -> dict[str, object]:
    return {"reason": "汛期无法进场。", "asked_until": (clock.today() + timedelta(days=38)).isoformat()}


def grants(lane: Lane, form: Form) -> dict[str, object]:
    return {"granted_until": (clock.today() + timedelta(days=35)).isoformat(), "reason": "情况属实"}


def reply(lane: Lane, form: Form) -> dict[str, object]:
    results = dict.fromkeys(form.beginning_with("result_"), "done")
    return results | {
        "paper_scans": scan("复函.pdf", form.hidden["key"]),
        "files": scan("佐证.pdf", f"{form.hidden['key']} more"),
    }


def findings(lane: Lane, form: Form) -> dict[str, object]:
    return dict.fromkeys(form.beginning_with("finding_"), "done")


#: Who takes which step after the registration, and what they fill in.
COURSE: tuple[tuple[str, str, Fill], ...] = (
    ("liaison_a", "sign_for", nothing),
    ("liaison_a", "assign_inside", to_the_officer),
    ("liaison_a", "report_progress", progress),
    ("liaison_a", "request_extension", asks_longer),
    ("chief", "grant_extension", grants),
    ("liaison_a", "report_progress", progress),
    ("liaison_a", "reply", reply),
    ("department_head", "review_rectification", findings),
)
#: Who may send the same step at the same moment.
RIVALS = {"report_progress": "head_a"}


def lanes(
    count: int, port: int, over: threading.Event, book: Book, seed: int, given: Given
) -> Iterator[Lane]:
    """Lane 0 is the one that walks before the faults begin."""
    return (Lane(number, port, over, book, seed, given) for number in range(1, count + 1))
