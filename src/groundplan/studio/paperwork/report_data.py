"""What a camera report says, as data.

Pairs are what holds at the first and at the last frame. Lengths of lens and gate are millimetres,
distances metres, angles degrees (this is an edge), light lux and kelvin.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

__all__ = [
    "REPORT_SCHEMA", "ExposureReport", "FocusReport", "LensReport", "PlacingReport", "ShotReport",
    "SlateReport", "report_json",
]  # fmt: skip

REPORT_SCHEMA: Final = "groundplan.report/1"
_DIGITS: Final = 6

Pair = tuple[float, float]
OptionalPair = tuple[float | None, float | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class SlateReport:
    """Which shot, of what, how long."""

    shot: str
    id: str
    slate: str
    """Scene and number in it as the script has them ("2A"); else the shot's name."""
    scene: str
    """Its heading."""
    takes: int
    size: str
    """As asked; measured at the first frame where nothing was asked."""
    angle: str
    move: str
    staging: str
    setup: str
    subject: str
    action: str
    """What happens, in the words of the world."""
    dialogue: str
    frames: int
    first_frame: int
    """As people count them."""
    start_s: float
    """On the timeline of the world."""
    duration_s: float
    fps: float
    picture_px: tuple[int, int]
    aspect: str
    guides: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LensReport:
    """The glass and the gate."""

    lens: str
    """The named lens, or "ideal"."""
    focal_mm: Pair
    sensor: str
    sensor_mm: Pair
    """Width and height of the gate."""
    used_gate_mm: Pair
    """Of the part that becomes the picture."""
    squeeze: float
    fov_horizontal_deg: Pair
    fov_vertical_deg: Pair
    breathing: float
    distortion_k1: float
    image_circle_mm: float | None
    covers_gate: bool | None
    """Whether the image circle holds the used gate; None for an ideal lens."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FocusReport:
    """What is sharp."""

    focus_m: Pair
    near_m: OptionalPair
    """None where the lens can't focus so near."""
    far_m: OptionalPair
    """None: to infinity, or where the lens can't focus so near."""
    hyperfocal_m: Pair
    circle_mm: float
    close_focus_m: float
    subject_m: Pair | None
    """From the lens to the subject's eyes (its middle where it has none)."""
    subject_sharp: tuple[bool, bool] | None
    """Whether that lies in the depth of field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExposureReport:
    """How light becomes a picture, at the first frame."""

    fstop: float
    tstop: float
    """As the named lens transmits; the f-stop of an ideal one."""
    shutter_deg: float
    shutter_s: float
    iso: float
    iso_for_light: float
    """With this stop, shutter and filter, the ISO that exposes the subject right."""
    tstop_for_light: float
    """With this shutter, ISO and filter, the T-stop that does."""
    nd_stops: float
    compensation_ev: float
    automatic: bool
    """The picture is exposed by the meter; stop, shutter and ISO are only written down."""
    ev100: float
    """That the picture is exposed for, filter and compensation included."""
    metered_lx: float
    """On a white dome at the subject."""
    metered_k: float
    metered_ev100: float
    over_stops: float
    """How much brighter than right the subject is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacingReport:
    """Where the camera is, and how far and fast it goes."""

    height_m: Pair
    """Of the lens above height 0."""
    tilt_deg: Pair
    """Up positive."""
    roll_deg: Pair
    """Clockwise positive, seen from behind the camera."""
    travel_m: float
    top_speed_mps: float
    top_turn_degps: float
    rig: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShotReport:
    """One shot's line of the report."""

    slate: SlateReport
    lens: LensReport
    focus: FocusReport
    exposure: ExposureReport
    camera: PlacingReport


def report_json(reports: Sequence[ShotReport]) -> dict[str, object]:
    """Return `groundplan.report/1` as JSON data, numbers to six digits after the point."""
    return {"schema": REPORT_SCHEMA, "shots": [_rounded(asdict(report)) for report in reports]}


def _rounded(value: Any) -> Any:  # noqa: ANN401  (what `asdict` gives)
    if isinstance(value, float):
        return round(value, _DIGITS) + 0.0
    if isinstance(value, dict):
        return {key: _rounded(inner) for key, inner in value.items()}  # pyright: ignore[reportUnknownVariableType]
    if isinstance(value, tuple):
        return [_rounded(inner) for inner in value]  # pyright: ignore[reportUnknownVariableType]
    return value
