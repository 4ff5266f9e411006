"""No upload passes beside clamd where one is set; what it says, and that it says nothing, is told at the field."""

import io
import socket

import pytest

from common import scanning
from common.filetypes import UnacceptableFile
from tests.common.scanner import EICAR, REAL, answering

PDF = b"%PDF-1.4\n" + bytes(600_000)


def refused(content: bytes) -> str:
    with pytest.raises(UnacceptableFile) as refusal:
        scanning.check(io.BytesIO(content), "回证.pdf")
    return refusal.value.message_zh


def test_a_clean_file_is_sent_whole_and_passes(settings):
    with answering() as (settings.CLAMD_ADDRESS, received):
        file = io.BytesIO(PDF)
        scanning.check(file, "回证.pdf")
    assert received == [PDF]
    assert file.tell() == 0


def test_a_virus_is_refused_with_its_name(settings):
    with answering() as (settings.CLAMD_ADDRESS, _):
        assert "查出病毒（Eicar-Test-Signature）" in refused(EICAR)


def test_above_the_limit_of_the_daemon_the_file_is_refused_and_the_setting_named(settings):
    with answering(limit=1000) as (settings.CLAMD_ADDRESS, _):
        assert "StreamMaxLength" in refused(PDF)


def test_without_an_answer_no_file_is_taken(settings):
    with socket.create_server(("127.0.0.1", 0)) as gone:
        settings.CLAMD_ADDRESS = f"127.0.0.1:{gone.getsockname()[1]}"
    assert "病毒查杀服务没有应答" in refused(PDF)
    settings.CLAMD_ADDRESS = "unix:/nowhere/clamd.ctl"
    assert "病毒查杀服务没有应答" in refused(PDF)


def test_a_daemon_that_hangs_is_given_up(settings, monkeypatch):
    monkeypatch.setattr(scanning, "PATIENCE", 0.2)
    with answering(hangs=True) as (settings.CLAMD_ADDRESS, _):
        assert "病毒查杀服务没有应答" in refused(PDF)


def test_an_absurd_address_takes_no_file(settings):
    settings.CLAMD_ADDRESS = "clamd"
    assert "病毒查杀服务没有应答" in refused(PDF)


def test_without_an_address_nothing_is_asked(settings):
    settings.CLAMD_ADDRESS = ""
    scanning.check(io.BytesIO(EICAR), "回证.pdf")


@pytest.mark.clamd
def test_the_real_daemon_passes_what_is_clean_and_finds_what_is_not(settings):
    settings.CLAMD_ADDRESS = REAL
    scanning.check(io.BytesIO(PDF), "回证.pdf")
    assert "查出病毒" in refused(EICAR)


@pytest.mark.clamd
def test_the_real_daemon_takes_the_largest_upload(settings):
    settings.CLAMD_ADDRESS = REAL
    scanning.check(io.BytesIO(b"%PDF-1.4\n".ljust(50 * 1024 * 1024, b"\0")), "卷宗.pdf")
