"""The portal's own source files, parsed."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.conf import settings

ROOMS = (
    "common organisations matters notices deadlines documents workflow recommendations cases meetings assessment"
    " imports fujian_portal"
).split()


@cache
def parsed() -> dict[str, ast.Module]:
    """Each file by its path from the root; migrations and tests are none of them."""
    return {str(path.relative_to(settings.BASE_DIR)): ast.parse(path.read_text()) for path in _files()}


def _files() -> Iterator[Path]:
    for room in ROOMS:
        for path in sorted((settings.BASE_DIR / room).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def calls(tree: ast.Module) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def called(call: ast.Call) -> str:
    """The last name of what is called."""
    function = call.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def root(node: ast.AST) -> str:
    """The name that a chain begins with: `Matter` of `Matter.objects.filter(…).update`."""
    while not isinstance(node, ast.Name):
        node = getattr(node, "func", None) or getattr(node, "value", None)
        if node is None:
            return ""
    return node.id
