"""Intents: what the director asserts, to be satisfied, checked, and later tested on footage."""

from typing import Literal

from pydantic.dataclasses import dataclass

from groundplan.world.base import CLOSED, EntityId
from groundplan.world.narrative import Span

__all__ = ["BodyPoint", "Intent", "IntentKind"]

IntentKind = Literal[
    "shot_size", "camera_angle", "camera_move", "camera_distance", "focal_length",
    "camera_height", "camera_roll", "camera_pitch", "camera_azimuth", "screen_position", "screen_x",
    "screen_y", "screen_height", "headroom", "lead_room", "staging", "inside_set", "unoccluded",
    "sees_both_eyes", "sharp", "aperture",
    "visible", "distance", "speed", "duration", "relation", "light_side",
    "light_temperature", "light_level", "light_ratio", "light_over_key", "color", "beside",
]  # fmt: skip
"""Of the kinds that frame a picture:

`screen_x`, `screen_y`: where `part` of the subject is, in fractions of the frame from its left and
top edge. `screen_height`: the subject's height over the frame's. `headroom`: from the top of the
head to the upper edge, over the frame's height. `lead_room`: space ahead of where the subject faces
or goes over the space behind it. `camera_height` [m] above the ground, `camera_pitch` (up positive)
and `camera_roll` (clockwise) [rad]; `camera_azimuth`: where the camera stands about the subject, 0
in front of its face, positive to its left [rad]. `staging`: a vocabulary id (`over_shoulder`,
`pov`, `two_shot`, `group`, `profile` …), of `subject` onto `object`, at `side`. `inside_set`: the
camera keeps within `object`, a set. `unoccluded`, `visible`: share of the body (0..1) that is not
hidden, or in frame. `sharp`: depth of field covers `subject`, and all up to `object`.

Of light: `light_ratio` key to fill at the subject's face, `light_level` at the face [lx],
`light_over_key`: stops over the level that the camera is exposed for.
"""

BodyPoint = Literal[
    "", "eyes", "head", "face", "shoulders", "chest", "waist", "hips", "hands", "feet", "body",
]  # fmt: skip
"""Empty: what a kind is about by itself; `body`: the middle of all of it as it is seen."""


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class Intent:
    """One assertion with its tolerance."""

    kind: IntentKind
    subject: EntityId | None = None
    object: EntityId | None = None
    shot: str = ""
    when: Literal["always", "start", "end"] = "always"
    value: float | str | None = None
    upper: float | None = None
    """With it, all from `value` to `upper` is right."""
    unit: str = ""
    tolerance: float | None = None
    """Absolute, in `unit`."""
    part: BodyPoint = ""
    """What of the subject."""
    side: Literal["", "left", "right"] = ""
    """Of staging: which shoulder, the body's own."""
    first: int | None = None
    """Subframes from which on it holds; None: `when` says it."""
    last: int | None = None
    share: float = 1.0
    """Of that time in which it has to hold, 0..1."""
    strength: Literal["must", "should"] = "must"
    """What is only wished gives way first."""
    span: Span | None = None
