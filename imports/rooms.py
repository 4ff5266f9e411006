"""Which kinds have a ledger that can be read, and what their rooms do with its rows."""

from django.http import Http404

from imports.contract import Rows
from matters.models import Matter
from matters.registry import registered_models
from organisations.models import Membership

_declared: dict[type[Matter], type[Rows]] = {}


def declare(model: type[Matter], rows: type[Rows]) -> None:
    """A room that does more with a row than enter what its columns say makes it known when it is loaded."""
    _declared[model] = rows


def room_of(model: type[Matter]) -> Rows:
    return _declared.get(model, Rows)(model)


def every_room() -> list[Rows]:
    """Of the kinds whose rows can be entered, in the order of registration."""
    rooms = (room_of(model) for model in registered_models())
    return [room for room in rooms if room.can_be_entered]


def kept_by(membership: Membership) -> list[Rows]:
    return [room for room in every_room() if room.is_kept_by(membership)]


def room_named(name: str, rooms: list[Rows]) -> Rows:
    """That of the model which addresses call `name`, else the only one. Raises Http404."""
    named = [room for room in rooms if room.called == name] if name else rooms[:1]
    if not named:
        raise Http404
    return named[0]
