"""The queue and the storage of fal.ai.

Source:
    fal-client 1.0.3 (`client.py`: `submit`, `from_request_id`, `_parse_status`, `CDNTokenManager`,
    `_upload_v3`); fal.ai documentation "Cancel a request" and "Model API billing".
"""

import functools
from dataclasses import dataclass, field
from typing import Final

import orjson

from groundplan.errors import CallError
from groundplan.shader.call import ShaderCall
from groundplan.shader.hosts.bodies import accepted_id, body_of, checked_id, filled, path_of
from groundplan.shader.hosts.delivering import HostAccess, HostTerms, deliver
from groundplan.shader.hosts.jobs import JobState, JobStop, PollRule, unclear, unknown
from groundplan.shader.hosts.link import NOT_PAID, HostLink
from groundplan.shader.hosts.requests import Answer, Request, json_request
from groundplan.shader.port import CallSession, Delivered
from groundplan.world.base import JsonData

__all__ = ["FalAddresses", "FalJob", "deliver_fal"]

_NAME: Final = "fal.ai"
_MOST_UPLOAD: Final = 100 << 20
"""Up to here fal takes a file in one piece (`MULTIPART_THRESHOLD` of fal-client)."""
_KEPT_S: Final = 86_400
"""How long fal keeps what was uploaded [s]: a day, in place of for ever."""
_NOT_SHOWN: Final = frozenset({401, 403, 404})
"""Answers in place of a result that say nothing of how the request ended."""
_NOT_CHARGED: Final = "fal does not charge for its own errors; change the request or try again"


@dataclass(frozen=True, slots=True, kw_only=True)
class FalAddresses:
    """Where fal is."""

    queue: str = "https://queue.fal.run"
    rest: str = "https://rest.fal.ai"
    storage: str = "https://v3.fal.media"


@dataclass(frozen=True, slots=True, kw_only=True)
class FalJob:
    """A request in fal's queue."""

    call: ShaderCall
    link: HostLink
    addresses: FalAddresses = field(default_factory=FalAddresses)

    def submit(self) -> str:
        """Upload the files, put the request in the queue once, and return its id."""
        body = filled(body_of(self.call), functools.cache(self._uploaded))
        url = self.addresses.queue + path_of(self.call)
        answer = self.link.submit(json_request("POST", url, body))
        return accepted_id(answer.json().get("request_id"), host=_NAME)

    def state(self, request_id: str) -> JobState:
        """Return how far the request is, with the video's address once it is done."""
        url = f"{self._request_url(request_id)}/status"
        answer = self.link.ask(Request(method="GET", url=url), doing="asking how far it is")
        if answer.status == 404:
            raise unknown(_NAME, request_id)
        return self._state_of(answer, request_id)

    def _state_of(self, answer: Answer, request_id: str) -> JobState:
        self.link.check(answer, doing="asking how far it is", remedy="check the key")
        said = answer.json()
        status = said.get("status")
        if status == "IN_QUEUE":
            return JobState(kind="waiting")
        if status == "IN_PROGRESS":
            return JobState(kind="running")
        if status != "COMPLETED":
            raise unclear(self.link, request_id, status)
        if said.get("error"):
            return JobState(kind="failed", says=str(said["error"]), paid=_NOT_CHARGED)
        url = self._request_url(request_id)
        result = self.link.ask(Request(method="GET", url=url), doing="asking for the result")
        return self._finished(result, request_id)

    def cancel(self, request_id: str) -> JobStop:
        """Ask fal to stop; one that runs may go on."""
        before = self.state(request_id)
        url = f"{self._request_url(request_id)}/cancel"
        answer = self.link.ask(Request(method="PUT", url=url), doing="cancelling")
        if before.kind == "done" or answer.json().get("status") == "ALREADY_COMPLETED":
            says = f"fal had finished request {request_id} already: it is paid, and can be fetched"
            return JobStop(says=says, over=False)
        if not answer.good:
            says = f"fal could not stop request {request_id}: it may go on and be paid"
            return JobStop(says=says, over=False)
        after = "running" if before.kind == "running" else self._after_stop(request_id)
        if after in ("running", "done"):  # it may have begun between the two requests
            says = f"fal was asked to stop request {request_id}: it already ran and may be paid"
            return JobStop(says=says, over=False)
        says = f"fal took request {request_id} out of its queue: waiting is not charged"
        return JobStop(says=says, over=True)

    def _after_stop(self, request_id: str) -> str:
        """Return what a request is that waited before; one that is gone never ran."""
        url = f"{self._request_url(request_id)}/status"
        answer = self.link.ask(Request(method="GET", url=url), doing="asking whether it stopped")
        return "failed" if answer.status == 404 else self._state_of(answer, request_id).kind

    def _finished(self, result: Answer, request_id: str) -> JobState:
        if not result.good:
            says = str(result.json().get("detail", ""))
            if not says or result.status in _NOT_SHOWN:
                raise unclear(self.link, request_id, f"status {result.status}")
            return JobState(kind="failed", says=says, paid=_NOT_CHARGED)
        video = result.json().get("video")
        url = video.get("url") if isinstance(video, dict) else None
        if not isinstance(url, str) or not url:
            raise unclear(self.link, request_id, "COMPLETED without a video")
        return JobState(kind="done", video_url=url)

    def _request_url(self, request_id: str) -> str:
        """Return the address of a request: that of the application, without its sub-path."""
        checked_id(request_id, host=_NAME)
        owner, name, *_ = path_of(self.call).strip("/").split("/")
        return f"{self.addresses.queue}/{owner}/{name}/requests/{request_id}"

    def _uploaded(self, name: str) -> JsonData:
        data = self.call.files[name]
        if len(data) > _MOST_UPLOAD:
            raise CallError(
                f"{name} has {len(data)} bytes, fal takes {_MOST_UPLOAD} in one piece; {NOT_PAID}",
                "make the shot shorter or smaller",
                over=True,
            )
        headers = {
            "Authorization": self._storage_token(),
            "Content-Type": "video/mp4" if name.endswith(".mp4") else "image/png",
            "X-Fal-File-Name": name,
            "X-Fal-Object-Lifecycle": orjson.dumps(
                {"expiration_duration_seconds": _KEPT_S}
            ).decode(),
        }
        url = f"{self.addresses.storage}/files/upload"
        request = Request(method="POST", url=url, headers=headers, body=data)
        doing = f"uploading {name}"
        answer = self.link.ask(request, doing=doing, over=True)
        self.link.check(answer, doing=doing, remedy=NOT_PAID, over=True)
        address = answer.json().get("access_url")
        if not isinstance(address, str):
            raise CallError(f"fal gave no address for {name}; {NOT_PAID}", "try later", over=True)
        return address

    def _storage_token(self) -> str:
        url = f"{self.addresses.rest}/storage/auth/token?storage_type=fal-cdn-v3"
        request = json_request("POST", url, {})
        doing = "asking for storage"
        answer = self.link.ask(request, doing=doing, over=True)
        said = self.link.check(answer, doing=doing, remedy="check the key", over=True).json()
        kind, token = said.get("token_type"), said.get("token")
        if not isinstance(kind, str) or not isinstance(token, str):
            raise CallError(f"fal gave no token to upload; {NOT_PAID}", "try later", over=True)
        return f"{kind} {token}"


def deliver_fal(
    call: ShaderCall,
    *,
    addresses: FalAddresses,
    access: HostAccess,
    session: CallSession,
) -> Delivered:
    """Run a call at fal and return its video.

    Raises:
        CallError: It failed; says whether it may be paid.
        CallCancelledError: A person stopped it.
        MissingExtraError: httpx is not installed; nothing was sent.
    """
    terms = HostTerms(
        name=_NAME,
        key_variable="FAL_KEY",
        origins=(addresses.queue, addresses.rest),
        prefix="Key ",
        poll=PollRule(every_s=2.0),
    )
    return deliver(
        terms,
        lambda link: FalJob(call=call, link=link, addresses=addresses),
        access=access,
        session=session,
        model=path_of(call).strip("/"),
    )
