"""Hosted backends where neither httpx nor PyAV nor a keyring is installed."""

import subprocess
import sys

import pytest
from tests.integration.hosts.calls import CASES, ManualClock, Session, small_mp4
from tests.integration.hosts.fake_host import serving

from groundplan.errors import CallError, MissingExtraError

PLANNING = """
import sys
for name in ("httpx", "av", "keyring"):
    sys.modules[name] = None
from groundplan.shader.backends.fal_wan_fun import FalWanFun
from groundplan.shader.backends.fal_wan_vace import FalWanVace
from groundplan.shader.backends.luma_modify import LumaModify
from groundplan.shader.backends.runway_aleph import RunwayAleph
from groundplan.shader.backends.veo import Veo
from groundplan.shader.brief import CameraMove, ShotBrief
from groundplan.shader.prompt.words import ShotWords
from groundplan.shader.wish import ShadeWish
brief = ShotBrief(world_hash="0", shot="s", name="1", size_px=(832, 480), rate=(24, 1),
                  frame_count=48, camera=CameraMove(), words=ShotWords(subjects=("a car",)))
for kind in (FalWanFun, FalWanVace, LumaModify, RunwayAleph, Veo):
    print(kind().plan(brief, ShadeWish()).backend)
"""


def test_planning_needs_nothing_installed() -> None:
    done = subprocess.run(  # noqa: S603  (our own)
        [sys.executable, "-c", PLANNING], capture_output=True, text=True, check=True, timeout=120
    )
    assert done.stdout.split() == [
        "fal-wan-fun", "fal-wan-vace", "luma-modify", "runway-aleph", "veo"
    ]  # fmt: skip


def test_without_httpx_a_new_call_costs_nothing_and_a_paid_one_is_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case = CASES[0]
    with serving(case.fake(small_mp4(9))) as host:
        monkeypatch.setitem(sys.modules, "httpx", None)
        monkeypatch.delitem(sys.modules, "groundplan.shader.hosts.wire", raising=False)
        shader = case.shader(host.url, ManualClock().access())
        with pytest.raises(MissingExtraError, match=r"groundplan\[hosted\]"):
            shader.submit(case.call(host.url), session=Session().of())
        with pytest.raises(CallError, match=r"groundplan\[hosted\]") as caught:
            shader.submit(case.call(host.url), session=Session().of(resume=case.job))
        assert caught.value.over is False
        assert host.got == []
