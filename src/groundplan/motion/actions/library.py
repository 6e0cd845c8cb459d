"""All actions by name."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from groundplan.errors import SceneError
from groundplan.motion.actions.faces import FACES
from groundplan.motion.actions.gestures import GESTURES
from groundplan.motion.actions.hand_shapes import with_shapes
from groundplan.motion.actions.hands import HANDS
from groundplan.motion.actions.locomotion import LOCOMOTION
from groundplan.motion.actions.partners import PARTNERS
from groundplan.motion.actions.postures import POSTURES
from groundplan.motion.actions.spec import Action, mirrored
from groundplan.motion.actions.sport import SPORT
from groundplan.motion.actions.tools import TOOLS

__all__ = ["ACTIONS", "FAMILIES", "action_named"]

FAMILIES: Final[Mapping[str, tuple[Action, ...]]] = MappingProxyType(
    {
        "postures": POSTURES, "gestures": GESTURES, "hands": HANDS, "tools": TOOLS,
        "partners": PARTNERS, "locomotion": LOCOMOTION, "sport": SPORT, "faces": FACES,
    }
)  # fmt: skip
ACTIONS: Final[Mapping[str, Action]] = MappingProxyType(
    {action.name: with_shapes(action) for family in FAMILIES.values() for action in family}
)


def action_named(name: str, *, hand: str = "") -> Action:
    """Return an action; with the left hand it is the mirrored one.

    Raises:
        SceneError: People do nothing of that name.
    """
    found = ACTIONS.get(name)
    if found is None:
        raise SceneError(f"there is no action {name!r}", f"use one of {', '.join(ACTIONS)}")
    return mirrored(found) if hand == "left" else found
