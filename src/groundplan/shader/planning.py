"""From a brief and a wish to a plan, by what a backend claims: the same steps for every backend."""

from typing import Final

from groundplan.errors import PlanError
from groundplan.shader.brief import ShotBrief
from groundplan.shader.capabilities import Capabilities
from groundplan.shader.carrying import carriers
from groundplan.shader.chosen import chosen_controls, chosen_options, keyframes_of, references_of
from groundplan.shader.fitting import Fitted, fitted
from groundplan.shader.honouring import verdicts
from groundplan.shader.intents import Control, IntentName
from groundplan.shader.plan import CostEstimate, ShadePlan
from groundplan.shader.prompt.compile import CompiledPrompt, compile_prompt
from groundplan.shader.wish import ShadeWish
from groundplan.units import SUBFRAMES_PER_FRAME

__all__ = ["plan_for"]

_LIMITS: Final[dict[str, tuple[int, int]]] = {
    "seed": (0, (1 << 32) - 1),
    "strength": (0, 2),
    "guidance": (0, 100),
    "steps": (1, 1000),
    "handle_frames": (0, 1000),
}
"""Least and most of the numbers of a wish; those of one model may be closer."""


def plan_for(capabilities: Capabilities, brief: ShotBrief, wish: ShadeWish) -> ShadePlan:
    """Return the plan of a backend that has no rules beyond its capabilities. Pure.

    Raises:
        PlanError: The shot and the model do not go together; the message has the nearest right
            value. With `wish.strict`: an intent is ignored or left to words.
    """
    _check(capabilities, wish)
    controls = chosen_controls(capabilities, brief, wish)
    fit = fitted(capabilities, brief, wish)
    via: dict[IntentName, tuple[Control, ...]] = {
        one.name: carriers(one, controls, capabilities=capabilities, wish=wish)
        for one in brief.intents
    }
    shown: frozenset[IntentName] = frozenset(name for name, told in via.items() if told)
    prompt = _prompt(capabilities, brief, wish, shown=shown)
    plan = ShadePlan(
        backend=capabilities.name,
        capabilities_version=capabilities.version,
        world_hash=brief.world_hash,
        shot=brief.shot,
        controls=controls,
        size_px=fit.size_px,
        rate=(fit.rate.numerator, fit.rate.denominator),
        frame_count=fit.frame_count,
        lead_frames=fit.lead_frames,
        shot_frame_count=fit.shot_frame_count,
        start_time=brief.first - SUBFRAMES_PER_FRAME * fit.lead_frames,
        windows=fit.windows,
        seed=wish.seed,
        steps=wish.steps,
        guidance=wish.guidance,
        strength=wish.strength,
        depth_of_field=wish.depth_of_field,
        look=wish.look or next(iter(capabilities.looks), ""),
        prompt=prompt.positive,
        negative=wish.negative or prompt.negative,
        prompt_left_out=prompt.left_out,
        references=references_of(capabilities, wish),
        keyframes=keyframes_of(capabilities, wish, frame_count=fit.frame_count),
        options=chosen_options(capabilities, wish),
        conformed=fit.conformed,
        intents=verdicts(brief.intents, via=via, said=prompt.said, capabilities=capabilities),
        cost=_cost(capabilities, fit),
    )
    if wish.strict:
        _refuse_unheard(plan)
    return plan


def _check(capabilities: Capabilities, wish: ShadeWish) -> None:
    for name, (least, most) in _LIMITS.items():
        value = getattr(wish, name)
        # Written so that what is no number is refused too.
        if value is not None and not least <= value <= most:
            raise PlanError(f"{name.replace('_', ' ')} {value}", f"give {least} to {most}")
    if wish.look and wish.look not in capabilities.looks:
        known = ", ".join(capabilities.looks) or "no looks: say it in the prompt"
        raise PlanError(f"{capabilities.name} has no look {wish.look!r}", f"it has {known}")
    if wish.prompt and capabilities.prompt.dialect == "none":
        raise PlanError(f"{capabilities.name} reads no prompt", "leave --prompt out, choose a look")
    if wish.negative and not capabilities.prompt.negative:
        raise PlanError(f"{capabilities.name} reads no negative prompt", "leave it out")


def _prompt(
    capabilities: Capabilities, brief: ShotBrief, wish: ShadeWish, *, shown: frozenset[IntentName]
) -> CompiledPrompt:
    if wish.prompt:
        # A prompt of one's own takes the place of all that we would say, but for what to avoid.
        most = capabilities.prompt.most_characters
        if len(wish.prompt) > most:
            raise PlanError(
                f"a prompt of {len(wish.prompt)} characters", f"{capabilities.name} reads {most}"
            )
        usual = compile_prompt(brief.words, capabilities.prompt, shown=frozenset(), say=())
        return CompiledPrompt(positive=wish.prompt, negative=usual.negative)
    untold = tuple(one for one in brief.intents if one.name not in shown and one.words)
    return compile_prompt(brief.words, capabilities.prompt, shown=shown, say=untold)


def _cost(capabilities: Capabilities, fit: Fitted) -> CostEstimate | None:
    price = capabilities.price
    if price is None:
        return None
    calls, frames = len(fit.windows), sum(window.count for window in fit.windows)
    seconds = float(frames / fit.rate)
    amount = price.amount * (seconds if price.per == "second" else calls)
    many = f"{seconds:.3f} s" if price.per == "second" else f"{calls} calls"
    basis = f"{price.amount:g} {price.currency} per {price.per}, {many}"
    read = f", price read on {price.read_on}" if price.read_on else ""
    return CostEstimate(amount=round(amount, 6), currency=price.currency, basis=basis + read)


def _refuse_unheard(plan: ShadePlan) -> None:
    unheard = plan.unheard
    if unheard:
        named = "; ".join(f"{one.name} ({one.says}) is {_fate(one.honour)}" for one in unheard)
        first = unheard[0].fallback
        raise PlanError(f"{plan.backend} does not hold the plan: {named}", first)


def _fate(honour: str) -> str:
    return "only words" if honour == "words" else "ignored"
