"""Reading a workbench as its person does: headings, groups, rows, buttons."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Bench:
    """The answer of `/`."""

    answer: object

    @property
    def text(self) -> str:
        return self.answer.content.decode()

    @property
    def parts(self) -> dict[str, dict]:
        return {part.get("title", part["template"]): part for part in self.answer.context["parts"]}

    @property
    def groups(self) -> dict[str, list[dict]]:
        """The rows of each group, by its title, in the order of the page."""
        parts = self.answer.context["parts"]
        return {group["title"]: group["rows"] for part in parts for group in part.get("groups", [])}

    def titles(self, group: str) -> list[str]:
        return [row["title"] for row in self.groups.get(group, [])]

    def buttons(self, group: str) -> list[str]:
        return [row["next"]["label"] if row["next"] else "" for row in self.groups.get(group, [])]

    @property
    def every_title(self) -> set[str]:
        return {row["title"] for rows in self.groups.values() for row in rows}
