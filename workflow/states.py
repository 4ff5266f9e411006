"""The states of a kind: for each its code, the phase in which it lies, and the word of its badge."""

from collections.abc import Sequence
from enum import StrEnum

from matters.kinds import ANNULLED, Phase

ANNULLED_WORD = "误录作废"


class States(StrEnum):
    """Members are written `ACCEPTED = "accepted", Phase.IN_PROGRESS, "审查中"`, in the order in which they follow."""

    phase: Phase
    word: str

    def __new__(cls, code: str, phase: Phase, word: str) -> "States":
        state = str.__new__(cls, code)
        state._value_ = code
        state.phase, state.word = phase, word
        return state

    @classmethod
    def words(cls) -> dict[str, str]:
        return {state.value: state.word for state in cls} | {ANNULLED: ANNULLED_WORD}

    @classmethod
    def phase_of(cls, code: str) -> Phase:
        return Phase.CLOSED if code == ANNULLED else cls(code).phase

    @classmethod
    def after_drafting(cls, *without: str) -> tuple[str, ...]:
        """Every state of a matter that somebody has decided on, without some of them."""
        after = (state.value for state in cls if state.phase != Phase.DRAFTING)
        return tuple(state for state in after if state not in without)

    @classmethod
    def under_way(cls) -> tuple[str, ...]:
        """Every state of a matter that is not over."""
        return tuple(state.value for state in cls if state.phase != Phase.CLOSED)


def codes(states: str | Sequence[str]) -> list[str]:
    """Of one state or several."""
    return [str(states)] if isinstance(states, str) else [str(state) for state in states]
