"""A process is killed between submission and result: the next fetches, and pays nothing."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.integration.hosts.calls import CASES, ManualClock, Session, small_mp4
from tests.integration.hosts.fake_host import KEY, serving

CALLER = """
import sys
from pathlib import Path
from tests.integration.hosts.calls import CASES
from groundplan.shader.port import CallSession
from groundplan.shader.hosts.delivering import HostAccess
url, note = sys.argv[1], Path(sys.argv[2])
case = next(case for case in CASES if case.name == "fal-wan-vace")
session = CallSession(submitted=lambda id: note.write_text(id))
case.shader(url, HostAccess.usual()).submit(case.call(url), session=session)
"""
LONGEST_S = 60.0


def test_a_killed_process_is_followed_by_one_that_fetches_what_was_submitted(
    tmp_path: Path,
) -> None:
    note = tmp_path / "id"
    case = next(case for case in CASES if case.name == "fal-wan-vace")
    with serving(case.fake(small_mp4(9))) as host:
        host.script = ["running"] * 10_000
        environment = {**os.environ, "FAL_KEY": KEY, "PYTHONPATH": str(Path.cwd())}
        command = [sys.executable, "-c", CALLER, host.url, str(note)]
        with subprocess.Popen(command, env=environment) as caller:  # noqa: S603  (our own)
            until = time.monotonic() + LONGEST_S
            while not (note.exists() and note.read_text()) and time.monotonic() < until:
                assert caller.poll() is None
                time.sleep(0.05)
            caller.send_signal(signal.SIGKILL)
        assert len(host.accepted) == 1
        host.script = []
        shader = case.shader(host.url, ManualClock().access())
        session = Session().of(resume=note.read_text())
        assert shader.submit(case.call(host.url), session=session).video == host.video
        assert len(host.accepted) == 1
