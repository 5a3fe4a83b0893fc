"""How much is tried (see CONTRIBUTING.md for the options), and where the disks are."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytest.register_assert_rewrite("support.crash_ordeal", "support.crash_checks")

MEMORY = Path("/dev/shm")


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A folder where a sync costs nothing, if this machine has one."""
    if not os.access(MEMORY, os.W_OK):
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(prefix="beaupre-", dir=MEMORY) as folder:
        yield Path(folder)


@pytest.fixture
def orders(pytestconfig: pytest.Config) -> int:
    """Orders of the workers tried for each fault."""
    return int(pytestconfig.getoption("--orders"))


@pytest.fixture
def stacks(pytestconfig: pytest.Config) -> int:
    """Stacks of books laid on a pad that misses some."""
    return int(pytestconfig.getoption("--stacks"))


@pytest.fixture
def states(pytestconfig: pytest.Config) -> int:
    """Disks after a power cut."""
    return int(pytestconfig.getoption("--states"))


@pytest.fixture
def cycles(pytestconfig: pytest.Config) -> int:
    """Moments at which a process is killed; 0: at every one."""
    return int(pytestconfig.getoption("--cycles"))


@pytest.fixture
def tell(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """Says in the end what was tried."""
    return lambda text: record_property("tell", text)
