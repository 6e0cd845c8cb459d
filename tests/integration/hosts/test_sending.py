"""What is sent to a host: all of it planned, none of it changed on the way."""

import json
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from tests.integration.hosts.calls import ManualClock, Session, small_mp4
from tests.integration.hosts.fake_host import FakeHost, serving
from tests.integration.hosts.fake_hosts import FakeFal, FakeGemini, FakeLuma, FakeRunway
from tests.integration.hosts.packs import flat_pack, small_brief

from groundplan.errors import CallError, PlanError
from groundplan.shader.backends.fal_wan_fun import FalWanFun
from groundplan.shader.backends.fal_wan_vace import FalWanVace
from groundplan.shader.backends.luma_modify import LumaModify
from groundplan.shader.backends.runway_aleph import RunwayAleph
from groundplan.shader.backends.veo import Veo
from groundplan.shader.call import ShaderCall
from groundplan.shader.hosts.bodies import path_of
from groundplan.shader.hosts.fal import FalAddresses
from groundplan.shader.plan import ShadePlan, Window
from groundplan.shader.port import Anchor, Shader
from groundplan.shader.windows import decoded_video
from groundplan.shader.wish import KeyframeWish, ReferenceWish, ShadeWish

SMALL = (96, 64)


def encoded(shader: Shader, plan: ShadePlan, tmp_path: Path) -> ShaderCall:
    return shader.encode(plan, flat_pack(plan, tmp_path / "pack"))


def body_of(call: ShaderCall) -> dict[str, Any]:
    assert isinstance(call.arguments, dict)
    return json.loads(json.dumps(call.arguments["body"]))


def submitted(
    call: ShaderCall, host: FakeHost, shader_of: Callable[[str, ManualClock], Shader]
) -> dict[str, Any]:
    with serving(host):
        shader_of(host.url, ManualClock()).submit(call, session=Session().of())
    return host.accepted[0]


@pytest.fixture
def picture(tmp_path: Path) -> Callable[[tuple[int, int]], Path]:
    def made(size: tuple[int, int]) -> Path:
        path = tmp_path / f"{size[0]}.png"
        Image.new("RGB", size, (10, 200, 30)).save(path)
        return path

    return made


def video() -> bytes:
    return small_mp4(9)


def test_fal_is_told_exactly_what_was_planned_and_to_change_nothing(tmp_path: Path) -> None:
    shader = FalWanVace()
    plan = shader.plan(small_brief(), ShadeWish(frame_count=17, seed=7, size_px=(832, 480)))
    call = encoded(shader, plan, tmp_path)
    body = body_of(call)
    assert path_of(call) == "/fal-ai/wan-22-vace-fun-a14b/depth"
    told = {k: body[k] for k in ("num_frames", "frames_per_second", "resolution", "seed")}
    assert told == {"num_frames": 17, "frames_per_second": 16, "resolution": "480p", "seed": 7}
    off = ("preprocess", "enable_prompt_expansion", "match_input_num_frames",
           "match_input_frames_per_second", "enable_auto_downsample")  # fmt: skip
    assert not any(body[name] for name in off)
    assert body["num_interpolated_frames"] == body["temporal_downsample_factor"] == 0
    assert body["prompt"] == plan.prompt
    frames = decoded_video(call.files["control.mp4"], size_px=(832, 480), most_frames=18)
    assert frames.shape == (17, 480, 832, 3)
    # Inverse depth: the nearer, lower half is bright and the farther one dark, in every frame.
    assert (frames[:, :200].max(), frames[:, 280:].min()) <= (6, 249)
    assert frames[:, 280:].min() > 249 - 6


def test_fal_gets_files_by_storage_and_pictures_in_their_places(
    tmp_path: Path, picture: Callable[[tuple[int, int]], Path]
) -> None:
    wish = ShadeWish(
        frame_count=17,
        size_px=(832, 480),
        references=(ReferenceWish(picture=picture((50, 40))),),
        keyframes=(KeyframeWish(frame=0), KeyframeWish(frame=-1)),
    )
    plan = FalWanVace().plan(small_brief(), wish)
    call = encoded(FalWanVace(), plan, tmp_path)
    fake = FakeFal(video())
    sent = submitted(call, fake, lambda url, clock: FalWanVace(
        addresses=FalAddresses(queue=url, rest=url, storage=url.replace("127.0.0.1", "localhost")),
        access=clock.access()))  # fmt: skip
    stored = {url.rpartition("/")[2]: data for url, data in fake.files.items()}
    assert set(stored.values()) == set(call.files.values())
    assert sent["video_url"].endswith("control.mp4")
    assert sent["first_frame_url"].endswith("first_frame.png")
    assert sent["last_frame_url"].endswith("last_frame.png")
    assert [url.endswith("reference_1.png") for url in sent["ref_image_urls"]] == [True]


def test_each_price_of_fal_is_by_seconds_of_sixteen_frames() -> None:
    brief, shader = small_brief(), FalWanVace()
    small = shader.plan(brief, ShadeWish(frame_count=81, size_px=(832, 480))).cost
    large = shader.plan(brief, ShadeWish(frame_count=81, size_px=(1280, 720))).cost
    assert small is not None
    assert large is not None
    assert (small.amount, large.amount) == (0.253125, 0.50625)
    assert "2026-10" in small.basis
    fun = FalWanFun().plan(brief, ShadeWish(frame_count=81)).cost
    assert fun is not None
    assert fun.amount == 0.50625


def test_wan_fun_sends_only_documented_fields(tmp_path: Path) -> None:
    plan = FalWanFun().plan(small_brief(), ShadeWish(frame_count=17, steps=20, guidance=4.5))
    body = body_of(encoded(FalWanFun(), plan, tmp_path))
    assert body == {
        "prompt": plan.prompt,
        "control_video_url": {"$file": "control.mp4"},
        "num_inference_steps": 20,
        "guidance_scale": 4.5,
        "shift": 5.0,
        "seed": 0,
    }


def test_runway_gets_a_small_source_in_the_request_and_a_large_one_by_upload(
    tmp_path: Path,
) -> None:
    wish = ShadeWish(size_px=SMALL, frame_count=48, seed=3, keyframes=(KeyframeWish(frame=24),))
    plan = RunwayAleph().plan(small_brief(), wish)
    call = encoded(RunwayAleph(), plan, tmp_path)
    sent = submitted(call, FakeRunway(video()), runway)
    assert set(sent) == {"model", "videoUri", "promptText", "seed", "keyframes"}
    assert sent["videoUri"].startswith("data:video/mp4;base64,")
    assert [one["seconds"] for one in sent["keyframes"]] == [1.0]
    large = replace(call, files={**call.files, "source.mp4": bytes(4_000_000)})
    fake = FakeRunway(video())
    assert submitted(large, fake, runway)["videoUri"] == "runway://u1"
    assert len(fake.forms) == 1
    assert bytes(4_000_000) in fake.forms[0]


def runway(url: str, clock: ManualClock) -> Shader:
    return RunwayAleph(address=url, access=clock.access())


def test_runway_says_what_it_charged() -> None:
    call = ShaderCall(backend="runway-aleph", arguments={
        "path": "/v1/video_to_video", "body": {"model": "aleph2", "videoUri": "https://a.example/b"}
    })  # fmt: skip
    with serving(FakeRunway(video())) as host:
        shader = runway(host.url, ManualClock())
        assert shader.submit(call, session=Session().of()).cost == 0.04


def test_luma_without_a_public_address_is_refused_before_anything_is_sent(tmp_path: Path) -> None:
    plan = LumaModify().plan(small_brief(), ShadeWish(size_px=SMALL, frame_count=24))
    call = encoded(LumaModify(), plan, tmp_path)
    fake = FakeLuma(video())
    with pytest.raises(CallError, match="--set video_url=") as caught:
        submitted(call, fake, luma)
    assert caught.value.over is True
    assert fake.got == []


def luma(url: str, clock: ManualClock) -> Shader:
    return LumaModify(address=url, origin=url, access=clock.access())


def test_luma_is_sent_only_an_address_that_holds_what_was_encoded(tmp_path: Path) -> None:
    fake = FakeLuma(video())
    with serving(fake):
        url = f"{fake.cdn}/public/media.mp4"
        wish = ShadeWish(size_px=SMALL, frame_count=24, options=(("video_url", url),))
        plan = LumaModify().plan(small_brief(), wish)
        call = encoded(LumaModify(), plan, tmp_path)
        shader = luma(fake.url, ManualClock())
        with pytest.raises(CallError, match="404"):
            shader.submit(call, session=Session().of())
        fake.public["/public/media.mp4"] = b"another file"
        with pytest.raises(CallError, match="holds another file"):
            shader.submit(call, session=Session().of())
        assert fake.accepted == []
        fake.public["/public/media.mp4"] = call.files["media.mp4"]
        assert shader.submit(call, session=Session().of()).video == fake.video
    assert fake.accepted[0]["media"] == {"url": url}
    assert fake.accepted[0]["mode"] == "adhere_1"


def test_luma_is_reckoned_by_pixels_as_its_page_does() -> None:
    plan = LumaModify().plan(small_brief(), ShadeWish(size_px=(1280, 720), frame_count=120))
    assert plan.cost is not None
    assert plan.cost.amount == pytest.approx(1.75, abs=0.005)


def test_veo_gets_the_first_frame_of_the_previz_unless_told_otherwise(tmp_path: Path) -> None:
    plan = Veo().plan(small_brief(), ShadeWish(size_px=(1280, 720)))
    assert [one.frame for one in plan.keyframes] == [0]
    sent = submitted(encoded(Veo(), plan, tmp_path), FakeGemini(video()), veo)
    assert sent["parameters"]["durationSeconds"] == 4
    assert sent["parameters"]["resolution"] == "720p"
    assert set(sent["instances"][0]) == {"prompt", "image"}
    honours = {one.name: one.honour for one in plan.intents}
    assert honours["camera_path"] in {"words", "ignored"}


def veo(url: str, clock: ManualClock) -> Shader:
    return Veo(address=url, access=clock.access())


def test_veo_takes_references_or_frames(picture: Callable[[tuple[int, int]], Path]) -> None:
    references = (ReferenceWish(picture=picture((40, 40))),)
    with pytest.raises(PlanError, match="8 s"):
        Veo().plan(small_brief(), ShadeWish(references=references, size_px=(1280, 720)))
    wish = ShadeWish(references=references, size_px=(1280, 720), frame_count=192)
    plan = Veo().plan(small_brief(), wish)
    assert plan.controls == ("reference",)
    with pytest.raises(PlanError, match="not both"):
        Veo().plan(small_brief(), replace(wish, keyframes=(KeyframeWish(frame=0),)))


def test_a_later_window_starts_with_the_last_frame_of_the_one_before(tmp_path: Path) -> None:
    shader = RunwayAleph()
    plan = shader.plan(small_brief(), ShadeWish(size_px=SMALL, frame_count=96))
    windows = (Window(first=0, count=48), Window(first=47, count=49, anchored=1))
    plan = replace(plan, windows=windows)
    pack = flat_pack(plan, tmp_path / "pack")
    with pytest.raises(PlanError, match="anchor"):
        shader.encode(plan, pack, window=1)
    frame = np.full((1, SMALL[1], SMALL[0], 3), 77, np.uint8)
    call = shader.encode(plan, pack, window=1, anchor=Anchor(frames=frame))
    assert body_of(call)["keyframes"][0] == {"seconds": 0.0, "uri": {"$file": "keyframe_0000.png"}}
    path = tmp_path / "k.png"
    path.write_bytes(call.files["keyframe_0000.png"])
    with Image.open(path) as opened:
        assert (np.asarray(opened) == frame[0]).all()


@pytest.mark.parametrize(
    ("shader", "size", "count"),
    [(FalWanVace(), (832, 480), 17), (RunwayAleph(), SMALL, 48), (Veo(), (1280, 720), 96)],
    ids=("fal-wan-vace", "runway-aleph", "veo"),
)
def test_a_frame_of_another_size_starts_no_window(
    shader: Shader, size: tuple[int, int], count: int, tmp_path: Path
) -> None:
    plan = shader.plan(small_brief(), ShadeWish(size_px=size, frame_count=count))
    plan = replace(plan, windows=(Window(first=0, count=count, anchored=1),), keyframes=())
    pack = flat_pack(plan, tmp_path / "pack")
    small = Anchor(frames=np.zeros((1, 32, 48, 3), np.uint8))
    with pytest.raises(PlanError, match="anchor"):
        shader.encode(plan, pack, anchor=small)


REFUSED: list[tuple[Shader, ShadeWish, str]] = [
    (FalWanVace(), ShadeWish(steps=51), "2 to 50"),
    (FalWanVace(), ShadeWish(guidance=11.0), "1 to 10"),
    (FalWanVace(), ShadeWish(strength=0.5), "no strength"),
    (FalWanVace(), ShadeWish(options=(("acceleration", "turbo"),)), "none, low, regular"),
    (FalWanVace(), ShadeWish(frame_count=18), "17 or 21"),
    (FalWanVace(), ShadeWish(size_px=(1024, 576)), "1280x720"),
    (FalWanVace(), ShadeWish(rate=Fraction(24)), "16"),
    (FalWanFun(), ShadeWish(steps=3), "4 to 50"),
    (FalWanFun(), ShadeWish(negative="blur"), "no negative"),
    (RunwayAleph(), ShadeWish(steps=10), "no steps"),
    (RunwayAleph(), ShadeWish(keyframes=tuple(KeyframeWish(frame=k) for k in range(6))), "most 5"),
    (RunwayAleph(), ShadeWish(prompt="x" * 1001), "1000"),
    (RunwayAleph(), ShadeWish(controls=("depth",)), "takes no depth"),
    (LumaModify(), ShadeWish(strength=1.0), "mode="),
    (LumaModify(), ShadeWish(options=(("mode", "loose"),)), "adhere_1"),
    (LumaModify(), ShadeWish(frame_count=241), "240"),
    (Veo(), ShadeWish(frame_count=100), "96 or 144"),
    (Veo(), ShadeWish(keyframes=(KeyframeWish(frame=50),)), "takes 0 and"),
    (Veo(), ShadeWish(options=(("model", "../x"),)), "name of a model"),
    (Veo(), ShadeWish(guidance=3.0), "no guidance"),
    (Veo(), ShadeWish(options=(("model", "veo-9"),)), "price of veo-9 is not known"),
]


@pytest.mark.parametrize(("shader", "wish", "says"), REFUSED)
def test_what_a_host_does_not_take_is_refused_while_planning(
    shader: Shader, wish: ShadeWish, says: str
) -> None:
    with pytest.raises(PlanError) as caught:
        shader.plan(small_brief(), wish)
    assert says in str(caught.value)


@pytest.mark.parametrize(
    "shader", [FalWanVace(), FalWanFun(), RunwayAleph(), LumaModify(), Veo()],
    ids=lambda shader: shader.capabilities.name,
)  # fmt: skip
def test_a_dry_run_needs_no_key_and_writes_the_request(shader: Shader, tmp_path: Path) -> None:
    claims = shader.capabilities
    size = claims.sizes.nearest(SMALL)
    plan = shader.plan(
        small_brief(), ShadeWish(size_px=size, frame_count=claims.frames.at_least(5))
    )
    written = encoded(shader, plan, tmp_path).write(tmp_path / "dry")
    request = json.loads((tmp_path / "dry" / "request.json").read_text())
    assert request["method"] == "POST"
    assert request["host"].startswith("https://")
    assert {path.name for path in written} >= {"request.json"}
    assert "uthorization" not in json.dumps(request)
