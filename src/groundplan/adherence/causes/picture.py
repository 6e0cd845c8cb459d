"""What is wrong with light and picture, from the checks alone."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from groundplan.adherence.verdict import Cause, Check

__all__ = ["picture_causes"]

_FROZEN: Final = "picture.frozen/1"
_STUTTER: Final = "picture.stutter_pct/1"
_WORDS: Final[Mapping[str, tuple[str, Callable[[float], str]]]] = {
    "layout.extra_pct/1": (
        "subject.extra",
        lambda value: f"something that was not planned fills {value:.1f} % of the picture",
    ),
    "light.exposure_stops/2": (
        "light.exposure", lambda value: f"exposure drifts by {value:.2f} stops",
    ),
    "flicker.luma/2": ("picture.flicker", lambda value: f"the picture flickers by {value:.1f}/255"),
    "light.cct_mired/2": (
        "light.colour", lambda value: f"the light's colour drifts by {value:.0f} mired",
    ),
    "light.inverted/1": (
        "light.inverted",
        lambda value: f"tones are inverted, as in a negative (correlation {-value:.2f})",
    ),
    _FROZEN: (
        "picture.frozen", lambda value: f"{value:.0f} frames in a row do not change",
    ),
    _STUTTER: (
        "picture.stutter",
        lambda value: f"the clip stutters: {value:.0f} % of its frames only repeat the one before",
    ),
    "picture.cuts/1": (
        "picture.cut", lambda value: f"the clip cuts {value:.0f} times where the plan does not",
    ),
}  # fmt: skip


def picture_causes(failed: Sequence[Check]) -> list[Cause]:
    """Return a cause for each failed check of light or picture; who is frozen does not stutter."""
    found: list[Cause] = []
    frozen = any(one.definition == _FROZEN for one in failed)
    for one in failed:
        if frozen and one.definition == _STUTTER:
            continue
        if one.definition in _WORDS and one.value is not None and not one.subject:
            code, words = _WORDS[one.definition]
            found.append(Cause(code=code, says=words(one.value), frames=one.frames))
    return found
