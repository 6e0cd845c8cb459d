"""What words say about turning: who turns, how far, and to which side of its own.

Left is positive, as headings are (+Z towards +X about +Y).
"""

import math
from typing import Final

from groundplan.language.facts import ActionFact

__all__ = ["amount_of", "bend_of", "is_spin", "is_stated", "is_turn", "side_of"]

_TURNS: Final = frozenset({"turn", "turn around", "turn round"})
_SPINS: Final = frozenset({"rotate", "spin", "twirl", "swivel", "pivot", "revolve", "whirl",
                           "spin around", "whirl around", "twirl around"})  # fmt: skip
_ABOUT: Final = frozenset({"turn around", "turn round"})
_TIMES: Final = {"once": 1.0, "twice": 2.0, "thrice": 3.0}
_HEADS: Final = frozenset({"head", "face", "eye", "gaze"})
"""Parts that turn without the body."""
_QUARTER: Final = 0.5 * math.pi
"""How far a turn goes where nothing is said: our engineering default."""


def is_spin(action: ActionFact) -> bool:
    """Return whether the verb goes round and round where nothing else is said."""
    return action.verb in _SPINS


def is_turn(action: ActionFact) -> bool:
    """Return whether the verb turns the body of who does it ("spins a ball" does not)."""
    if action.negated or action.action != "turn" or action.part in _HEADS:
        return False
    return action.verb in _TURNS or (is_spin(action) and not action.object)


def is_stated(action: ActionFact) -> bool:
    """Return whether the words say how far."""
    named = action.verb in _ABOUT or bool(action.object)
    return action.angle_rad is not None or named or bool(set(action.manner) & set(_TIMES))


def bend_of(action: ActionFact) -> float | None:
    """Return how far a way bends for a turn on it [rad]; None where the words bend nothing."""
    if not is_turn(action) or is_spin(action) or action.object:
        return None
    return side_of(action) * amount_of(action)


def side_of(action: ActionFact) -> float:
    """Return 1 for a turn to the left, which is also our default, and -1 to the right."""
    return -1.0 if action.direction == "right" else 1.0


def amount_of(action: ActionFact) -> float:
    """Return how far the words, or our default, let it turn [rad], unsigned."""
    if action.angle_rad is not None and math.isfinite(action.angle_rad):
        return abs(action.angle_rad)
    if action.verb in _ABOUT or action.direction == "backward":
        return math.pi
    times = next((_TIMES[word] for word in action.manner if word in _TIMES), None)
    return _QUARTER if times is None else times * math.tau
