"""The official SDKs and our own calls, against the same host: they must ask for the same.

The SDKs are no dependency: each test is skipped where its SDK is missing. That they accept what the
host says shows, too, that the host speaks as the SDKs expect.
"""
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportMissingTypeStubs=false
# The SDKs are looked for, not required: their types are not.

import base64
import gc
import importlib
import json
from collections.abc import Generator
from types import ModuleType
from typing import Any

import pytest
from tests.integration.hosts.calls import CASES, Case, ManualClock, Session, clip, small_mp4
from tests.integration.hosts.fake_host import KEY, FakeHost, Got, serving
from tests.integration.hosts.fake_hosts import JOB, FakeFal, FakeGemini, FakeLuma, FakeRunway

from groundplan.shader.hosts.bodies import data_uri
from groundplan.shader.hosts.uploads import png_of

# The SDKs warn of what they import, and leave connections open.
pytestmark = pytest.mark.filterwarnings(
    "ignore::DeprecationWarning", "ignore::UserWarning", "ignore::ResourceWarning"
)


@pytest.fixture(autouse=True)
def nothing_left_open() -> Generator[None]:
    """Let go of the SDKs' connections while their warnings are still ignored."""
    yield
    gc.collect()


def sdk(name: str) -> ModuleType:
    return pytest.importorskip(name, reason=f"the SDK {name} is not installed")


def case_of(name: str) -> Case:
    return next(case for case in CASES if case.name == name)


@pytest.fixture
def ours(request: pytest.FixtureRequest) -> Generator[FakeHost]:
    """Give the host of a named case after our own call was made there."""
    case = case_of(request.param)
    with serving(case.fake(small_mp4(9))) as host:
        call = case.call(host.url)
        if isinstance(host, FakeLuma):
            host.public = {"/public/media.mp4": call.files["media.mp4"]}
        case.shader(host.url, ManualClock().access()).submit(call, session=Session().of())
        yield host


def alike(mine: Got, theirs: Got, *, headers: tuple[str, ...]) -> None:
    """Both ask for the same thing under the same headers."""
    assert (mine.method, mine.path) == (theirs.method, theirs.path)
    for name in headers:
        assert mine.headers.get(name) == theirs.headers.get(name), name


def of(host: FakeHost, method: str, start: str) -> list[Got]:
    return [one for one in host.got if one.method == method and one.path.startswith(start)]


@pytest.mark.parametrize("ours", ["runway-aleph"], indirect=True)
def test_runway_is_asked_as_its_sdk_asks(ours: FakeRunway) -> None:
    client = sdk("runwayml").RunwayML(api_key=KEY, base_url=ours.url, max_retries=0)
    task = client.video_to_video.create(
        model="aleph2",
        prompt_text="p",
        video_uri=data_uri(small_mp4(), "video/mp4"),
        keyframes=[{"seconds": 0.0, "uri": data_uri(png_of(clip()[0]), "image/png")}],
    )
    assert task.id == JOB
    assert ours.accepted[0] == ours.accepted[1]
    headers = ("authorization", "content-type", "x-runway-version")
    alike(*of(ours, "POST", "/v1/video_to_video"), headers=headers)

    for script, status in (("waiting", "THROTTLED"), ("running", "RUNNING"), ("failed", "FAILED")):
        ours.script = [script]
        assert client.tasks.retrieve(JOB).status == status
    done = client.tasks.retrieve(JOB)
    assert (done.status, done.cost.credits) == ("SUCCEEDED", 4)
    mine, *_, theirs = of(ours, "GET", "/v1/tasks")
    alike(mine, theirs, headers=("authorization", "x-runway-version"))
    client.tasks.delete(JOB)
    assert ours.stopped == [JOB]


def test_runway_is_given_large_files_as_its_sdk_gives_them() -> None:
    case, data = case_of("runway-aleph"), bytes(4_000_000)
    host = FakeRunway(small_mp4(9))
    with serving(host):
        call = case.call(host.url)
        call = type(call)(
            backend=call.backend,
            arguments=call.arguments,
            files={**call.files, "source.mp4": data},
        )
        case.shader(host.url, ManualClock().access()).submit(call, session=Session().of())
        client = sdk("runwayml").RunwayML(api_key=KEY, base_url=host.url, max_retries=0)
        assert client.uploads.create_ephemeral(file=("source.mp4", data)).uri == "runway://u1"
        mine, theirs = of(host, "POST", "/v1/uploads")
        assert mine.json() == theirs.json()
        parts = [_parts(form) for form in host.forms]
        assert parts[0] == parts[1]


def _parts(form: bytes) -> list[bytes]:
    """Return the parts of a multipart body without their random boundary."""
    boundary = form.partition(b"\r\n")[0]
    return [part.partition(b"\r\n\r\n")[2] for part in form.split(boundary)[1:-1]]


@pytest.mark.parametrize("ours", ["luma-modify"], indirect=True)
def test_luma_is_asked_as_its_sdk_asks(ours: FakeLuma) -> None:
    client = sdk("lumaai").LumaAI(auth_token=KEY, base_url=ours.url, max_retries=0)
    made = client.generations.video.modify(
        generation_type="modify_video",
        model="ray-2",
        mode="adhere_1",
        media={"url": f"{ours.cdn}/public/media.mp4"},
    )
    assert (made.id, made.state) == (JOB, "queued")
    assert ours.accepted[0] == ours.accepted[1]
    alike(*of(ours, "POST", "/generations"), headers=("authorization", "content-type"))
    for script, state in (("running", "dreaming"), ("failed", "failed"), ("done", "completed")):
        ours.script = [script]
        assert client.generations.get(JOB).state == state
    mine, *_, theirs = of(ours, "GET", "/generations")
    alike(mine, theirs, headers=("authorization",))
    client.generations.delete(JOB)
    assert ours.stopped == [JOB]


@pytest.mark.parametrize("ours", ["veo"], indirect=True)
def test_the_gemini_api_is_asked_as_its_sdk_asks(ours: FakeGemini) -> None:
    genai = sdk("google.genai")
    types = importlib.import_module("google.genai.types")
    client = genai.Client(api_key=KEY, http_options=types.HttpOptions(base_url=ours.url))
    picture = types.Image(image_bytes=png_of(clip()[0]), mime_type="image/png")
    operation = client.models.generate_videos(
        model="veo-3.1-generate-preview",
        prompt="p",
        image=picture,
        config=types.GenerateVideosConfig(duration_seconds=4),
    )
    assert operation.name == FakeGemini.operation
    assert ours.accepted[0] == ours.accepted[1]
    alike(*of(ours, "POST", "/v1beta/models"), headers=("x-goog-api-key", "content-type"))
    ours.script = ["running"]
    assert not client.operations.get(operation).done
    done = client.operations.get(operation)
    assert done.response.generated_videos[0].video.uri.endswith(":download?alt=media")
    mine, *_, theirs = of(ours, "GET", "/v1beta/models")
    alike(mine, theirs, headers=("x-goog-api-key",))


def test_every_field_of_veo_is_one_that_the_sdk_sends() -> None:
    models = sdk("google.genai.models")
    types = importlib.import_module("google.genai.types")
    picture = types.Image(image_bytes=b"123", mime_type="image/png")
    reference = types.VideoGenerationReferenceImage(image=picture, reference_type="asset")
    config = types.GenerateVideosConfig(
        number_of_videos=1,
        duration_seconds=8,
        aspect_ratio="16:9",
        resolution="720p",
        negative_prompt="n",
        last_frame=picture,
        reference_images=[reference],
    )
    parameters = types._GenerateVideosParameters(
        model="veo-3.1-generate-preview", prompt="p", image=picture, config=config
    )
    client = sdk("google.genai").Client(api_key=KEY)
    sent: dict[str, Any] = models._GenerateVideosParameters_to_mldev(client._api_client, parameters)
    given = {"bytesBase64Encoded": base64.b64encode(b"123").decode(), "mimeType": "image/png"}
    (instance,) = sent["instances"] if isinstance(sent.get("instances"), list) else (
        sent["instances[0]"],
    )  # fmt: skip
    assert instance["image"] == instance["lastFrame"] == given
    (only,) = instance["referenceImages"]
    assert only["image"] == given
    assert str(getattr(only["referenceType"], "value", only["referenceType"])).lower() == "asset"
    assert sent["parameters"] == {
        "sampleCount": 1,
        "durationSeconds": 8,
        "aspectRatio": "16:9",
        "resolution": "720p",
        "negativePrompt": "n",
    }


@pytest.fixture
def fal_sdk(ours: FakeFal, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Give fal's client module; it has its addresses as constants, turned to the host here."""
    sdk("fal_client")
    module = importlib.import_module("fal_client.client")
    monkeypatch.setattr(module, "QUEUE_URL_FORMAT", f"{ours.url}/")
    monkeypatch.setattr(module, "REST_URL", ours.url)
    monkeypatch.setattr(module, "CDN_URL", ours.cdn)
    return module


@pytest.mark.parametrize("ours", ["fal-wan-vace"], indirect=True)
def test_fal_is_given_files_as_its_sdk_gives_them(ours: FakeFal, fal_sdk: ModuleType) -> None:
    client = fal_sdk.SyncClient(key=KEY)
    kept = fal_sdk.StorageSettings(expires_in="1d")
    address = client.upload(small_mp4(), "video/mp4", file_name="control.mp4", lifecycle=kept)
    mine = ours.accepted[0]["video_url"]
    assert mine.replace("/0-", "/1-") == address
    first, second = ours.files.values()
    assert first == second
    alike(*of(ours, "POST", "/storage"), headers=("authorization",))
    a, b = of(ours, "POST", "/files")
    alike(a, b, headers=("authorization", "content-type", "x-fal-file-name"))
    name = "x-fal-object-lifecycle"
    assert json.loads(a.headers[name]) == json.loads(b.headers[name])


@pytest.mark.parametrize("ours", ["fal-wan-vace"], indirect=True)
def test_fal_is_asked_as_its_sdk_asks(ours: FakeFal, fal_sdk: ModuleType) -> None:
    client, app = fal_sdk.SyncClient(key=KEY), "fal-ai/wan-22-vace-fun-a14b/depth"
    handle = client.submit(app, ours.accepted[0])
    assert ours.accepted[0] == ours.accepted[1]
    alike(*of(ours, "POST", "/fal-ai"), headers=("authorization", "content-type"))
    ours.script = ["waiting", "running"]
    states = [type(handle.status()).__name__ for _ in range(3)]
    assert states == ["Queued", "InProgress", "Completed"]
    assert handle.get()["video"]["url"] == f"{ours.cdn}/video/out.mp4"
    handle.cancel()
    assert ours.stopped == [JOB]
    # Resumed by the id alone, the SDK asks where we ask.
    by_id = fal_sdk.SyncRequestHandle.from_request_id(client._client, app, JOB)
    mine = of(ours, "GET", "/fal-ai")[0]
    assert by_id.status_url == handle.status_url == f"{ours.url}{mine.path}"
