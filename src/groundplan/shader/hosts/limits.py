"""What a host does not take, refused while planning: nothing is clamped and nothing is dropped."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from groundplan.errors import PlanError
from groundplan.shader.plan import CostEstimate, ShadePlan
from groundplan.shader.wish import ShadeWish

__all__ = ["check_choices", "check_keyframe_count", "check_numbers", "check_words", "priced"]


def check_numbers(
    wish: ShadeWish,
    *,
    name: str,
    steps: tuple[int, int] | None = None,
    guidance: tuple[float, float] | None = None,
    strength: str = "",
) -> None:
    """Refuse steps, guidance and strength that a host does not take.

    Limits are ends included; None: it has no such setting. `strength` says what to do instead of
    one.

    Raises:
        PlanError: A number is outside, or has no place.
    """
    for what, value, limits in (
        ("steps", wish.steps, steps),
        ("guidance", wish.guidance, guidance),
    ):
        if value is None:
            continue
        if limits is None:
            raise PlanError(f"{name} has no {what} to set", f"leave {what} out")
        low, high = limits
        if not low <= value <= high:
            raise PlanError(f"{what} of {value:g} for {name}", f"give {low:g} to {high:g}")
    if wish.strength is not None:
        raise PlanError(f"{name} has no strength to set", strength or "leave strength out")


def check_choices(plan: ShadePlan, choices: Mapping[str, Sequence[str]]) -> None:
    """Refuse settings that are none of their values.

    Raises:
        PlanError: One is not; says which there are.
    """
    for option, values in choices.items():
        value = plan.options.get(option, "")
        if value not in values:
            raise PlanError(
                f"{option}={value[:60]} for {plan.backend}", f"give {', '.join(values)}"
            )


def check_keyframe_count(plan: ShadePlan, most: int) -> None:
    """Refuse more keyframes than a call takes.

    Raises:
        PlanError: A window has more.
    """
    for window in plan.windows:
        last = window.first + window.count
        count = sum(window.first <= one.frame < last for one in plan.keyframes)
        count += 1 if window.anchored else 0
        if count > most:
            raise PlanError(
                f"{count} keyframes in one call of {plan.backend}", f"give at most {most}"
            )


def check_words(plan: ShadePlan) -> None:
    """Refuse a call without a prompt where the host needs one.

    Raises:
        PlanError: There is none.
    """
    if not plan.prompt.strip():
        raise PlanError(
            f"{plan.backend} needs a prompt, and the shot has no words", "give --prompt"
        )


def priced(plan: ShadePlan, amount: float, *, basis: str) -> ShadePlan:
    """Return the plan with another cost, in USD."""
    cost = CostEstimate(amount=round(amount, 6), currency="USD", basis=basis)
    return replace(plan, cost=cost)
