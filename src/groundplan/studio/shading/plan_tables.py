"""A plan as people read it: what is sent, how the shot was made to fit, and what is not held."""

from groundplan.shader.intents import IntentVerdict
from groundplan.shader.plan import ShadePlan
from groundplan.studio.overview import Table

__all__ = ["plan_tables"]


def plan_tables(plan: ShadePlan) -> tuple[Table, ...]:
    """Return the tables of a plan; empty ones have no rows."""
    return (
        Table(title=f"Plan for {plan.backend}", headers=("what", "value"), rows=_values(plan)),
        Table(
            title="Made to fit",
            headers=("what", "was", "becomes", "rule"),
            rows=tuple((c.what, c.was, c.becomes, c.rule) for c in plan.conformed),
        ),
        Table(
            title="Intents",
            headers=("intent", "in the blueprint", "how it is sent", "otherwise"),
            rows=tuple(_intent(one) for one in plan.intents),
        ),
        Table(
            title="Too long for the prompt",
            headers=("left out",),
            rows=tuple((phrase,) for phrase in plan.prompt_left_out),
        ),
    )


def _values(plan: ShadePlan) -> tuple[tuple[str, str], ...]:
    width, height = plan.size_px
    clip = f"{width}x{height}, {plan.frame_count} frames at {plan.fps} frames/s"
    cost = "" if plan.cost is None else f"{plan.cost.amount:.2f} {plan.cost.currency}"
    rows = [
        ("controls", ", ".join(plan.controls)),
        ("clip", clip),
        ("calls", str(len(plan.windows))),
        ("look", plan.look),
        ("prompt", plan.prompt),
        ("negative", plan.negative),
        ("seed", str(plan.seed)),
        ("cost, about", f"{cost} ({plan.cost.basis})" if plan.cost else ""),
    ]
    return tuple(row for row in rows if row[1])


def _intent(one: IntentVerdict) -> tuple[str, str, str, str]:
    sent = f"{one.honour} ({', '.join(one.via)})" if one.via else one.honour
    return one.name.replace("_", " "), one.says, sent, one.fallback
