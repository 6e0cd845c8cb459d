"""The looks that the network was trained to give, in the order of its input."""

from typing import Final, Literal, get_args

from groundplan.errors import PlanError

__all__ = ["LOOK_NAMES", "LookName", "look_named"]

LookName = Literal["clay", "ink", "watercolour", "film"]
LOOK_NAMES: Final[tuple[LookName, ...]] = get_args(LookName)


def look_named(name: str) -> LookName:
    """Return a look by name.

    Raises:
        PlanError: There is no such look.
    """
    for look in LOOK_NAMES:
        if look == name:
            return look
    raise PlanError(f"there is no look {name!r}", f"choose one of: {', '.join(LOOK_NAMES)}")
