"""Rooms register their papers: what has no form of its own is a letter, what nobody registered is a clear error."""

import pytest

from documents import registry
from documents.papers import letter
from matters import names


def test_a_paper_without_a_form_of_its_own_is_a_plain_letter():
    assert registry.get("circular").sheet is letter


def test_a_paper_that_no_room_knows_is_named_in_the_error():
    with pytest.raises(registry.UnknownPaper, match="ransom_note"):
        registry.get("ransom_note")


def test_a_paper_is_registered_once():
    with pytest.raises(ValueError, match="circular"):
        registry.register({"circular": "通报"})


def test_the_paper_a_matter_is_about_is_called_as_its_kind_calls_it():
    declared = {code for code, _ in names.declared()}
    assert registry.own() == ["recommendation"]
    assert "document.circular" in declared
    assert "document.recommendation" not in declared


def test_a_scan_of_any_other_paper_is_offered_last():
    assert registry.choices()[-1] == ("other", "其他文书")
