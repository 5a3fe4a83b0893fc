"""The databases tests run on: each test has its own, and PostgreSQL ends with the run."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

from sqlalchemy import make_url

from catalogue.db.database import Database
from catalogue.services.town import put_setting, setting
from support.databases import Cluster, new_folder

TESTS = Path(__file__).parents[2]
RUN = """
import sys
sys.path.insert(0, {tests!r})
from support.databases import shared_cluster
cluster = shared_cluster()
assert shared_cluster().folder == cluster.folder
print(cluster.folder, cluster.execute("SELECT pg_postmaster_start_time()") and "up", flush=True)
sys.stdin.read()
"""


def test_database_is_of_the_test_alone(database_url: str) -> None:
    for value in ("none", "mine"):
        database = Database(database_url)
        with database.write() as session:
            assert setting(session, "town", "none") == value
            put_setting(session, "town", "mine")
        database.close()


def test_copy_of_a_template_holds_what_was_put_there(cluster: Cluster) -> None:
    def fill(url: str) -> None:
        database = Database(url)
        with database.write() as session:
            put_setting(session, "town", "filled")
        database.close()

    for _ in range(2):
        url = cluster.fresh(cluster.template("test_filled", fill))
        database = Database(url)
        with database.read() as session:
            assert setting(session, "town", "none") == "filled"
        database.close()
        cluster.drop(url)


def test_dropped_database_is_gone(cluster: Cluster) -> None:
    url = cluster.fresh()
    cluster.drop(url)
    found = cluster.execute("SELECT datname FROM pg_database")
    assert make_url(url).database not in {name for (name,) in found}


def test_postgresql_ends_with_a_run_that_is_killed() -> None:
    environment = {k: v for k, v in os.environ.items() if k != "PYTEST_XDIST_WORKER"}
    run = subprocess.Popen(
        [sys.executable, "-c", RUN.format(tests=str(TESTS))],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    )
    assert run.stdout is not None
    folder, up = run.stdout.readline().split()
    assert up == "up"
    postmaster = int((Path(folder) / "data" / "postmaster.pid").read_text().split()[0])
    gone = select.poll()
    gone.register(os.pidfd_open(postmaster), select.POLLIN)
    run.send_signal(signal.SIGKILL)
    run.communicate(timeout=20)
    assert gone.poll(20_000)
    deadline_s = time.monotonic() + 20
    while Path(folder).exists() and time.monotonic() < deadline_s:
        time.sleep(0.01)
    assert not Path(folder).exists()


def test_durable_cluster_keeps_what_was_committed_when_it_is_killed() -> None:
    cluster = Cluster(new_folder(), durable=True)
    try:
        cluster.make()
        cluster.start()
        cluster.execute("CREATE TABLE kept (n int)")
        for n in range(3):
            cluster.execute(f"INSERT INTO kept VALUES ({n})")
        cluster.kill()
        cluster.start()
        assert cluster.execute("SELECT n FROM kept ORDER BY n") == [(0,), (1,), (2,)]
        assert cluster.execute("SHOW fsync") == [("on",)]
    finally:
        cluster.close()
