"""Generations of Luma's Dream Machine API.

Source:
    lumaai 1.21.0 (`resources/generations`, `types/generation.py`); docs.lumalabs.ai,
    "Modify Video".
"""

import functools
import hashlib
from dataclasses import dataclass
from typing import Final

from groundplan.errors import CallError
from groundplan.shader.call import ShaderCall
from groundplan.shader.hosts.bodies import accepted_id, body_of, checked_id, filled, path_of
from groundplan.shader.hosts.delivering import HostAccess, HostTerms, deliver
from groundplan.shader.hosts.jobs import JobState, JobStop, PollRule, unclear, unknown
from groundplan.shader.hosts.link import NOT_PAID, HostLink
from groundplan.shader.hosts.requests import Request, json_request
from groundplan.shader.port import CallSession, Delivered
from groundplan.world.base import JsonData

__all__ = ["LumaJob", "deliver_luma"]

_NAME: Final = "Luma"
_MOST_BYTES: Final = 100_000_000
"""Of the video: "100 mb"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LumaJob:
    """A generation of Luma."""

    call: ShaderCall
    link: HostLink
    address: str = "https://api.lumalabs.ai/dream-machine/v1"

    def submit(self) -> str:
        """Make sure that the public addresses hold the encoded files, then submit once."""
        body = filled(body_of(self.call), _refused)
        for name, url in self._addresses().items():
            self._check_same(name, url)
        answer = self.link.submit(json_request("POST", self.address + path_of(self.call), body))
        return accepted_id(answer.json().get("id"), host=_NAME)

    def state(self, request_id: str) -> JobState:
        """Return how far the generation is."""
        answer = self.link.ask(self._request("GET", request_id), doing="asking how far it is")
        if answer.status == 404:
            raise unknown(_NAME, request_id)
        said = self.link.check(answer, doing="asking how far it is", remedy="check the key").json()
        state, assets = said.get("state"), said.get("assets")
        if state == "queued":
            return JobState(kind="waiting")
        if state == "dreaming":
            return JobState(kind="running")
        url = assets.get("video") if isinstance(assets, dict) else None
        if state == "completed" and isinstance(url, str) and url:
            return JobState(kind="done", video_url=url)
        if state != "failed":
            bare = state == "completed"
            raise unclear(self.link, request_id, "completed without a video" if bare else state)
        says = str(said.get("failure_reason") or "")
        return JobState(kind="failed", says=says, paid="Luma does not say whether it is paid")

    def cancel(self, request_id: str) -> JobStop:
        """Delete the generation; Luma has no other way to stop one."""
        if self.state(request_id).kind == "done":
            says = f"Luma had finished generation {request_id}: it is paid, and can be fetched"
            return JobStop(says=says, over=False)
        answer = self.link.ask(self._request("DELETE", request_id), doing="cancelling")
        done = "was deleted at Luma" if answer.good else "could not be deleted at Luma"
        says = f"generation {request_id} {done}; Luma does not say whether it is still paid"
        return JobStop(says=says, over=answer.good)

    def _request(self, method: str, request_id: str) -> Request:
        url = f"{self.address}/generations/{checked_id(request_id, host=_NAME)}"
        return Request(method=method, url=url)

    def _addresses(self) -> dict[str, str]:
        body = body_of(self.call)
        found: dict[str, str] = {}
        for field, name in (("media", "media.mp4"), ("first_frame", "first_frame.png")):
            place = body.get(field)
            url = place.get("url") if isinstance(place, dict) else None
            if isinstance(url, str):
                found[name] = url
        return found

    def _check_same(self, name: str, url: str) -> None:
        """Refuse an address that holds another file than the one that was encoded."""
        doing = f"looking at the address of {name}"
        request = Request(method="GET", url=url, most_bytes=_MOST_BYTES)
        answer = self.link.ask(request, doing=doing, over=True)
        remedy = f"upload {name} of the dry run; {NOT_PAID}"
        self.link.check(answer, doing=doing, remedy=remedy, over=True)
        there, wanted = (
            hashlib.sha256(d).hexdigest() for d in (answer.body, self.call.files[name])
        )
        if there != wanted:
            raise CallError(
                f"the address of {name} holds another file: sha256 {there[:8]}, not {wanted[:8]}",
                f"upload {name} of the dry run unchanged; {NOT_PAID}",
                over=True,
            )


@functools.cache
def _refused(name: str) -> JsonData:
    setting = "video_url" if name.endswith(".mp4") else "first_frame_url"
    raise CallError(
        f"Luma takes files only from a public https address, and {name} has none; {NOT_PAID}",
        f"write it with --dry-run, put it online, and give --set {setting}=ADDRESS",
        over=True,
    )


def deliver_luma(
    call: ShaderCall, *, address: str, origin: str, access: HostAccess, session: CallSession
) -> Delivered:
    """Run a call at Luma and return its video.

    Raises:
        CallError: It failed; says whether it may be paid.
        CallCancelledError: A person stopped it.
        MissingExtraError: httpx is not installed; nothing was sent.
    """
    terms = HostTerms(
        name=_NAME,
        key_variable="LUMAAI_API_KEY",
        origins=(origin,),
        poll=PollRule(every_s=3.0),
    )
    return deliver(
        terms,
        lambda link: LumaJob(call=call, link=link, address=address),
        access=access,
        session=session,
        model=str(body_of(call).get("model")),
    )
