"""`groundplan shade --until-pass`: the shots of a project, each drawn until it passes."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from groundplan.errors import InputError
from groundplan.footage.ledger import Ledger
from groundplan.scene.library import Library
from groundplan.shader.briefing import brief_of
from groundplan.shader.plan import ShadePlan
from groundplan.shader.port import CallSession
from groundplan.studio.project import Project
from groundplan.studio.registry import shader
from groundplan.studio.shading.availability import check_ready
from groundplan.studio.shading.control_takes import control_take
from groundplan.studio.shading.interrupts import interruptible
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

    Calls are limited for each shot, money for all of them together. Every shot is planned before
    the first is rendered or paid.

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
    done: list[Series] = []
    with (
        interruptible() as cancelled,
        Ledger(project.folder, clock=lambda: datetime.now(UTC)) as ledger,
    ):
        for shot in shots:
            series = draw_until_pass(
                backend,
                lambda seed, shot=shot: plan_of(shot, seed),
                control_take(project, first[shot], how=order.how, progress=progress),
                ledger=ledger,
                reroll=replace(reroll, limits=_left(reroll.limits, done)),
                session=CallSession(progress=progress, cancelled=cancelled),
            )
            done.append(series)
    return tuple(_footage(one, order) for one in done)


def _left(limits: Limits, done: list[Series]) -> Limits:
    """Return the limits of the next shot: what the shots before it took is gone."""
    if limits.max_cost is None:
        return limits
    spent = sum(one.cost for one in done)
    return replace(limits, max_cost=max(limits.max_cost - spent, 0.0))


def _footage(series: Series, order: ShadeOrder) -> ShotFootage:
    """Return the clip that passed, or the last one; only what passed is signed."""
    if series.shaded is None:
        footage = ShotFootage(plan=series.plan, files=())
    else:
        signing = order.signing if series.passed else None
        footage = footage_of(series.plan, series.shaded, signing=signing)
    return replace(footage, notes=(*footage.notes, series.says), until_pass=series)
