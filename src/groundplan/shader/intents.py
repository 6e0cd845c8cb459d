"""What a shot asks of a video model, and how far a control or a model can carry it."""

from dataclasses import field
from typing import Final, Literal, get_args

from pydantic.dataclasses import dataclass

from groundplan.world.base import CLOSED

__all__ = [
    "CARRIED", "CONTROLS", "INTENT_NAMES", "TOUCHED", "WEAKENED", "Control", "Honour", "IntentName",
    "IntentVerdict", "ShotIntent",
]  # fmt: skip

IntentName = Literal[
    "camera_path", "focal_length", "focus", "layout", "trajectory", "skeleton", "animal_skeleton",
    "identity", "light_direction", "light_level", "light_temperature", "look",
]  # fmt: skip
"""camera_path: where the camera is and looks, frame by frame. focal_length: the lens, zooms too.
focus: what is sharp. layout: where things are in the picture. trajectory: how they move through it.
skeleton, animal_skeleton: joints of people and of animals. identity: what a person or thing looks
like, beyond its shape. light_direction, light_level, light_temperature: where light comes from, how
strong key and fill are, and its colour. look: style and finish."""
INTENT_NAMES: Final[tuple[IntentName, ...]] = get_args(IntentName)

Control = Literal[
    "depth", "pose", "layout", "flow", "gray", "scribble", "canny", "blur", "seg", "tracks", "rgb",
    "camera", "camera_preset", "keyframe", "reference", "mask", "look",
]  # fmt: skip
"""What a model may be given beside words. rgb: the previz as it looks; camera: pose and lens as
numbers; camera_preset: one of a few named moves; keyframe: whole pictures at some frames;
reference: pictures of how someone looks; mask: what is generated and what kept; look: a
style."""
CONTROLS: Final[tuple[Control, ...]] = get_args(Control)

Honour = Literal["numbers", "pixels", "preset", "words", "ignored"]
"""numbers: exact values are sent. pixels: it can be seen in what is sent. preset: the nearest of a
few is sent. words: the prompt says it. ignored: nothing that is sent tells of it."""

_SEEN_SHAPES: Final[frozenset[IntentName]] = frozenset(
    {"camera_path", "focal_length", "layout", "trajectory", "skeleton", "animal_skeleton"}
)
_SEEN_LIGHT: Final[frozenset[IntentName]] = frozenset({"light_direction", "light_level"})
_SEEN_COLOUR: Final[frozenset[IntentName]] = frozenset({"light_temperature"})
_SEEN_FOCUS: Final[frozenset[IntentName]] = frozenset({"focus"})
_SEEN_PLACES: Final[frozenset[IntentName]] = frozenset({"camera_path", "layout", "trajectory"})
_SEEN_LAYOUT: Final[frozenset[IntentName]] = frozenset({"layout"})

CARRIED: Final[dict[Control, frozenset[IntentName]]] = {
    "depth": _SEEN_SHAPES,
    "scribble": _SEEN_SHAPES,
    "canny": _SEEN_SHAPES,
    "seg": _SEEN_SHAPES,
    "gray": _SEEN_SHAPES | _SEEN_LIGHT | _SEEN_FOCUS,
    "blur": _SEEN_PLACES | _SEEN_LIGHT | _SEEN_COLOUR,
    "rgb": _SEEN_SHAPES | _SEEN_LIGHT | _SEEN_FOCUS | _SEEN_COLOUR,
    "pose": frozenset({"skeleton"}),
    "layout": frozenset({"layout", "trajectory"}),
    "flow": frozenset({"camera_path", "trajectory", "skeleton", "animal_skeleton"}),
    "tracks": frozenset({"camera_path", "trajectory", "skeleton", "animal_skeleton"}),
    "camera": frozenset({"camera_path", "focal_length"}),
    "camera_preset": frozenset({"camera_path"}),
    "keyframe": _SEEN_LAYOUT | _SEEN_LIGHT | _SEEN_COLOUR,
    "reference": frozenset({"identity"}),
    "mask": frozenset(),
    "look": frozenset({"look"}),
}
"""What can be read from a control. A claim: tests perturb the world and look."""

_SEEN_CAMERA: Final[frozenset[IntentName]] = frozenset({"camera_path", "focal_length"})

WEAKENED: Final[tuple[Control, ...]] = (
    "depth", "pose", "layout", "flow", "gray", "scribble", "canny", "blur", "seg", "tracks", "rgb",
)  # fmt: skip
"""What a strength usually weakens: all that is drawn."""

TOUCHED: Final[dict[Control, frozenset[IntentName]]] = {
    "canny": _SEEN_LIGHT | _SEEN_COLOUR | _SEEN_FOCUS,
    "blur": _SEEN_SHAPES | _SEEN_FOCUS,
    "pose": _SEEN_CAMERA | _SEEN_PLACES,
    "layout": _SEEN_SHAPES,
    "flow": _SEEN_SHAPES,
    "tracks": _SEEN_SHAPES,
    "keyframe": frozenset(INTENT_NAMES),
    "reference": frozenset(INTENT_NAMES),
}
"""What may move pixels of a control without being readable from it: a light that shifts an edge
over a threshold, a camera that moves a skeleton, all that one whole picture shows of one moment."""


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class ShotIntent:
    """One thing that the blueprint fixes in a shot."""

    name: IntentName
    says: str
    """With names and numbers: "dolly in, 1.20 m in 5.0 s"."""
    words: str = ""
    """How a prompt can say it; empty: words can't."""
    entities: tuple[str, ...] = ()
    """Ids of whom it is about."""


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class IntentVerdict:
    """What becomes of an intent in one plan."""

    name: IntentName
    says: str
    honour: Honour
    via: tuple[Control, ...] = ()
    """The controls that carry it."""
    words: str = ""
    """What the prompt says of it."""
    fallback: str = field(default="")
    """What to do about it where it is not honoured."""
