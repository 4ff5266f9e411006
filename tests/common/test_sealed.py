"""Words that are encrypted where they lie."""

from common.sealed import CLOSED, MARK, seal, unseal


def test_sealed_words_are_opened_by_the_same_key():
    kept = seal("张三")
    assert kept.startswith(MARK)
    assert "张三" not in kept
    assert unseal(kept) == "张三"


def test_what_is_sealed_already_stays_as_it_is():
    kept = seal("张三")
    assert seal(kept) == kept


def test_nothing_is_sealed_to_nothing():
    assert seal("") == ""
    assert unseal("") == ""


def test_a_new_key_in_front_still_opens_the_old_words(settings):
    settings.SEALING_KEYS = ["old"]
    kept = seal("张三")
    settings.SEALING_KEYS = ["new", "old"]
    assert unseal(kept) == "张三"


def test_without_its_key_a_text_stays_closed_and_no_page_breaks(settings):
    settings.SEALING_KEYS = ["old"]
    kept = seal("张三")
    settings.SEALING_KEYS = ["another"]
    assert unseal(kept) == CLOSED
