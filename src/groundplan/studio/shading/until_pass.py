"""Draw a shot again with other seeds until a judge says pass, within calls and money."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Final

from groundplan.errors import CallCancelledError, InputError
from groundplan.footage.acceptance.stopping import highest_rate
from groundplan.footage.calls import CallRow, Judgement
from groundplan.footage.ledger import Ledger
from groundplan.passes.pack import ControlPack
from groundplan.shader.plan import ShadePlan
from groundplan.shader.port import CallSession, Shader
from groundplan.studio.shading.calling import window_cost
from groundplan.studio.shading.running import (
    Shaded,
    pack_hash_of,
    run_plan,
    sent_as_now,
    windows_to_call,
)
from groundplan.studio.shading.series_calls import keys_called, taken

__all__ = ["Judge", "Limits", "Reroll", "Series", "draw_until_pass"]

Judge = Callable[[Path, str], Judgement]
"""Looks at a clip of a shot (by its id) and says yes or no."""

_ROUNDING: Final = 1e-9
"""Of sums of money that are held against a limit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How far to go; both hold for the whole series, however often the command is given."""

    max_calls: int
    """For a shot, every window of a clip counting as one."""
    max_cost: float | None = None
    """In the currency of the plan; None: nothing is paid.

    What a host did not state counts as estimated, for failed calls too: they may be billed."""

    def __post_init__(self) -> None:
        """Refuse what would not end.

        Raises:
            InputError: There is less than one call, or money is negative, endless or no number.
        """
        if self.max_calls < 1:
            raise InputError(f"--max-calls {self.max_calls}", "give 1 or more")
        if self.max_cost is not None and not 0 <= self.max_cost < math.inf:
            raise InputError(f"--max-cost {self.max_cost}", "give an amount of money")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reroll:
    """What a series is drawn by."""

    judge: Judge
    limits: Limits
    first_seed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """The draws of one shot from its first seed on."""

    passed: bool
    says: str
    """Why it ended, in a line."""
    plan: ShadePlan
    """Of `shaded`, else of the draw that was not made."""
    shaded: Shaded | None
    """The clip that passed, else the last that was looked at; None: there is none here."""
    draws: int
    calls: int
    cost: float
    cannot_tell: int
    """Clips of which the judge could not tell: they count as not passed."""

    def as_json(self) -> dict[str, object]:
        """Return how it went as JSON data, without plan and clip."""
        return {
            "passed": self.passed, "says": self.says, "draws": self.draws, "calls": self.calls,
            "cost": self.cost, "cannot_tell": self.cannot_tell,
        }  # fmt: skip


def draw_until_pass(
    shader: Shader,
    plan_of: Callable[[int], ShadePlan],
    pack: ControlPack,
    *,
    ledger: Ledger,
    reroll: Reroll,
    session: CallSession | None = None,
) -> Series:
    """Make the clips of `plan_of(seed)` for seed, seed + 1 … until one passes or a limit is met.

    Clips that the ledger has are not made again, and judgements that it has not asked for again:
    given again, the series goes on where it was. A person's word counts as the judge's.

    Raises:
        InputError: A limit is missing.
        CallError: A call failed: given again, the series goes on there.
        CallCancelledError: A person stopped it.
        GroundplanError: The judge can't look, or something can't be written.
    """
    known = keys_called(plan_of, pack_hash_of(pack), ledger=ledger, first_seed=reroll.first_seed)
    series = _Series(shader, pack, ledger=ledger, reroll=reroll, known=known)
    for seed in count(reroll.first_seed):
        plan = plan_of(seed)
        refusal = series.refusal(plan)
        if refusal:
            return series.ended(plan, says=refusal)
        judgement = series.draw(plan, session or CallSession())
        if judgement.accepted:
            return series.ended(plan, passed=True, says=f"seed {plan.seed} passes")
        if series.repeats:
            return series.ended(plan, says=series.repeats)
        if session is not None and session.cancelled():
            raise CallCancelledError("stopped between two calls", "give it again to go on")
    raise AssertionError  # pragma: no cover  (seeds do not end)


class _Series:
    """What is known of the draws so far."""

    def __init__(
        self,
        shader: Shader,
        pack: ControlPack,
        *,
        ledger: Ledger,
        reroll: Reroll,
        known: frozenset[str],
    ) -> None:
        self._shader, self._pack, self._ledger = shader, pack, ledger
        self._limits, self._judge = reroll.limits, reroll.judge
        self._pack_hash = pack_hash_of(pack)
        self._keys = set(known)
        self._said: list[Judgement] = []
        self._shaded: Shaded | None = None
        self._filmed: ShadePlan | None = None
        self._outputs: tuple[str, ...] = ()
        self.repeats = ""
        """Why another seed would not help; empty: it may."""

    def refusal(self, plan: ShadePlan) -> str:
        """Return why the draw of a plan can't be made within the limits; empty: it can."""
        if plan.cost is not None and self._limits.max_cost is None:
            raise InputError(
                f"{plan.backend} costs {plan.cost.amount:.2f} {plan.cost.currency} a clip",
                "say with --max-cost how much may be spent",
            )
        self._keys.add(plan.key(self._pack_hash))
        missing = windows_to_call(self._shader, plan, self._pack, latest=self._latest(plan))
        calls, cost = taken(self._ledger, plan.shot, self._keys)
        if not missing:
            return ""
        if calls + len(missing) > self._limits.max_calls:
            takes = f"the next takes {len(missing)} calls" if len(missing) > 1 else ""
            more = f"--max-calls {self._limits.max_calls} allows no other clip"
            return "; ".join(filter(None, (self._tally(), takes, more)))
        more = sum(window_cost(plan, window) or 0.0 for window in missing)
        most = self._limits.max_cost
        if plan.cost is not None and most is not None and cost + more > most + _ROUNDING:
            return (
                f"{self._tally()}; {cost:.2f} {plan.cost.currency} of --max-cost {most:g} are "
                f"spent, and the next clip costs {more:.2f}"
            )
        return ""

    def draw(self, plan: ShadePlan, session: CallSession) -> Judgement:
        """Make the clip of a plan, or find it, and return what is said of it."""
        rows = self._rejected_before(plan)
        if not rows:
            self._shaded = run_plan(
                self._shader, plan, self._pack, ledger=self._ledger, session=session
            )
            self._filmed, rows = plan, self._shaded.rows
        judgement = rows[-1].judgement
        if judgement is None and self._shaded is not None:
            judgement = self._judge(self._shaded.clip, plan.shot)
            for row in rows:
                self._ledger.judged(row.id, judgement)
        assert judgement is not None  # noqa: S101  (one of the two is there)
        self._said.append(judgement)
        self._note_repeats(plan, tuple(row.output_hash for row in rows))
        return judgement

    def ended(self, plan: ShadePlan, *, says: str, passed: bool = False) -> Series:
        """Return the series as it stands."""
        calls, cost = taken(self._ledger, plan.shot, self._keys)
        return Series(
            passed=passed,
            says=says,
            plan=self._filmed or plan,
            shaded=self._shaded,
            draws=len(self._said),
            calls=calls,
            cost=cost,
            cannot_tell=sum(one.verdict == "cannot_tell" for one in self._said),
        )

    def _rejected_before(self, plan: ShadePlan) -> tuple[CallRow, ...]:
        """Return the calls of a clip that was rejected, be it there still or not; none: make it."""
        latest = self._latest(plan)
        rows = tuple(row for row in latest if row is not None and row.state == "done")
        if len(rows) < len(latest) or any(
            row.judgement is None or row.judgement.accepted for row in rows
        ):
            return ()
        same = sent_as_now(self._shader, plan, self._pack, rows=rows)
        return rows if same else ()

    def _latest(self, plan: ShadePlan) -> list[CallRow | None]:
        key = plan.key(self._pack_hash)
        return [self._ledger.latest(key, window) for window in range(len(plan.windows))]

    def _note_repeats(self, plan: ShadePlan, outputs: tuple[str, ...]) -> None:
        claims = self._shader.capabilities
        if not claims.seed_changes_take:
            self.repeats = (
                f"{self._tally()}; {claims.name} gives the same take for every seed: change the "
                "plan, the look or the backend"
            )
        elif outputs == self._outputs:
            self.repeats = (
                f"{self._tally()}; seed {plan.seed} gave the same as the one before: "
                "change the plan or the backend"
            )
        self._outputs = outputs

    def _tally(self) -> str:
        """Return how it went so far, and what that proves."""
        clips = len(self._said)
        if not clips:
            return "no clip was made"
        rate = highest_rate(clips)
        unclear = sum(one.verdict == "cannot_tell" for one in self._said)
        note = f" ({unclear} of them the judge can't tell)" if unclear else ""
        return (
            f"none of {clips} clip{'s' if clips > 1 else ''} passes{note}: at most "
            f"{100 * rate:.0f} % do (95 %), so that a pass takes {1 / rate:.1f} or more"
        )
