"""Tasks and uploads of Runway's API.

Source:
    runwayml 5.24.0 (`resources/video_to_video.py`, `tasks.py`, `uploads.py`,
    `types/task_retrieve_response.py`); a credit is 0.01 USD (second-hand).
"""

import functools
from dataclasses import dataclass
from typing import Final

from groundplan.errors import CallError
from groundplan.shader.call import ShaderCall
from groundplan.shader.hosts.bodies import (
    accepted_id,
    body_of,
    checked_id,
    data_uri,
    filled,
    path_of,
)
from groundplan.shader.hosts.delivering import HostAccess, HostTerms, deliver
from groundplan.shader.hosts.jobs import JobState, JobStop, PollRule, unclear, unknown
from groundplan.shader.hosts.link import NOT_PAID, HostLink
from groundplan.shader.hosts.requests import Answer, FormFile, Request, json_request
from groundplan.shader.port import CallSession, Delivered
from groundplan.world.base import JsonData

__all__ = ["RunwayJob", "deliver_runway"]

_NAME: Final = "Runway"
_VERSION: Final = {"X_Runway_Version": "2024-11-06"}
_MOST_INLINE: Final = 5_000_000
"""Characters of a data URI: "up to 5MB"."""
_MOST_UPLOAD: Final = 200 << 20
"""Our limit: the SDK states none."""
_USD_PER_CREDIT: Final = 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class RunwayJob:
    """A task of Runway."""

    call: ShaderCall
    link: HostLink
    address: str = "https://api.dev.runwayml.com"

    def submit(self) -> str:
        """Send the files with the request (or upload large ones first), and return the task id."""
        body = filled(body_of(self.call), functools.cache(self._given))
        url = self.address + path_of(self.call)
        answer = self.link.submit(json_request("POST", url, body, **_VERSION))
        return accepted_id(answer.json().get("id"), host=_NAME)

    def state(self, request_id: str) -> JobState:
        """Return how far the task is."""
        answer = self.link.ask(self._request("GET", request_id), doing="asking how far it is")
        if answer.status == 404:
            raise unknown(_NAME, request_id)
        said = self.link.check(answer, doing="asking how far it is", remedy="check the key").json()
        status = said.get("status")
        if status in ("PENDING", "THROTTLED"):
            return JobState(kind="waiting")
        if status == "RUNNING":
            fraction = said.get("progress")
            return JobState(
                kind="running", fraction=fraction if isinstance(fraction, float) else 0.0
            )
        return _ended(said, request_id, self.link)

    def cancel(self, request_id: str) -> JobStop:
        """Ask Runway to stop; a task that runs is paid all the same."""
        before = self.state(request_id)
        if before.kind == "done":
            # Deleting a finished task would lose what was paid for.
            says = f"Runway had finished task {request_id}: it is paid, and can be fetched"
            return JobStop(says=says, over=False)
        answer = self.link.ask(self._request("DELETE", request_id), doing="cancelling")
        if not answer.good and answer.status != 404:
            says = f"Runway could not stop task {request_id}: it may go on and be paid"
            return JobStop(says=says, over=False)
        paid = "it already ran, so it is paid"
        if before.kind == "waiting":
            paid = "it waited, so it should not be paid"
        return JobStop(says=f"Runway was asked to stop task {request_id}: {paid}", over=True)

    def _request(self, method: str, request_id: str) -> Request:
        url = f"{self.address}/v1/tasks/{checked_id(request_id, host=_NAME)}"
        return Request(
            method=method, url=url, headers={"X-Runway-Version": _VERSION["X_Runway_Version"]}
        )

    def _given(self, name: str) -> JsonData:
        data = self.call.files[name]
        kind = "video/mp4" if name.endswith(".mp4") else "image/png"
        inline = data_uri(data, kind)
        return inline if len(inline) <= _MOST_INLINE else self._uploaded(name, data, kind)

    def _uploaded(self, name: str, data: bytes, kind: str) -> JsonData:
        if len(data) > _MOST_UPLOAD:
            raise CallError(
                f"{name} has {len(data)} bytes, at most {_MOST_UPLOAD} are uploaded; {NOT_PAID}",
                "make the shot shorter or smaller",
                over=True,
            )
        begin = json_request(
            "POST",
            f"{self.address}/v1/uploads",
            {"filename": name, "type": "ephemeral"},
            **_VERSION,
        )
        said = self._done(begin, name).json()
        address, uri, fields = said.get("uploadUrl"), said.get("runwayUri"), said.get("fields")
        if not isinstance(address, str) or not isinstance(uri, str) or not isinstance(fields, dict):
            raise CallError(f"Runway gave no place for {name}; {NOT_PAID}", "try later", over=True)
        request = Request(
            method="POST",
            url=self.link.checked(address),
            form={str(key): str(value) for key, value in fields.items()},
            file=FormFile(name=name, data=data, content_type=kind),
        )
        self._done(request, name)
        return uri

    def _done(self, request: Request, name: str) -> Answer:
        doing = f"uploading {name}"
        answer = self.link.ask(request, doing=doing, over=True)
        return self.link.check(answer, doing=doing, remedy=NOT_PAID, over=True)


def _ended(said: dict[str, JsonData], request_id: str, link: HostLink) -> JobState:
    cost = said.get("cost")
    credit = cost.get("credits") if isinstance(cost, dict) else None
    paid = credit * _USD_PER_CREDIT if isinstance(credit, int | float) else None
    bill = (
        "it does not say whether it is paid" if paid is None else f"Runway charged {paid:.2f} USD"
    )
    status, output = said.get("status"), said.get("output")
    if status == "SUCCEEDED" and isinstance(output, list) and output:
        return JobState(kind="done", video_url=str(output[0]), cost=paid)
    if status not in ("FAILED", "CANCELLED"):
        bare = status == "SUCCEEDED"
        raise unclear(link, request_id, "SUCCEEDED without a video" if bare else status)
    code = said.get("failureCode")
    says = f"{said.get('failure') or status}{f' ({code})' if code else ''}"
    return JobState(kind="failed", says=says, paid=bill, cost=paid)


def deliver_runway(
    call: ShaderCall, *, address: str, access: HostAccess, session: CallSession
) -> Delivered:
    """Run a call at Runway and return its video.

    Raises:
        CallError: It failed; says whether it was paid.
        CallCancelledError: A person stopped it.
        MissingExtraError: httpx is not installed; nothing was sent.
    """
    terms = HostTerms(
        name=_NAME,
        key_variable="RUNWAYML_API_SECRET",
        origins=(address,),
        poll=PollRule(every_s=6.0),
    )
    return deliver(
        terms,
        lambda link: RunwayJob(call=call, link=link, address=address),
        access=access,
        session=session,
        model=str(body_of(call).get("model")),
    )
