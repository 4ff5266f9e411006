"""A Redis that takes nothing more, full or read-only, stops no process: what waits is done once it takes again."""

import shutil
import socket
import subprocess
import threading

import pytest
import redis
from celery import Celery
from celery.contrib.testing.worker import start_worker

from common import waking
from fujian_portal import celery_app, environment

REFUSING = {
    "full": ([("config", "set", "maxmemory", "1")], [("config", "set", "maxmemory", "0")]),
    "read-only": ([("replicaof", "127.0.0.1", "1")], [("replicaof", "no", "one")]),
}


@pytest.fixture
def store(tmp_path):
    """A Redis of its own: (client, address)."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--maxmemory-policy", "noeviction"]
    server = subprocess.Popen(
        [shutil.which("redis-server"), *options, "--dir", tmp_path], stdout=subprocess.PIPE, text=True
    )
    for line in server.stdout:
        if "Ready to accept connections" in line:
            break
    yield redis.Redis(port=port), f"redis://127.0.0.1:{port}/0"
    server.terminate()
    server.wait()


@pytest.mark.parametrize("how", REFUSING)
def test_a_store_that_takes_nothing_stops_neither_page_nor_worker(store, how):
    client, address = store
    assert celery_app
    url, options = environment.broker(address, None)
    app = Celery("full", broker=url, set_as_current=False)
    app.conf.update(
        broker_transport_options=options,
        task_ignore_result=True,
        task_publish_retry_policy={"max_retries": 1},
    )
    done = threading.Event()

    @app.task(name=f"work while {how}", ignore_result=True)
    def work():
        done.set()

    refuse, take = REFUSING[how]
    with start_worker(app, perform_ping_check=False, pool="solo", shutdown_timeout=20):
        waking._ring(work)
        assert done.wait(20)
        for command in refuse:
            client.execute_command(*command)
        waking._ring(work)
        for command in take:
            client.execute_command(*command)
        done.clear()
        waking._ring(work)
        assert done.wait(20)
