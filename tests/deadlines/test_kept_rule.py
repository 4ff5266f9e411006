"""A running deadline carries its whole rule: what is read again is what was kept."""

import json

import pytest

from deadlines.kept_rule import kept, restored
from deadlines.statutes import ALL


@pytest.mark.parametrize("statute", ALL, ids=lambda each: each.code)
def test_a_rule_is_read_as_it_was_kept(statute):
    """Also how long a document may state at most, which bounds what is counted after a calendar change."""
    assert restored(json.loads(json.dumps(kept(statute)))) == statute
