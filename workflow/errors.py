"""What a step can be refused for. Each message says what happened, what still stands, what to do next."""

from django.core.exceptions import PermissionDenied


class Refused(PermissionDenied):
    """The step may not be taken: wrong role, wrong state or a condition that is not met. Nothing was written."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Stale(Exception):
    """The matter has moved on since the page was shown; `events` is what happened meanwhile."""

    def __init__(self, matter, events) -> None:
        super().__init__("页面打开之后，本事项已有新的办理记录。您填写的内容仍在，请核对后再提交。")
        self.matter = matter
        self.events = events


class Invalid(Exception):
    """Values that do not fit; `fields` maps a field's name (or "") to what is wrong with it."""

    def __init__(self, fields: dict[str, str]) -> None:
        super().__init__("；".join(fields.values()))
        self.fields = fields
