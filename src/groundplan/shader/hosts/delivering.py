"""The whole of a submission to a host: key, job, wait, download."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib.metadata import version

from groundplan.errors import CallError, MissingExtraError
from groundplan.shader.hosts.clock import Backoff, HostClock
from groundplan.shader.hosts.downloads import Fetching, fetch_video, stopped_fetching
from groundplan.shader.hosts.jobs import HostJob, JobState, PollRule, finish_job, start_job
from groundplan.shader.hosts.link import HostLink, open_wire
from groundplan.shader.hosts.received import check_video
from groundplan.shader.hosts.requests import Answer, Failure, Request
from groundplan.shader.hosts.secrets import Secret, find_secret
from groundplan.shader.port import CallSession, Delivered

__all__ = ["HostAccess", "HostTerms", "deliver"]


@dataclass(frozen=True, slots=True, kw_only=True)
class HostTerms:
    """How one host is spoken to."""

    name: str
    """For people."""
    key_variable: str
    origins: tuple[str, ...]
    """The only ones that are shown the key."""
    header: str = "Authorization"
    prefix: str = "Bearer "
    poll: PollRule


@dataclass(frozen=True, slots=True, kw_only=True)
class HostAccess:
    """What a call needs of this machine; tests give their own."""

    clock: HostClock
    environment: Mapping[str, str] = field(repr=False)
    """Holds the keys of all hosts: it is never shown."""
    keyring: Callable[[str], str] | None = None
    backoff: Backoff = field(default_factory=Backoff)

    @classmethod
    def usual(cls) -> "HostAccess":
        """Return the machine's clock, environment and keyring."""
        return cls(clock=HostClock(), environment=os.environ)


def deliver(
    terms: HostTerms,
    job_of: Callable[[HostLink], HostJob],
    *,
    access: HostAccess,
    session: CallSession,
    model: str,
) -> Delivered:
    """Submit (or resume) a job and return its video.

    Raises:
        CallError: It failed; says whether it may be paid.
        CallCancelledError: A person stopped it.
        MissingExtraError: httpx is not installed; nothing was sent.
    """
    try:
        secret = find_secret(
            terms.key_variable,
            host=terms.name,
            over=not session.resume,
            environment=access.environment,
            keyring=access.keyring,
        )
        wire = open_wire(access.clock.now, session.cancelled)
    except MissingExtraError as error:
        if session.resume:  # what was paid before waits for it
            raise CallError(error.problem, error.remedy, over=False) from error
        raise
    with wire:
        link = _link(terms, access, secret=secret, send=wire.send, cancelled=session.cancelled)
        request_id, done, video = _made(
            job_of(link), link, send=wire.send, session=session, rule=terms.poll
        )
    return Delivered(
        video=video,
        request_id=request_id,
        weights={"model": model},
        libraries={"httpx": version("httpx")},
        device=terms.name,
        cost=done.cost,
    )


def _made(
    job: HostJob, link: HostLink, *, send: Fetching, session: CallSession, rule: PollRule
) -> tuple[str, JobState, bytes]:
    host = link.host
    request_id = start_job(job, host=host, session=session)
    done = finish_job(job, request_id, link=link, session=session, rule=rule)
    try:
        video = fetch_video(link, _address_of(job, request_id, done), send=send)
    except KeyboardInterrupt:
        raise stopped_fetching(host) from None
    check_video(video, host=host)
    return request_id, done, video


def _link(
    terms: HostTerms,
    access: HostAccess,
    *,
    secret: Secret,
    send: Callable[[Request], Answer | Failure],
    cancelled: Callable[[], bool],
) -> HostLink:
    return HostLink(
        host=terms.name,
        origins=terms.origins,
        header=terms.header,
        prefix=terms.prefix,
        secret=secret,
        send=send,
        clock=access.clock,
        backoff=access.backoff,
        cancelled=cancelled,
    )


def _address_of(job: HostJob, request_id: str, done: JobState) -> Callable[[], str]:
    """Return a way to the video's address: the known one first, then a fresh one each time."""
    known = [done.video_url]
    return lambda: known.pop() if known else job.state(request_id).video_url
