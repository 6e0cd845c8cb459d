"""Long-running video operations of the Gemini API.

Source:
    google-genai 2.34.0 (`models.py`: `_GenerateVideosParameters_to_mldev`,
    `_GenerateVideosOperation_from_mldev`; `_api_client.py`: address and key header).
"""

import base64
import functools
from dataclasses import dataclass
from typing import Final

from groundplan.shader.call import ShaderCall
from groundplan.shader.hosts.bodies import accepted_id, body_of, checked_id, filled, path_of
from groundplan.shader.hosts.delivering import HostAccess, HostTerms, deliver
from groundplan.shader.hosts.jobs import JobState, JobStop, PollRule, unclear, unknown
from groundplan.shader.hosts.link import HostLink
from groundplan.shader.hosts.requests import Request, json_request
from groundplan.shader.port import CallSession, Delivered
from groundplan.world.base import JsonData

__all__ = ["GeminiJob", "deliver_gemini"]

_NAME: Final = "the Gemini API"
_OPERATION: Final = r"(models/[A-Za-z0-9_.-]{1,80}/)?operations/[A-Za-z0-9_.-]{1,120}"
_UNSAID: Final = "the Gemini API does not say whether it is paid"


@dataclass(frozen=True, slots=True, kw_only=True)
class GeminiJob:
    """A video operation."""

    call: ShaderCall
    link: HostLink
    address: str = "https://generativelanguage.googleapis.com"

    def submit(self) -> str:
        """Start the operation with its pictures in the request, and return its name."""
        body = filled(body_of(self.call), functools.cache(self._encoded))
        answer = self.link.submit(json_request("POST", self.address + path_of(self.call), body))
        return accepted_id(answer.json().get("name"), host=_NAME, pattern=_OPERATION)

    def state(self, request_id: str) -> JobState:
        """Return how far the operation is; the API tells no fraction."""
        name = checked_id(request_id, host=_NAME, pattern=_OPERATION)
        request = Request(method="GET", url=f"{self.address}/v1beta/{name}")
        answer = self.link.ask(request, doing="asking how far it is")
        if answer.status == 404:
            raise unknown(_NAME, request_id)
        said = self.link.check(answer, doing="asking how far it is", remedy="check the key").json()
        if not said.get("done"):
            return JobState(kind="running")
        error = said.get("error")
        if isinstance(error, dict):
            says = str(error.get("message") or error)
            return JobState(kind="failed", says=says, paid=_UNSAID)
        return _ended(said, request_id, self.link)

    def cancel(self, request_id: str) -> JobStop:
        """Say that nothing can stop it."""
        says = f"the Gemini API cannot stop {request_id}: it goes on and is most likely paid"
        return JobStop(says=says, over=False)

    def _encoded(self, name: str) -> JsonData:
        return base64.b64encode(self.call.files[name]).decode()


def _ended(said: dict[str, JsonData], request_id: str, link: HostLink) -> JobState:
    response = said.get("response")
    inner = response.get("generateVideoResponse") if isinstance(response, dict) else None
    made = inner if isinstance(inner, dict) else {}
    samples = made.get("generatedSamples")
    first = samples[0] if isinstance(samples, list) and samples else None
    video = first.get("video") if isinstance(first, dict) else None
    uri = video.get("uri") if isinstance(video, dict) else None
    if isinstance(uri, str) and uri:
        return JobState(kind="done", video_url=uri)
    reasons = made.get("raiMediaFilteredReasons")
    why = "; ".join(str(one) for one in reasons) if isinstance(reasons, list) else ""
    if not why:
        raise unclear(link, request_id, "done without a video")
    return JobState(kind="failed", says=f"it was filtered: {why}", paid=_UNSAID)


def deliver_gemini(
    call: ShaderCall, *, address: str, access: HostAccess, session: CallSession
) -> Delivered:
    """Run a call at the Gemini API and return its video.

    Raises:
        CallError: It failed; says whether it may be paid.
        CallCancelledError: A person stopped it.
        MissingExtraError: httpx is not installed; nothing was sent.
    """
    terms = HostTerms(
        name=_NAME,
        key_variable="GEMINI_API_KEY",
        origins=(address,),
        header="x-goog-api-key",
        prefix="",
        poll=PollRule(every_s=10.0),
    )
    return deliver(
        terms,
        lambda link: GeminiJob(call=call, link=link, address=address),
        access=access,
        session=session,
        model=path_of(call).rpartition("/")[2].partition(":")[0],
    )
