"""What a step has to be told, because nothing is taken in its place."""

from deadlines.statute import Stated
from workflow.effects import Taking
from workflow.errors import Invalid


def stated_at(taking: Taking, name: str) -> Stated:
    """The period that is stated at this step. Raises Invalid where none is: nothing is taken in its place."""
    if stated := taking.get(name):
        return stated
    raise Invalid({name: "请填写期限，如 15 日、1 个月。没有写明期限的，不能据以要求对方。"})
