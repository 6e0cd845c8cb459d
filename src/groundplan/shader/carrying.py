"""Which of the controls that are sent really tell of an intent, in one plan."""

from collections.abc import Sequence

from groundplan.shader.capabilities import Capabilities
from groundplan.shader.intents import CARRIED, Control, ShotIntent
from groundplan.shader.wish import ShadeWish

__all__ = ["carriers"]


def carriers(
    intent: ShotIntent,
    controls: Sequence[Control],
    *,
    capabilities: Capabilities,
    wish: ShadeWish,
) -> tuple[Control, ...]:
    """Return the controls from which a model can read an intent, in their order.

    * At no strength a control that strength weakens tells nothing.
    * Focus shows only where the previz is rendered with depth of field.
    * A person's own keyframe shows a person's picture, and nothing of the blueprint.
    * References tell of identity where each of whom it is about has one.
    * A look of the backend tells of a style that is called so.
    """
    return tuple(
        control
        for control in controls
        if intent.name in CARRIED[control]
        and _tells(control, intent, capabilities=capabilities, wish=wish)
    )


def _tells(
    control: Control, intent: ShotIntent, *, capabilities: Capabilities, wish: ShadeWish
) -> bool:
    if wish.strength == 0 and control in capabilities.weakened:
        return False
    if intent.name == "focus":
        return wish.depth_of_field
    if control == "keyframe":
        return not wish.keyframes or any(one.picture is None for one in wish.keyframes)
    if control == "reference":
        shown = {one.entity for one in wish.references}
        return set(intent.entities) <= shown or ("" in shown and len(intent.entities) < 2)
    if control == "look":
        look = wish.look or next(iter(capabilities.looks), "")
        return look in intent.says.lower()
    return True
