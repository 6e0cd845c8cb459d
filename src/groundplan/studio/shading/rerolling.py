"""`groundplan shade --until-pass`: the shots of a project, each drawn until it passes."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

from groundplan.errors import InputError
from groundplan.footage.ledger import Ledger
from groundplan.passes.pack import ControlPack
from groundplan.scene.library import Library
from groundplan.shader.briefing import brief_of
from groundplan.shader.plan import ShadePlan
from groundplan.shader.port import CallSession
from groundplan.studio.project import Project
from groundplan.studio.registry import shader
from groundplan.studio.shading.availability import check_ready
from groundplan.studio.shading.control_takes import control_take
from groundplan.studio.shading.interrupts import interruptible
from groundplan.studio.shading.running import pack_hash_of
from groundplan.studio.shading.series_calls import keys_called, taken
from groundplan.studio.shading.shooting import ShadeOrder, ShotFootage, footage_of, ordered_shots
from groundplan.studio.shading.until_pass import Judge, Limits, Reroll, Series, draw_until_pass

__all__ = ["reroll_of", "shoot_until_pass"]

Progress = Callable[[int, int], None]


def reroll_of(
    judge: Judge, *, until_pass: bool, max_calls: int | None, max_cost: float | None, seed: int
) -> Reroll | None:
    """Return what a series is drawn by, from what a person types; None: there is none.

    Raises:
        InputError: A limit is missing, or stands alone.
    """
    if not until_pass:
        if max_calls is not None or max_cost is not None:
            raise InputError("--max-calls and --max-cost are of --until-pass", "give it as well")
        return None
    if max_calls is None:
        raise InputError("--until-pass needs an end", "say with --max-calls how often to try")
    limits = Limits(max_calls=max_calls, max_cost=max_cost)
    return Reroll(judge=judge, limits=limits, first_seed=seed)


def shoot_until_pass(
    project: Project, order: ShadeOrder, reroll: Reroll, *, progress: Progress
) -> tuple[ShotFootage, ...]:
    """Film the shots, each with new seeds until the judge accepts one or a limit is met.

    Calls are limited for each shot, money for all of them together, what earlier commands paid for
    the same series included. Every shot is planned and rendered before the first call is paid.

    Raises:
        InputError: The order is for a dry run or for new calls, or a limit is missing.
        PlanError: A shot and the backend do not go together.
        CallError: A call failed; given again, the series goes on there.
    """
    if order.dry_run or order.again:
        raise InputError("--until-pass makes calls, and makes none twice",
                         "leave --dry-run and --again out")  # fmt: skip
    backend = shader(order.backend)
    check_ready(backend.capabilities, order.wish)
    library = Library(project.store.attachment)

    def plan_of(shot: str, seed: int) -> ShadePlan:
        brief = brief_of(project.world, shot, library=library)
        return backend.plan(brief, replace(order.wish, seed=seed))

    shots = ordered_shots(project, order.shot)
    first = {shot: plan_of(shot, reroll.first_seed) for shot in shots}
    packs = {shot: control_take(project, first[shot], how=order.how, progress=progress)
             for shot in shots}  # fmt: skip
    done: dict[str, Series] = {}
    with (
        interruptible() as cancelled,
        Ledger(project.folder, clock=lambda: datetime.now(UTC)) as ledger,
    ):
        paid = {
            shot: _paid_before(shot, partial(plan_of, shot), packs[shot], ledger=ledger,
                               first_seed=reroll.first_seed)
            for shot in shots
        }  # fmt: skip
        for shot in shots:
            others = sum(cost for other, cost in paid.items() if other != shot)
            done[shot] = draw_until_pass(
                backend,
                partial(plan_of, shot),
                packs[shot],
                ledger=ledger,
                reroll=replace(reroll, limits=_left(reroll.limits, others)),
                session=CallSession(progress=progress, cancelled=cancelled),
            )
            paid[shot] = done[shot].cost
    return tuple(_footage(one, order) for one in done.values())


def _paid_before(
    shot: str,
    plan_of: Callable[[int], ShadePlan],
    pack: ControlPack,
    *,
    ledger: Ledger,
    first_seed: int,
) -> float:
    """Return what earlier commands paid for the series of a shot."""
    keys = keys_called(plan_of, pack_hash_of(pack), ledger=ledger, first_seed=first_seed)
    return taken(ledger, shot, keys)[1]


def _left(limits: Limits, others: float) -> Limits:
    """Return the limits of a shot: what the other shots took is gone."""
    if limits.max_cost is None:
        return limits
    return replace(limits, max_cost=max(limits.max_cost - others, 0.0))


def _footage(series: Series, order: ShadeOrder) -> ShotFootage:
    """Return the clip that passed, or the last one; only what passed is signed."""
    if series.shaded is None:
        footage = ShotFootage(plan=series.plan, files=())
    else:
        signing = order.signing if series.passed else None
        footage = footage_of(series.plan, series.shaded, signing=signing)
    return replace(footage, notes=(*footage.notes, series.says), until_pass=series)
