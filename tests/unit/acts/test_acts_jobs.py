from __future__ import annotations

import math
import threading

from kiosk.acts.jobs import JobQueue
from kiosk.threads import Crew


def queue() -> tuple[JobQueue, list[str]]:
    faults: list[str] = []
    return JobQueue("test", faults.append), faults


def test_jobs_run_one_a_step_in_order() -> None:
    jobs, _ = queue()
    done: list[int] = []
    for number in range(3):
        jobs.submit(lambda number=number: done.append(number))
    assert jobs.step(5.0) == 5.0
    assert done == [0]
    jobs.step(5.0)
    jobs.step(5.0)
    assert (done, jobs.step(5.0)) == ([0, 1, 2], math.inf)


def test_a_job_for_later_waits_for_its_time() -> None:
    jobs, _ = queue()
    done: list[str] = []
    jobs.submit_at(20.0, lambda: done.append("second"))
    jobs.submit_at(10.0, lambda: done.append("first"))
    assert jobs.step(5.0) == 10.0
    assert done == []
    jobs.step(25.0)
    jobs.step(25.0)
    assert done == ["first", "second"]


def test_a_job_that_fails_is_told_and_the_next_one_runs() -> None:
    jobs, faults = queue()
    done: list[str] = []
    jobs.submit(lambda: 1 // 0)
    jobs.submit(lambda: done.append("next"))
    jobs.step(0.0)
    jobs.step(0.0)
    assert (faults, done) == (["internal error (ZeroDivisionError)"], ["next"])


def test_a_crew_works_until_it_is_stopped() -> None:
    jobs, _ = queue()
    crew, ran = Crew(), threading.Event()
    crew.hire("test-jobs", jobs)
    jobs.submit(ran.set)
    assert ran.wait(10)
    assert crew.stop(10)


def test_a_worker_that_does_not_end_is_told_and_left() -> None:
    crew, release = Crew(), threading.Event()
    crew.hire_body("test-stuck", lambda: release.wait(10), lambda: None)
    assert not crew.stop(0.0)
    release.set()
    assert crew.stop(10)
