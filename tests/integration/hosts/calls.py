"""Each host's backend, a small call for it, and a clock that only a test moves."""

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache

import numpy as np
from tests.integration.hosts.fake_host import KEY, FakeHost
from tests.integration.hosts.fake_hosts import JOB, FakeFal, FakeGemini, FakeLuma, FakeRunway

from groundplan.shader.backends.fal_wan_fun import FalWanFun
from groundplan.shader.backends.fal_wan_vace import FalWanVace
from groundplan.shader.backends.luma_modify import LumaModify
from groundplan.shader.backends.runway_aleph import RunwayAleph
from groundplan.shader.backends.veo import Veo
from groundplan.shader.call import ShaderCall
from groundplan.shader.hosts.clock import HostClock
from groundplan.shader.hosts.delivering import HostAccess
from groundplan.shader.hosts.fal import FalAddresses
from groundplan.shader.hosts.uploads import mp4_of, png_of
from groundplan.shader.port import CallSession, Shader
from groundplan.world.base import JsonData

__all__ = ["CASES", "Case", "ManualClock", "Session", "clip", "small_mp4"]

VARIABLES = ("FAL_KEY", "RUNWAYML_API_SECRET", "LUMAAI_API_KEY", "GEMINI_API_KEY")


@dataclass
class ManualClock:
    """Time passes only by sleeping; `then` is called at every sleep."""

    time: float = 0.0
    slept: list[float] = field(default_factory=list[float])
    then: Callable[[], None] = lambda: None

    def now(self) -> float:
        """Return the time."""
        return self.time

    def sleep(self, seconds: float) -> None:
        """Let time pass at once."""
        self.time += seconds
        self.slept.append(seconds)
        self.then()

    def access(self, *, key: str = KEY) -> HostAccess:
        """Return what a backend needs of this machine."""
        return HostAccess(
            clock=HostClock(now=self.now, sleep=self.sleep, rng=np.random.default_rng(0)),
            environment=dict.fromkeys(VARIABLES, key) if key else {},
            keyring=lambda _: "",
        )


@dataclass
class Session:
    """What a call was told, and what it told."""

    ids: list[str] = field(default_factory=list[str])
    steps: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])
    stop: bool = False

    def of(self, *, resume: str = "") -> CallSession:
        """Return the session that a backend is given."""
        return CallSession(
            progress=lambda done, total: self.steps.append((done, total)),
            cancelled=lambda: self.stop,
            submitted=self.ids.append,
            resume=resume,
        )


@cache
def clip(count: int = 5) -> np.ndarray:
    """Return a few small frames in which something moves."""
    frames = np.zeros((count, 48, 64, 3), dtype=np.uint8)
    for index in range(count):
        frames[index, 8:40, 8 + 4 * index : 24 + 4 * index] = (200, 120, 40)
    return frames


@cache
def small_mp4(count: int = 5) -> bytes:
    """Return them as a video."""
    return mp4_of(clip(count), rate=Fraction(16))


@dataclass(frozen=True, kw_only=True)
class Case:
    """One backend against its host."""

    name: str
    fake: Callable[[bytes], FakeHost]
    shader: Callable[[str, HostAccess], Shader]
    path: str
    body: Callable[[str], dict[str, JsonData]]
    """By the address of the host."""
    files: tuple[str, ...]
    job: str = JOB
    stops: bool = True

    def call(self, url: str) -> ShaderCall:
        """Return a call with small files."""
        return ShaderCall(
            backend=self.name,
            arguments={"method": "POST", "host": url, "path": self.path, "body": self.body(url)},
            files={
                name: small_mp4() if name.endswith(".mp4") else png_of(clip()[0])
                for name in self.files
            },
        )


def _fal(url: str) -> FalAddresses:
    return FalAddresses(queue=url, rest=url, storage=url.replace("127.0.0.1", "localhost"))


def _image(name: str) -> JsonData:
    return {"bytesBase64Encoded": {"$file": name}, "mimeType": "image/png"}


CASES = (
    Case(
        name="fal-wan-vace",
        fake=FakeFal,
        shader=lambda url, access: FalWanVace(addresses=_fal(url), access=access),
        path="/fal-ai/wan-22-vace-fun-a14b/depth",
        body=lambda _: {"prompt": "p", "video_url": {"$file": "control.mp4"}, "num_frames": 5},
        files=("control.mp4",),
    ),
    Case(
        name="fal-wan-fun",
        fake=FakeFal,
        shader=lambda url, access: FalWanFun(addresses=_fal(url), access=access),
        path="/fal-ai/wan-fun-control",
        body=lambda _: {"prompt": "p", "control_video_url": {"$file": "control.mp4"}},
        files=("control.mp4",),
    ),
    Case(
        name="runway-aleph",
        fake=FakeRunway,
        shader=lambda url, access: RunwayAleph(address=url, access=access),
        path="/v1/video_to_video",
        body=lambda _: {
            "model": "aleph2",
            "promptText": "p",
            "videoUri": {"$file": "source.mp4"},
            "keyframes": [{"seconds": 0.0, "uri": {"$file": "keyframe_0000.png"}}],
        },
        files=("source.mp4", "keyframe_0000.png"),
    ),
    Case(
        name="luma-modify",
        fake=FakeLuma,
        shader=lambda url, access: LumaModify(address=url, origin=url, access=access),
        path="/generations/video/modify",
        body=lambda url: {
            "generation_type": "modify_video",
            "model": "ray-2",
            "mode": "adhere_1",
            "media": {"url": f"{url.replace('127.0.0.1', 'localhost')}/public/media.mp4"},
        },
        files=("media.mp4",),
    ),
    Case(
        name="veo",
        fake=FakeGemini,
        shader=lambda url, access: Veo(address=url, access=access),
        path="/v1beta/models/veo-3.1-generate-preview:predictLongRunning",
        body=lambda _: {
            "instances": [{"prompt": "p", "image": _image("first_frame.png")}],
            "parameters": {"durationSeconds": 4},
        },
        files=("first_frame.png",),
        job=FakeGemini.operation,
        stops=False,
    ),
)
