"""What a call at a host comes to, whatever the network and the host do: the same for every host."""

import contextlib
import socket
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pytest
from tests.integration.hosts.calls import CASES, Case, ManualClock, Session, small_mp4
from tests.integration.hosts.fake_host import KEY, FakeHost, Fault, Got, Step, serving
from tests.integration.hosts.fake_hosts import FakeLuma

from groundplan.errors import CallCancelledError, CallError, OutputError
from groundplan.shader.call import ShaderCall
from groundplan.shader.plan import Window
from groundplan.shader.port import CallSession, Delivered, Shader
from groundplan.shader.windows import frames_delivered

MAY_BE_PAID = "may have been accepted and may be paid"
NOT_PAID = "nothing was accepted and nothing is paid"


@dataclass
class Scene:
    """A running host, the backend that calls it, and what a test looks at."""

    case: Case
    host: FakeHost
    shader: Shader
    call: ShaderCall
    clock: ManualClock
    session: Session

    def submit(self, *, resume: str = "") -> Delivered:
        """Make the call."""
        return self.shader.submit(self.call, session=self.session.of(resume=resume))

    def fails(self, *, resume: str = "") -> CallError:
        """Make the call and return the error that it ends with."""
        with pytest.raises(CallError) as caught:
            self.submit(resume=resume)
        assert "\n" not in str(caught.value)
        return caught.value


def scene_of(case: Case, host: FakeHost, *, key: str = KEY) -> Scene:
    clock = ManualClock()
    call = case.call(host.url)
    if isinstance(host, FakeLuma):
        host.public = {"/public/media.mp4": call.files["media.mp4"]}
    shader = case.shader(host.url, clock.access(key=key))
    return Scene(case, host, shader, call, clock, Session())


@pytest.fixture(params=[c for c in CASES if c.name != "fal-wan-fun"], ids=lambda case: case.name)
def case(request: pytest.FixtureRequest) -> Case:
    return request.param


@pytest.fixture
def scene(case: Case) -> Generator[Scene]:
    with serving(case.fake(small_mp4(9))) as host:
        yield scene_of(case, host)


@pytest.fixture(params=CASES, ids=lambda case: case.name)
def any_scene(request: pytest.FixtureRequest) -> Generator[Scene]:
    with serving(request.param.fake(small_mp4(9))) as host:
        yield scene_of(request.param, host)


def test_a_call_gives_the_video_byte_for_byte_and_is_submitted_once(any_scene: Scene) -> None:
    scene = any_scene
    delivered = scene.submit()
    assert delivered.video == scene.host.video
    assert delivered.request_id == scene.case.job
    assert scene.session.ids == [scene.case.job]
    assert len(scene.host.accepted) == 1
    assert scene.session.steps[-1] == (100, 100)
    assert delivered.weights["model"] in {
        scene.case.path.strip("/"), "aleph2", "ray-2", "veo-3.1-generate-preview"
    }  # fmt: skip
    assert frames_delivered(delivered, Window(first=0, count=9), (64, 48)).shape == (9, 48, 64, 3)


def test_nothing_stands_for_a_file_in_what_is_sent(scene: Scene) -> None:
    scene.submit()
    assert "$file" not in str(scene.host.accepted)


def test_a_slow_queue_is_waited_for_without_a_second_submission(scene: Scene) -> None:
    scene.host.script = ["waiting"] * 8 + ["running"] * 8
    assert scene.submit().video == scene.host.video
    assert len(scene.host.accepted) == 1
    assert scene.clock.time >= 16 * 2
    assert max(scene.clock.slept) <= 0.5  # a stop is noticed soon
    assert scene.session.steps == sorted(scene.session.steps)


@pytest.mark.parametrize("status", [400, 401, 402, 403, 413, 422])
def test_a_refused_submission_is_not_paid_and_not_repeated(scene: Scene, status: int) -> None:
    scene.host.faults["submit"] = [Fault(kind="status", status=status, body={"detail": "no, sir"})]
    error = scene.fails()
    assert NOT_PAID in str(error)
    assert "no, sir" in str(error)
    assert error.over is True
    assert submissions(scene) == 1
    assert scene.session.ids == []


@pytest.mark.parametrize("status", [500, 502, 503, 504, 408, 409])
def test_a_submission_whose_answer_is_unclear_may_be_paid_and_is_not_repeated(
    scene: Scene, status: int
) -> None:
    scene.host.faults["submit"] = [Fault(kind="status", status=status)]
    error = scene.fails()
    assert MAY_BE_PAID in str(error)
    assert error.over is False
    assert submissions(scene) == 1


@pytest.mark.parametrize("kind", ["unread", "unanswered"])
def test_a_submission_lost_on_the_way_may_be_paid_and_is_not_repeated(
    scene: Scene, kind: Literal["unread", "unanswered"]
) -> None:
    scene.host.faults["submit"] = [Fault(kind=kind)]
    error = scene.fails()
    assert MAY_BE_PAID in str(error)
    assert error.over is False
    assert submissions(scene) == 1
    assert len(scene.host.accepted) == (kind == "unanswered")


def test_too_many_requests_are_waited_out_as_long_as_the_host_asks(scene: Scene) -> None:
    scene.host.faults["submit"] = [
        Fault(kind="status", status=429, headers={"Retry-After": "17"}),
        Fault(kind="status", status=429),
    ]
    assert scene.submit().video == scene.host.video
    assert len(scene.host.accepted) == 1
    assert scene.clock.time >= 17
    assert max(scene.clock.slept) <= 0.5


def test_a_host_that_asks_for_a_long_pause_is_left_with_its_number(scene: Scene) -> None:
    scene.host.faults["submit"] = [
        Fault(kind="status", status=429, headers={"Retry-After": "3600"})
    ]
    error = scene.fails()
    assert "3600 s" in str(error)
    assert error.over is True


def test_a_submission_is_repeated_while_there_is_no_connection(case: Case) -> None:
    with socket.socket() as free, contextlib.ExitStack() as stack:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        host = case.fake(small_mp4(9))
        host.url = f"http://127.0.0.1:{port}"
        scene = scene_of(case, host)
        scene.clock.then = lambda: start_once(stack, host, port)
        assert scene.submit().video == host.video
        assert len(host.accepted) == 1


def start_once(stack: contextlib.ExitStack, host: FakeHost, port: int) -> None:
    if not host.got and not stack._exit_callbacks:  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]
        stack.enter_context(serving(host, port=port))


def test_a_host_that_is_not_there_is_not_paid(case: Case) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}"
    host = case.fake(b"")
    host.url = url
    error = scene_of(case, host).fails()
    assert "no connection" in str(error)
    assert error.over is True


def test_questions_are_repeated_until_they_are_answered(scene: Scene) -> None:
    scene.host.script = ["waiting", "running"]
    scene.host.faults["status"] = [
        Fault(kind="status", status=503),
        Fault(kind="unanswered"),
        Fault(kind="status", status=429, headers={"Retry-After": "5"}),
        Fault(kind="cut", after=3),
    ]
    assert scene.submit().video == scene.host.video
    assert len(scene.host.accepted) == 1
    assert scene.clock.time >= 5


def test_a_host_that_stops_answering_leaves_a_call_that_can_be_resumed(scene: Scene) -> None:
    scene.host.faults["status"] = [Fault(kind="status", status=503)] * 6
    error = scene.fails()
    assert error.over is False
    assert scene.session.ids == [scene.case.job]
    again = scene.submit(resume=scene.case.job)
    assert again.video == scene.host.video
    assert len(scene.host.accepted) == 1


def test_a_resumed_call_is_fetched_and_not_submitted(scene: Scene) -> None:
    delivered = scene.submit(resume=scene.case.job)
    assert delivered.video == scene.host.video
    assert delivered.request_id == scene.case.job
    assert submissions(scene) == 0
    assert scene.session.ids == []


def test_a_request_that_the_host_does_not_know_is_not_called_over(scene: Scene) -> None:
    scene.host.script = ["gone"]
    error = scene.fails(resume=scene.case.job)
    assert error.over is False
    assert scene.case.job in str(error)
    assert "the account that submitted it" in error.remedy
    assert "--again" in error.remedy


@pytest.mark.parametrize(
    "body",
    [
        {"status": "EXPLODED", "state": "EXPLODED", "done": True},
        {"status": "COMPLETED", "state": "completed", "done": True, "response": {}},
        {"status": "SUCCEEDED", "state": None, "done": True, "output": []},
        {"status": ["FAILED"], "state": {}, "done": "yes"},
        {"page": "sign in to the network"},
    ],
)
def test_only_a_state_that_the_host_documents_ends_a_call(
    scene: Scene, body: dict[str, object]
) -> None:
    scene.host.faults["status"] = [Fault(kind="status", status=200, body=body)]
    scene.host.faults["result"] = [Fault(kind="status", status=200, body={"page": "sign in"})]
    if scene.case.name == "veo" and "done" not in body:
        scene.submit()  # it may be missing while an operation runs
    else:
        error = scene.fails()
        assert error.over is False
        assert "not submitted a second time" in error.remedy
        assert scene.case.job in error.problem
    scene.host.faults = {}
    assert scene.submit(resume=scene.case.job).video == scene.host.video
    assert len(scene.host.accepted) == 1


@pytest.mark.parametrize(
    ("status", "body"), [(401, {"detail": "no"}), (403, {"detail": "no"}), (404, {"detail": "no"}),
                         (400, {"page": "sign in"}), (302, {})],
)  # fmt: skip
def test_a_result_that_fal_does_not_show_is_not_a_failed_one(status: int, body: object) -> None:
    case = CASES[0]
    with serving(case.fake(small_mp4(9))) as host:
        scene = scene_of(case, host)
        host.faults["result"] = [Fault(kind="status", status=status, body=body)]
        assert scene.fails().over is False
        assert scene.submit(resume=case.job).video == host.video
        assert len(host.accepted) == 1


@pytest.mark.parametrize("odd", ["../../v1/organization", "a/b", "x" * 500, "id?x=1", "a b"])
def test_a_request_id_that_is_none_is_never_put_into_an_address(scene: Scene, odd: str) -> None:
    error = scene.fails(resume=odd)
    assert "no request ids of that form" in str(error)
    assert scene.host.got == []


def test_a_call_that_fails_at_the_host_is_over_and_says_why(scene: Scene) -> None:
    scene.host.script = ["running", "failed"]
    error = scene.fails()
    assert error.over is True
    assert ("it is not allowed" in str(error)) or ("cannot be read" in str(error))
    assert "paid" in error.remedy or "charge" in error.remedy


def test_patience_ends_and_the_call_can_be_resumed(scene: Scene) -> None:
    scene.host.script = ["running"] * 100
    scene.clock.then = lambda: setattr(scene.clock, "time", scene.clock.time + 100)
    error = scene.fails()
    assert "after 3600 s" in str(error)
    assert error.over is False
    assert scene.case.job in str(error)
    scene.host.script = []
    assert scene.submit(resume=scene.case.job).video == scene.host.video
    assert len(scene.host.accepted) == 1


@pytest.mark.parametrize("state", ["waiting", "running"])
def test_a_stopped_call_is_cancelled_at_the_host_and_says_whether_it_is_paid(
    scene: Scene, state: str
) -> None:
    scene.host.script = [state] * 1000
    scene.clock.then = lambda: setattr(scene.session, "stop", scene.clock.time > 20)
    error = scene.fails()
    assert isinstance(error, CallCancelledError)
    assert scene.clock.time < 22
    assert scene.host.stopped == ([scene.case.job] if scene.case.stops else [])
    assert "paid" in str(error) or "charged" in str(error)
    if not scene.case.stops:
        assert error.over is False


@pytest.mark.parametrize(
    ("after", "over"), [("waiting", True), ("gone", True), ("running", False), ("done", False)]
)
def test_a_request_of_fal_that_began_before_its_stop_may_be_paid(
    after: str,
    over: bool,  # noqa: FBT001
) -> None:
    case = CASES[0]
    with serving(case.fake(small_mp4(9))) as host:
        scene = scene_of(case, host)
        host.script = ["waiting", "waiting", after]
        scene.clock.then = lambda: setattr(scene.session, "stop", True)
        error = scene.fails()
        assert isinstance(error, CallCancelledError)
        assert host.stopped == [case.job]
        assert error.over is over


def test_ctrl_c_while_waiting_cancels_at_the_host(scene: Scene) -> None:
    scene.host.script = ["waiting"] * 1000

    def interrupt() -> None:
        scene.clock.then = lambda: None
        raise KeyboardInterrupt

    scene.clock.then = interrupt
    assert isinstance(scene.fails(), CallCancelledError)
    assert scene.host.stopped == ([scene.case.job] if scene.case.stops else [])


def test_a_call_stopped_before_it_is_sent_costs_nothing(scene: Scene) -> None:
    scene.session.stop = True
    error = scene.fails()
    assert isinstance(error, CallCancelledError)
    assert error.over is True
    assert scene.host.got == []


@pytest.mark.parametrize("step", ["upload", "submit"])
def test_a_call_stopped_before_it_is_accepted_is_not_sent(scene: Scene, step: Step) -> None:
    scene.host.faults[step] = [Fault(kind="status", status=429, headers={"Retry-After": "60"})]
    scene.clock.then = lambda: setattr(scene.session, "stop", True)
    if step == "upload" and scene.case.name in {"runway-aleph", "veo"}:
        scene.host.faults["submit"] = scene.host.faults.pop(step)  # they upload within the request
    error = scene.fails()
    assert isinstance(error, CallCancelledError)
    assert error.over is True
    assert NOT_PAID in str(error)
    assert scene.clock.time <= 0.5
    assert scene.host.accepted == []


def test_a_call_stopped_while_its_video_comes_is_fetched_later(scene: Scene) -> None:
    scene.host.faults["video"] = [Fault(kind="cut", after=100)]

    def stop() -> None:
        scene.session.stop = bool(videos(scene))

    scene.clock.then = stop
    error = scene.fails()
    assert isinstance(error, CallCancelledError)
    assert error.over is False
    assert "fetch" in error.remedy
    assert len(videos(scene)) == 1
    scene.session.stop = False
    assert scene.submit(resume=scene.case.job).video == scene.host.video
    assert len(scene.host.accepted) == 1


def test_a_finished_call_is_never_deleted_by_a_late_stop(scene: Scene) -> None:
    scene.host.script = ["running", "running"]
    scene.clock.then = lambda: setattr(scene.session, "stop", not scene.host.script)
    scene.host.script = ["running"]
    error = scene.fails()
    assert isinstance(error, CallCancelledError)
    if scene.case.stops:
        assert error.over is False
        assert "can be fetched" in str(error)
    if scene.case.name in {"runway-aleph", "luma-modify"}:
        assert scene.host.stopped == []
    scene.session.stop = False
    assert scene.submit(resume=scene.case.job).video == scene.host.video


def test_a_download_goes_on_where_it_broke_off(scene: Scene) -> None:
    half = len(scene.host.video) // 2
    scene.host.faults["video"] = [Fault(kind="cut", after=half), Fault(kind="cut", after=10)]
    assert scene.submit().video == scene.host.video
    ranges = [one.headers.get("range") for one in videos(scene)]
    assert ranges == [None, f"bytes={half}-", f"bytes={half + 10}-"]
    assert len(scene.host.accepted) == 1


def test_a_download_begins_anew_where_the_file_may_be_another(scene: Scene) -> None:
    scene.host.etag = 'W/"weak"'
    scene.host.faults["video"] = [Fault(kind="cut", after=100)]
    assert scene.submit().video == scene.host.video
    assert [one.headers.get("range") for one in videos(scene)] == [None, None]


def test_a_download_that_never_ends_can_be_resumed(scene: Scene) -> None:
    scene.host.faults["video"] = [Fault(kind="cut", after=10)] * 6
    error = scene.fails()
    assert error.over is False
    assert "fetch" in str(error)
    assert scene.submit(resume=scene.case.job).video == scene.host.video
    assert len(scene.host.accepted) == 1


@pytest.mark.parametrize("status", [403, 404, 410])
def test_an_expired_address_is_asked_for_again(scene: Scene, status: int) -> None:
    scene.host.faults["video"] = [Fault(kind="status", status=status)]
    assert scene.submit().video == scene.host.video


@pytest.mark.parametrize(
    ("video", "kind", "says"),
    [
        (b"<html>sorry</html>", "text/html", "not a video"),
        (b"<html>sorry</html>", "video/mp4", "not an mp4"),
        (b"", "video/mp4", "not an mp4"),
        (small_mp4(9)[:-100], "video/mp4", "cut off"),
        (small_mp4(9) + b"\0\0\0", "video/mp4", "cut off"),
    ],
)
def test_what_is_no_whole_video_is_refused_and_stays_at_the_host(
    scene: Scene, video: bytes, kind: str, says: str
) -> None:
    scene.host.video, scene.host.video_type = video, kind
    error = scene.fails()
    assert says in str(error)
    assert error.over is False


def test_a_wrong_frame_count_is_an_error_where_frames_are_read(scene: Scene) -> None:
    delivered = scene.submit()
    with pytest.raises(CallError, match="9"):
        frames_delivered(delivered, Window(first=0, count=17), (64, 48))


def test_a_damaged_video_is_an_error_where_frames_are_read(scene: Scene) -> None:
    good = small_mp4(9)
    at = good.index(b"mdat") + 4
    scene.host.video = good[:at] + bytes(len(good) - at)
    delivered = scene.submit()
    with pytest.raises(CallError):
        frames_delivered(delivered, Window(first=0, count=9), (64, 48))


def test_the_key_follows_no_redirect_to_another_host(scene: Scene) -> None:
    class Elsewhere(FakeHost):
        free = ("/",)

        def step_of(self, got: Got) -> Step:
            del got
            return "video"

    with serving(Elsewhere(scene.host.video)) as other:
        scene.host.elsewhere = f"{other.url}/elsewhere/out.mp4"
        assert scene.submit().video == scene.host.video
        assert KEY not in str(other.got)


def test_a_redirect_to_plain_http_is_refused(scene: Scene) -> None:
    scene.host.elsewhere = "http://192.0.2.1/out.mp4"
    assert "not https" in str(scene.fails())


def test_redirects_in_a_circle_end(scene: Scene) -> None:
    path = "/v1beta/files/x" if scene.case.name == "veo" else "/video/x"
    base = scene.host.url if scene.case.name == "veo" else scene.host.cdn
    scene.host.elsewhere = f"{base}{path}"
    assert "from place to place" in str(scene.fails())


def test_without_a_key_nothing_is_sent(case: Case) -> None:
    with serving(case.fake(small_mp4(9))) as host:
        scene = scene_of(case, host, key="")
        error = scene.fails()
        assert case.shader(host.url, scene.clock.access()).capabilities.key_variable in str(error)
        assert error.over is True
        assert scene.fails(resume=case.job).over is False
        assert host.got == []


def test_a_wrong_key_is_refused_in_one_line(case: Case) -> None:
    with serving(case.fake(small_mp4(9))) as host:
        error = scene_of(case, host, key="sk-another").fails()
        assert "401" in str(error)
        assert error.over is True
        assert host.accepted == []


def test_the_key_is_in_nothing_that_is_written_or_said(scene: Scene, tmp_path: Path) -> None:
    echo = {"detail": f"bad key {KEY}", "error": {"message": f"bad key {KEY}"}}
    scene.host.faults["submit"] = [Fault(kind="status", status=401, body=echo)]
    error = scene.fails()
    assert "***" in str(error)
    delivered = scene.submit()
    scene.call.write(tmp_path)
    said = [repr(error), str(error), repr(error.__cause__), repr(delivered), repr(scene.shader)]
    said += [str(scene.host.accepted), str(scene.call.hashes()), *scene.session.ids]
    assert not any(KEY in one for one in said)
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert written
    assert not any(KEY.encode() in path.read_bytes() for path in written)


def test_the_key_is_not_in_what_a_failed_job_says(scene: Scene) -> None:
    words = f"{'x' * 290} key {KEY}"
    echo = {"status": "FAILED", "state": "failed", "failure": words, "failure_reason": words,
            "done": True, "error": {"message": words}}  # fmt: skip
    odd = {"status": KEY, "state": KEY, "done": True}
    for body in (echo, odd, {**echo, "status": "COMPLETED"}):
        scene.host.faults["status"] = [Fault(kind="status", status=200, body=body)]
        assert KEY[:5] not in str(scene.fails(resume=scene.case.job))


def test_a_request_id_that_cannot_be_written_down_is_told(scene: Scene) -> None:
    def full(_: str) -> None:
        raise OutputError("the disk is full", "make room")

    with pytest.raises(CallError, match="the disk is full") as caught:
        scene.shader.submit(scene.call, session=CallSession(submitted=full))
    assert caught.value.over is False
    assert scene.case.job in str(caught.value)


def test_an_accepted_call_without_an_id_may_be_paid(scene: Scene) -> None:
    scene.host.faults["submit"] = [Fault(kind="status", status=200)]
    error = scene.fails()
    assert "gave no request id" in str(error)
    assert error.over is False


def submissions(scene: Scene) -> int:
    return sum(scene.host.step_of(one) == "submit" for one in scene.host.got)


def videos(scene: Scene) -> list[Got]:
    return [one for one in scene.host.got if scene.host.step_of(one) == "video"]
