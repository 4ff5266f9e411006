"""What a page says of toys."""

from matters.kinds import Phase
from workflow.line import drawn


class ToyWords:
    """Mixed into Toy. `states`: for each the word, the phase and the tone of its badge."""

    summary_template = "toys/summary.html"

    @classmethod
    def state_labels(cls) -> dict[str, str]:
        return {code: word for code, (word, _, _) in cls.states.items()}

    def phase_of_state(self) -> Phase:
        return self.states[self.state][1]

    @property
    def state_tone(self) -> str:
        return self.states[self.state][2]

    def stepper(self, *, inside: bool) -> list[dict[str, str]]:
        line = [code for code in self.states if code != "annulled"]
        here = line.index(self.state) if self.state in line else -1
        return drawn(line, here, self.state_labels().__getitem__, {}, is_over=False)
