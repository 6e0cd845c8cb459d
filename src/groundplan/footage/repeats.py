"""What to do about a call that the ledger knows already: so that none is lost, or paid twice."""

from dataclasses import dataclass
from typing import Literal

from groundplan.errors import CallError
from groundplan.footage.calls import CallRow

__all__ = ["NextStep", "next_step"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """run: make the call. resume: fetch it by its request id. reuse: it is done."""

    action: Literal["run", "resume", "reuse"]
    row: CallRow | None = None
    """To resume, or to reuse."""
    closes: CallRow | None = None
    """A row that is over since its process ended, and does not say so yet."""


_RUN = NextStep(action="run")


def next_step(
    latest: CallRow | None, *, call_hash: str, kept: bool, again: bool = False
) -> NextStep:
    """Return what to do about a call whose last row is `latest`. Pure.

    Nobody else may be making the call: whoever asks holds the shot. `call_hash` is of what would be
    sent now; `kept` says whether what came back is still on disk, unchanged; with `again` a person
    wants a new call whatever became of the last one.

    * never made, or over (failed, cancelled): run.
    * done: reuse; fetch again what was lost on disk, if a host made it; run if what is sent has
      changed since.
    * a host has it (submitted): resume.
    * its process ended before a request id came: run if nothing is paid, else refuse.

    Raises:
        CallError: The last call may have been paid and can't be fetched by itself.
    """
    if latest is None or latest.state in {"failed", "cancelled"}:
        return _RUN
    if latest.state == "planned" or (again and latest.state != "done"):
        return NextStep(action="run", closes=latest)
    if again:
        return _RUN
    same = latest.call.call_hash == call_hash
    if latest.state == "done":
        return _after_result(latest, same=same, kept=kept)
    if latest.state == "submitted" and latest.request_id and same:
        return NextStep(action="resume", row=latest)
    if not latest.paid:
        return NextStep(action="run", closes=latest)
    raise _unclear(latest, same=same)


def _after_result(latest: CallRow, *, same: bool, kept: bool) -> NextStep:
    if not same:
        return _RUN
    if kept:
        return NextStep(action="reuse", row=latest)
    if latest.request_id:
        return NextStep(action="resume", row=latest)
    if not latest.paid:
        return _RUN
    raise CallError(
        f"what call {latest.id} gave is gone from the project, and it was paid",
        f"bring it back, or make a new call of {latest.call.backend} with --again",
        over=True,
    )


def _unclear(latest: CallRow, *, same: bool) -> CallError:
    backend, told = latest.call.backend, f" ({latest.error})" if latest.error else ""
    if latest.state == "submitted" and not same:
        return CallError(
            f"call {latest.id} is still at {backend} under {latest.request_id}, and what would be "
            f"sent now is not what was sent then",
            "bring back the pictures and settings of then to fetch it, or make a new call with "
            "--again",
            over=False,
        )
    return CallError(
        f"call {latest.id} of {backend} may have been made and paid: it ended while it was being "
        f"sent{told}",
        f"look at {backend} for it; --again makes a new one",
        over=False,
    )
