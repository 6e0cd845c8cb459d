"""One call of a shader, through the ledger: written down, sent, told of, kept."""

from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Final

from groundplan.errors import (
    CallCancelledError,
    CallError,
    GroundplanError,
    MissingExtraError,
    OutputError,
    PlanError,
    StoreError,
)
from groundplan.footage.calls import CallRow, MadeBy, NewCall, Result
from groundplan.footage.ledger import Ledger
from groundplan.footage.parts import Part, keep_part, kept_part
from groundplan.footage.repeats import next_step
from groundplan.shader.call import ShaderCall
from groundplan.shader.plan import ShadePlan
from groundplan.shader.port import CallSession, Delivered, Shader
from groundplan.shader.windows import frames_delivered
from groundplan.world.canonical import digest

__all__ = ["PARTS", "Caller", "kept_of", "sent_hash", "window_cost"]

PARTS: Final = "parts"
"""Folder beside the clips of a shot with what calls gave for a clip that is not finished."""

_IN_FLIGHT: Final = frozenset({"sending", "submitted"})


def sent_hash(call: ShaderCall) -> str:
    """Return the sha256 of all that a call sends."""
    return digest(call.hashes())


def window_cost(plan: ShadePlan, window: int) -> float | None:
    """Return what one call of a plan will cost, in the plan's currency; None: nothing is paid."""
    if plan.cost is None:
        return None
    share = plan.windows[window].count / sum(one.count for one in plan.windows)
    return round(plan.cost.amount * share, 6)


def kept_of(row: CallRow, project: Path) -> Part | None:
    """Return what a call gave, if it is still in the project and unchanged."""
    for name in (row.part, row.clip):
        found = kept_part(project / name, row.output_hash) if name and row.output_hash else None
        if found is not None:
            return found
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Makes the calls of one plan; `send` is what `film_windows` sends them by."""

    shader: Shader
    plan: ShadePlan
    pack_hash: str
    ledger: Ledger
    folder: Path
    """Of the shot's clips."""
    session: CallSession
    fresh: bool
    """New calls for every window, whatever the ledger has."""
    again: bool
    """New calls for windows that may be on their way."""
    rows: dict[int, CallRow] = field(default_factory=dict[int, CallRow])
    """What became of each window."""

    @property
    def key(self) -> str:
        """Return the key of all calls of the plan."""
        return self.plan.key(self.pack_hash)

    def send(self, window: int, call: ShaderCall) -> Delivered:
        """Make a call, go on with it, or return what it gave before.

        Raises:
            CallError: It failed, gave another clip than planned, or may have been paid before.
        """
        sent = sent_hash(call)
        latest = self._latest(window, sent)
        kept = None if latest is None else kept_of(latest, self.ledger.project)
        in_flight = latest is not None and latest.state in _IN_FLIGHT
        step = next_step(
            latest,
            call_hash=sent,
            kept=kept is not None,
            again=self.fresh or (self.again and in_flight),
        )
        if step.closes is not None:
            given_up = "given up for a new call" if self.again else "its process ended before it"
            self.ledger.failed(step.closes.id, given_up)
        if step.action == "reuse" and step.row is not None and kept is not None:
            self.rows[window] = step.row
            return _delivered_before(step.row, kept)
        row = step.row or self.ledger.plan(self._new_call(window, sent))
        if row.call.key != self.key:
            row = self.ledger.taken_over(row.id, self._new_call(window, sent))
        delivered, self.rows[window] = self._made(row, window, call)
        return delivered

    def _latest(self, window: int, sent: str) -> CallRow | None:
        """Return the last row of a window: of its plan, or of another that sends the same.

        A plan's key holds more than is sent: an edit elsewhere in the world changes it, and the
        call that is under way is still the one that would be made now.
        """
        latest = self.ledger.latest(self.key, window)
        same = latest is not None and latest.call.call_hash == sent
        if latest is not None and (latest.state in _IN_FLIGHT or (same and latest.state == "done")):
            return latest
        shot, backend = self.plan.shot, self.plan.backend
        return self.ledger.in_flight(sent, shot=shot, backend=backend) or latest

    def _made(self, row: CallRow, window: int, call: ShaderCall) -> tuple[Delivered, CallRow]:
        if row.request_id:
            self.ledger.submitted(row.id, row.request_id)
        else:
            self.ledger.sending(row.id)
        session = replace(
            self.session,
            progress=self._progress(window),
            submitted=partial(self._submitted, row),
            resume=row.request_id,
        )
        with self._recorded(row):
            delivered = self.shader.submit(call, session=session)
            request_id = delivered.request_id or self.ledger.row(row.id).request_id
            if request_id:
                # Kept before the result is: if that can't be, it is fetched again, not paid again.
                self._submitted(row, request_id)
            part, output_hash = keep_part(
                self.folder / PARTS,
                f"{row.id}",
                Part(frames=delivered.frames, video=delivered.video),
            )
        with self._refused(row, part):
            frames = frames_delivered(delivered, self.plan.windows[window], self.plan.size_px)
        result = Result(
            output_hash=output_hash,
            part=part.relative_to(self.ledger.project).as_posix(),
            made_by=MadeBy(
                weights=delivered.weights, libraries=delivered.libraries, device=delivered.device
            ),
            cost_actual=row.cost_actual if delivered.cost is None else delivered.cost,
            request_id=request_id,
        )
        return replace(delivered, frames=frames), self.ledger.done(row.id, result)

    def _submitted(self, row: CallRow, request_id: str) -> None:
        try:
            self.ledger.submitted(row.id, request_id)
        except (StoreError, OutputError) as error:
            raise CallError(
                f"the host has call {row.id} under {request_id}, and the ledger can't keep that "
                f"({error.problem})",
                "note the id: the result may be fetched at the host",
                over=False,
            ) from error
        self.session.submitted(request_id)

    def _progress(self, window: int) -> Callable[[int, int], None]:
        count = len(self.plan.windows)
        return lambda done, total: self.session.progress(window * total + done, count * total)

    @contextmanager
    def _recorded(self, row: CallRow) -> Generator[None]:
        """Write into the ledger how a call ended that did not end well."""
        try:
            yield
        except BaseException as error:
            at_host = row.paid and bool(self.ledger.row(row.id).request_id)
            over = _over(error, paid=row.paid, at_host=at_host)
            cancelled = isinstance(error, CallCancelledError | KeyboardInterrupt)
            move = self.ledger.cancelled if cancelled else self.ledger.failed
            # Where the ledger can't be written the row stays as a kill leaves it, which is safe.
            with suppress(GroundplanError):
                (move if over else self.ledger.troubled)(row.id, _line(error))
            raise

    @contextmanager
    def _refused(self, row: CallRow, part: Path) -> Generator[None]:
        """Record that what came back can't be used; it is kept, for it may have been paid."""
        try:
            yield
        except CallError as error:
            there = part.relative_to(self.ledger.project).as_posix()
            self.ledger.failed(row.id, f"{error.problem}; what came is kept as {there}")
            raise CallError(error.problem, f"what came is kept as {part}", over=True) from error

    def _new_call(self, window: int, sent: str) -> NewCall:
        plan, cost = self.plan, self.plan.cost
        return NewCall(
            key=self.key,
            window=window,
            call_hash=sent,
            shot=plan.shot,
            world_hash=plan.world_hash,
            pack_hash=self.pack_hash,
            backend=plan.backend,
            capabilities_version=plan.capabilities_version,
            seed=plan.seed,
            steps=plan.steps,
            guidance=plan.guidance,
            prompt_hash=digest([plan.prompt, plan.negative]),
            look=plan.look,
            controls="+".join(plan.controls),
            cost_estimate=window_cost(plan, window),
            currency="" if cost is None else cost.currency,
        )


def _delivered_before(row: CallRow, kept: Part) -> Delivered:
    return Delivered(
        frames=kept.frames,
        video=kept.video,
        request_id=row.request_id,
        weights=row.made_by.weights,
        libraries=row.made_by.libraries,
        device=row.made_by.device,
        cost=row.cost_actual,
    )


def _over(error: BaseException, *, paid: bool, at_host: bool) -> bool:
    """Return whether nothing is left of a call at its host; `at_host`: it has a paid one."""
    if isinstance(error, CallError) and error.over is not None:
        return error.over
    if isinstance(error, CallCancelledError | MissingExtraError | PlanError):
        return not at_host
    return not paid


def _line(error: BaseException) -> str:
    if isinstance(error, GroundplanError):
        return " ".join(str(error).split())
    if isinstance(error, KeyboardInterrupt):
        return "interrupted by a person"
    return " ".join(f"{type(error).__name__}: {error}".split())
