"""What several files of steps need is a public function: no private method of one mixin is called in another."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.architecture.sources import parsed

#: Where the classes stand of which the models of matters are mixed.
MIXED = ("workflow/", "recommendations/", "cases/", "meetings/", "matters/sides.py", "matters/contract.py")

#: Pages and forms have bases of their own, from which they inherit.
OF_PAGES = re.compile(r"views|forms?\b|forms?/")


def is_own(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__")


def of_self(tree: ast.AST) -> Iterator[ast.Attribute]:
    """`self._x`, `matter._x`: every private name that is asked of a matter."""
    for node in ast.walk(tree):
        is_of_matter = isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
        if is_of_matter and node.value.id in ("self", "matter") and is_own(node.attr):
            yield node


def made(tree: ast.AST) -> set[str]:
    """The private names that stand in the classes of a file, or are written by them."""
    written = {node.attr for node in of_self(tree) if isinstance(node.ctx, ast.Store)}
    return written | {
        node.name if isinstance(node, ast.FunctionDef) else node.target.id
        for owner in ast.walk(tree)
        if isinstance(owner, ast.ClassDef)
        for node in owner.body
        if isinstance(node, ast.FunctionDef)
        or (isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name))
    }


def borrowed(tree: ast.AST, of_others: set[str]) -> set[str]:
    """Private names of other files that are asked here."""
    return {node.attr for node in of_self(tree)} & (of_others - made(tree))


MIXINS = {
    path: tree for path, tree in parsed().items() if path.startswith(MIXED) and not OF_PAGES.search(path)
}
MADE = {path: made(tree) for path, tree in MIXINS.items()}


@pytest.mark.parametrize("path", sorted(MIXINS))
def test_no_private_method_of_another_mixin_is_called(path):
    of_others = set().union(*(names for other, names in MADE.items() if other != path))
    assert borrowed(MIXINS[path], of_others) == set()


def test_one_that_is_would_be_found():
    one = ast.parse("class One:\n    def _name(self): ...")
    other = ast.parse("class Other:\n    def tell(self): return self._name()")
    assert borrowed(other, made(one)) == {"_name"}
    assert borrowed(one, made(other)) == set()
