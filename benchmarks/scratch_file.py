"""The same as `benchmarks.scratch` on SQLite: files in a folder of our own, each with a note of what it holds."""

import shutil
from dataclasses import dataclass
from pathlib import Path

ENDINGS = ("", "-wal", "-shm", ".holds")


@dataclass(frozen=True)
class ScratchFile:
    """One scratch database, a file."""

    folder: Path
    label_of_size: str

    @property
    def name(self) -> str:
        """The path, which is what Django calls the name of a SQLite database."""
        return str(self.folder / f"portal_benchmark_{self.label_of_size}.sqlite3")

    @property
    def url(self) -> str:
        return f"sqlite:///{self.name}"

    def holds(self, contents: str) -> bool:
        note = Path(f"{self.name}.holds")
        return note.exists() and note.read_text(encoding="utf-8") == contents

    def create(self, template: "ScratchFile | None" = None) -> None:
        """Make it anew, empty or as a copy of `template`."""
        self.drop()
        if template:
            shutil.copyfile(template.name, self.name)

    def label(self, contents: str) -> None:
        """Note what it holds, so that a later run can use it again."""
        Path(f"{self.name}.holds").write_text(contents, encoding="utf-8")

    def drop(self) -> None:
        for ending in ENDINGS:
            Path(f"{self.name}{ending}").unlink(missing_ok=True)
