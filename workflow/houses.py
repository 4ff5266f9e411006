"""The parties of a kind, each with who of its house takes a step. A kind names them once and speaks of them after."""

from dataclasses import dataclass

from matters.parties import LEAD, RECIPIENT, Party
from organisations.models import Role
from workflow.who import WORKERS, Who, decider

#: Whoever works for a house, and those above them.
PEOPLE = (*WORKERS, Role.DEPARTMENT_HEAD, Role.CHIEF, Role.ORGANISATION_HEAD)
#: Who bears the decisions of a house.
HEADS = (Role.CHIEF, Role.ORGANISATION_HEAD)


@dataclass(frozen=True)
class House(Party):
    """A side of a matter as its kind names it.

    What its people did on paper is entered by the house that leads, which has the paper.
    """

    @property
    def worker(self) -> Who:
        """Whoever works for it, or heads it."""
        return Who(self.role, PEOPLE, from_paper=self._has_papers_entered)

    @property
    def head(self) -> Who:
        """Whoever heads it decides; those who work for it prepare that, or record what was decided."""
        return decider(self.role, *HEADS, from_paper=self._has_papers_entered)

    @property
    def _has_papers_entered(self) -> bool:
        return self.role != LEAD


def lead(word: str, *able: str) -> House:
    """The house that begins the matter and keeps its record."""
    return House(LEAD, word, able)


def recipient(word: str, *able: str) -> House:
    """The house to which it is addressed."""
    return House(RECIPIENT, word, able)


def invited(word: str, *able: str) -> House:
    """Houses that act in it, each for itself."""
    return House("invited", word, able)


def supervising(word: str, *able: str) -> House:
    """The house that is asked to supervise it, and acts then."""
    return House("supervising", word, able)


def copied(word: str, *able: str) -> House:
    """Houses that read along and are told when somebody is late."""
    return House("copied", word, able, watches=True)
