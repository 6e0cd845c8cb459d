"""The four hosts as their SDKs and documents describe them, each with one job.

fal-client 1.0.3, runwayml 5.24.0, lumaai 1.21.0, google-genai 2.34.0.
"""

from typing import Any

from tests.integration.hosts.fake_host import FakeHost, Got, Reply, Step, as_json

__all__ = ["FakeFal", "FakeGemini", "FakeLuma", "FakeRunway"]

JOB = "0f8c2f4e-1111-4a4a-9c9c-aaaabbbbcccc"
TIME = "2026-10-01T12:00:00Z"


class FakeFal(FakeHost):
    """Queue, storage tokens and storage on one address."""

    key_prefix = "Key "
    free = ("/video", "/files/upload")

    def __init__(self, video: bytes) -> None:
        """Begin with nothing uploaded."""
        super().__init__(video)
        self.files: dict[str, bytes] = {}
        self.app = ""

    def step_of(self, got: Got) -> Step:
        """Return which step a request belongs to."""
        if got.path.startswith(("/storage", "/files")):
            return "upload"
        if got.path.startswith("/video"):
            return "video"
        if got.method == "POST":
            return "submit"
        if got.method == "PUT":
            return "cancel"
        return "status" if got.path.partition("?")[0].endswith("/status") else "result"

    def reply(self, got: Got, step: Step) -> Reply:
        """Act on a request."""
        if step == "upload":
            return self._upload(got)
        if step == "submit":
            self.accepted.append(got.json())
            # Requests live under owner and application, without the rest of the path.
            self.app = "/".join(got.path.split("/")[:3])
            base = f"{self.url}{self.app}/requests/{JOB}"
            return as_json(
                {
                    "status": "IN_QUEUE",
                    "request_id": JOB,
                    "response_url": base,
                    "status_url": f"{base}/status",
                    "cancel_url": f"{base}/cancel",
                    "queue_position": 0,
                }
            )
        if f"/requests/{JOB}" not in got.path or (self.app and not got.path.startswith(self.app)):
            return as_json({"detail": "Request not found"}, 404)
        if step == "cancel":
            self.stopped.append(JOB)
            return as_json({"status": "CANCELLATION_REQUESTED"}, 202)
        return self._status() if step == "status" else self._result()

    def _upload(self, got: Got) -> Reply:
        if got.path == "/storage/auth/token?storage_type=fal-cdn-v3":
            return as_json(
                {"token": "t0", "token_type": "Bearer", "base_url": self.url, "expires_at": TIME}
            )
        if got.headers.get("authorization") != "Bearer t0":
            return as_json({"detail": "no token"}, 401)
        name = f"{len(self.files)}-{got.headers['x-fal-file-name']}"
        self.files[name] = got.body
        return as_json({"access_url": f"https://v3.fal.media/files/{name}"})

    def _status(self) -> Reply:
        state = self.next_state()
        if state == "gone":
            return as_json({"detail": "Request not found"}, 404)
        if state == "waiting":
            return as_json({"status": "IN_QUEUE", "queue_position": 3, "request_id": JOB})
        if state == "running":
            return as_json({"status": "IN_PROGRESS", "logs": None, "request_id": JOB}, 202)
        self.failed = state == "failed"
        return as_json({"status": "COMPLETED", "logs": None, "metrics": {"inference_time": 30.1}})

    failed = False

    def _result(self) -> Reply:
        if self.failed:
            detail = [{"loc": ["body", "video_url"], "msg": "cannot be read", "type": "file_error"}]
            return as_json({"detail": detail}, 422)
        video = {"url": f"{self.cdn}/video/out.mp4", "content_type": "video/mp4"}
        return as_json({"video": video, "prompt": "p", "seed": 7})


class FakeRunway(FakeHost):
    """Tasks and ephemeral uploads."""

    free = ("/video", "/store")

    def __init__(self, video: bytes) -> None:
        """Begin with nothing uploaded."""
        super().__init__(video)
        self.forms: list[bytes] = []

    def step_of(self, got: Got) -> Step:
        """Return which step a request belongs to."""
        if got.path.startswith(("/v1/uploads", "/store")):
            return "upload"
        if got.path.startswith("/video"):
            return "video"
        if got.method == "POST":
            return "submit"
        return "cancel" if got.method == "DELETE" else "status"

    def reply(self, got: Got, step: Step) -> Reply:
        """Act on a request."""
        if got.path == "/store":
            self.forms.append(got.body)
            return Reply(status=204)
        if got.headers.get("x-runway-version") != "2024-11-06":
            return as_json({"error": "X-Runway-Version header is missing"}, 400)
        if step == "upload":
            return as_json(
                {"runwayUri": "runway://u1", "uploadUrl": f"{self.cdn}/store", "fields": {"a": "b"}}
            )
        if step == "submit":
            self.accepted.append(got.json())
            return as_json({"id": JOB, "estimatedCost": {"credits": 5}})
        if got.path != f"/v1/tasks/{JOB}":
            return as_json({"error": "No such task"}, 404)
        return self._task(stop=step == "cancel")

    def _task(self, *, stop: bool) -> Reply:
        if stop:
            self.stopped.append(JOB)
            return Reply(status=204)
        base: dict[str, Any] = {"id": JOB, "createdAt": TIME}
        guess, cost = {"estimatedCost": {"credits": 5}}, {"cost": {"credits": 4}}
        state = self.next_state()
        if state == "gone":
            return as_json({"error": "No such task"}, 404)
        if state == "waiting":
            return as_json({**base, **guess, "status": "THROTTLED"})
        if state == "running":
            return as_json({**base, **guess, "status": "RUNNING", "progress": 0.25})
        if state == "failed":
            failure = {"failure": "it is not allowed", "failureCode": "SAFETY.INPUT.TEXT"}
            return as_json({**base, **cost, "status": "FAILED", **failure})
        return as_json(
            {**base, **cost, "status": "SUCCEEDED", "output": [f"{self.cdn}/video/out.mp4"]}
        )


class FakeLuma(FakeHost):
    """Generations, and a public place that holds what a person put there."""

    free = ("/video", "/public")

    def __init__(self, video: bytes) -> None:
        """Begin with nothing public."""
        super().__init__(video)
        self.public: dict[str, bytes] = {}

    def step_of(self, got: Got) -> Step:
        """Return which step a request belongs to."""
        if got.path.startswith("/public"):
            return "upload"
        if got.path.startswith("/video"):
            return "video"
        if got.method == "POST":
            return "submit"
        return "cancel" if got.method == "DELETE" else "status"

    def reply(self, got: Got, step: Step) -> Reply:
        """Act on a request."""
        if step == "upload":
            data = self.public.get(got.path)
            return as_json({}, 404) if data is None else Reply(body=data)
        if step == "submit":
            self.accepted.append(got.json())
            return as_json(self._generation("queued"), 201)
        if got.path != f"/generations/{JOB}":
            return as_json({"detail": "generation not found"}, 404)
        if step == "cancel":
            self.stopped.append(JOB)
            return Reply(status=204)
        state = self.next_state()
        if state == "gone":
            return as_json({"detail": "generation not found"}, 404)
        names = {"waiting": "queued", "running": "dreaming", "done": "completed"}
        return as_json(self._generation(names.get(state, state)))

    def _generation(self, state: str) -> dict[str, Any]:
        found: dict[str, Any] = {"id": JOB, "state": state, "created_at": TIME, "model": "ray-2"}
        if state == "completed":
            found["assets"] = {"video": f"{self.cdn}/video/out.mp4"}
        if state == "failed":
            found["failure_reason"] = "it is not allowed"
        return found


class FakeGemini(FakeHost):
    """Long-running operations, and files that need the key."""

    key_header = "x-goog-api-key"
    key_prefix = ""
    free = ("/elsewhere",)
    operation = "models/veo-3.1-generate-preview/operations/abc123"

    def step_of(self, got: Got) -> Step:
        """Return which step a request belongs to."""
        if got.path.startswith("/v1beta/files"):
            return "video"
        return "submit" if got.method == "POST" else "status"

    def reply(self, got: Got, step: Step) -> Reply:
        """Act on a request."""
        if step == "submit":
            self.accepted.append(got.json())
            return as_json({"name": self.operation})
        if got.path != f"/v1beta/{self.operation}":
            return as_json({"error": {"code": 404, "message": "not found"}}, 404)
        state = self.next_state()
        if state == "gone":
            return as_json({"error": {"code": 404, "message": "not found"}}, 404)
        if state in {"waiting", "running"}:
            return as_json({"name": self.operation})
        if state == "failed":
            error = {"code": 3, "message": "it is not allowed"}
            return as_json({"name": self.operation, "done": True, "error": error})
        uri = f"{self.url}/v1beta/files/xyz:download?alt=media"
        response = {"generateVideoResponse": {"generatedSamples": [{"video": {"uri": uri}}]}}
        return as_json({"name": self.operation, "done": True, "response": response})
