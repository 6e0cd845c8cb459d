"""The joints of a person: body, fingers and eyes, with their parents.

Source:
    Names and tree: VRM 1.0 humanoid (`humanoid.md`).
"""

from typing import Final

__all__ = [
    "BODY_JOINTS", "DIGITS", "HUMAN_JOINTS", "HUMAN_PARENTS", "digit_joints",
]  # fmt: skip

DIGITS: Final = ("Thumb", "Index", "Middle", "Ring", "Little")
"""From the thumb's side of the hand."""
_THUMB: Final = ("Metacarpal", "Proximal", "Distal")
_FINGER: Final = ("Proximal", "Intermediate", "Distal")
_SIDES: Final = ("left", "right")


def digit_joints(side: str, digit: str) -> tuple[str, str, str]:
    """Return the three joints of a finger or thumb, from the palm to the tip."""
    first, second, third = _THUMB if digit == "Thumb" else _FINGER
    stem = f"{side}{digit}"
    return f"{stem}{first}", f"{stem}{second}", f"{stem}{third}"


def _digits(side: str) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for digit in DIGITS:
        first, second, third = digit_joints(side, digit)
        pairs += [(first, f"{side}Hand"), (second, first), (third, second)]
    return pairs


_BODY: Final = (
    ("hips", ""), ("spine", "hips"), ("chest", "spine"), ("upperChest", "chest"),
    ("neck", "upperChest"), ("head", "neck"),
    *(
        joint
        for side in _SIDES
        for joint in (
            (f"{side}Shoulder", "upperChest"), (f"{side}UpperArm", f"{side}Shoulder"),
            (f"{side}LowerArm", f"{side}UpperArm"), (f"{side}Hand", f"{side}LowerArm"),
            (f"{side}UpperLeg", "hips"), (f"{side}LowerLeg", f"{side}UpperLeg"),
            (f"{side}Foot", f"{side}LowerLeg"), (f"{side}Toes", f"{side}Foot"),
        )
    ),
)  # fmt: skip
_TREE: Final = (
    *_BODY,
    *(pair for side in _SIDES for pair in _digits(side)),
    *((f"{side}Eye", "head") for side in _SIDES),
)
BODY_JOINTS: Final = tuple(name for name, _ in _BODY)
"""Without fingers and eyes."""
HUMAN_JOINTS: Final = tuple(name for name, _ in _TREE)
HUMAN_PARENTS: Final = tuple(HUMAN_JOINTS.index(parent) if parent else -1 for _, parent in _TREE)
"""Row of each joint's parent; -1 for the hips."""
