"""Which shapes hands take in which action, as data."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from groundplan.motion.actions.spec import Action

__all__ = ["with_shapes"]

_BOTH: Final[Mapping[str, str]] = MappingProxyType(
    {
        "open": "arms_up stretch hug be_hugged jumping_jack dance catch float",
        "flat": "clap push pray cry crawl push_up swim pet touch lie_on_front fall lean "
        "hands_on_hips kiss dance_together comfort wipe lift carry pick_up_with_both_hands",
        "fist": "cheer fight punch block knock jump lunge",
        "cup": "shrug talk argue juggle receive show use_phone sit_on_floor",
        "clasp": "climb cross_arms",
        "pinch": "meditate",
        "type": "type play_piano",
    }
)
_RIGHT: Final[Mapping[str, str]] = MappingProxyType(
    {
        "open": "wave high_five slap yoga",
        "flat": "salute whisper scratch_head beckon laugh",
        "point": "point press_button argue",
        "clasp": "shake_hands think",
        "pinch": "write eat smoke turn_key conduct paint",
        "thumb_up": "thumbs_up",
    }
)
"""Over what both hands do."""


def _by_action(table: Mapping[str, str]) -> dict[str, str]:
    return {name: shape for shape, names in table.items() for name in names.split()}


_SHAPE: Final = _by_action(_BOTH)
_RIGHT_SHAPE: Final = _by_action(_RIGHT)


def with_shapes(action: Action) -> Action:
    """Return an action with the shapes of its hands."""
    both = _SHAPE.get(action.name, "")
    return replace(action, left_shape=both, right_shape=_RIGHT_SHAPE.get(action.name, both))
