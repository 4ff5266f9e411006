"""The broker of files: a broken message stops no worker, and none is read before it is whole."""

from queue import Empty

import pytest
from kombu import Connection

from fujian_portal import celery_app, environment


@pytest.fixture
def channel(tmp_path):
    assert celery_app
    url, options = environment.broker("", tmp_path)
    with Connection(url, transport_options=options) as connection:
        yield connection.channel()


BROKEN = {
    "nothing": b"",
    "half": b'{"body": "x", "prop',
    "no message": b"[1, 2]",
    "no properties": b'{"body": "x"}',
    "no tag": b'{"body": "x", "properties": {}}',
    "no text": b"\xff\xfe\0",
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_message_is_put_aside_and_the_next_is_taken(channel, tmp_path, what):
    (tmp_path / "broker" / "messages" / "0_first.celery.msg").write_bytes(BROKEN[what])
    whole = {"body": "x", "properties": {"delivery_tag": "t"}}
    channel._put("celery", whole)
    assert channel._get("celery") == whole
    with pytest.raises(Empty):
        channel._get("celery")
    aside = list((tmp_path / "broker" / "aside").iterdir())
    assert [each.read_bytes() for each in aside] == [BROKEN[what]]


def test_a_message_that_another_process_is_still_writing_is_no_message_yet(channel, tmp_path):
    (tmp_path / "broker" / "messages" / ".1_second.celery.msg").write_bytes(b"")
    with pytest.raises(Empty):
        channel._get("celery")


def test_a_table_of_queues_that_is_empty_is_written_anew(channel, tmp_path):
    (tmp_path / "broker" / "control" / "celery.exchange").write_bytes(b"")
    channel._queue_bind("celery", "celery", "", "celery")
    assert [row.queue for row in channel.get_table("celery")] == ["celery"]
