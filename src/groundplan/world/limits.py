"""Physical limits of fields: what no lens, light or clock can be."""

import math
from dataclasses import dataclass
from typing import Final

from groundplan.errors import EditError

__all__ = ["Limit", "check_limits", "limit_at"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A range with its unit; `above` means that `low` itself is refused."""

    low: float
    high: float
    unit: str
    above: bool = False

    def holds(self, value: float) -> bool:
        """Return whether a number is in the range."""
        return (self.low < value if self.above else self.low <= value) and value <= self.high

    def __str__(self) -> str:
        unit = f" {self.unit}" if self.unit else ""
        return f"{'above' if self.above else 'from'} {self.low:g} up to {self.high:g}{unit}"


def _above_zero(high: float, unit: str) -> Limit:
    return Limit(low=0.0, high=high, unit=unit, above=True)


def _from_zero(high: float, unit: str) -> Limit:
    return Limit(low=0.0, high=high, unit=unit)


_FRACTION: Final = _from_zero(1.0, "")
_FAR_M: Final = 1e7
"""Ten thousand kilometres: beyond it float32 passes say nothing; our engineering default."""
_LIMITS: Final[dict[str, Limit]] = {
    "focal_mm": _above_zero(1e5, "mm"),
    "sensor_width_mm": _above_zero(1e3, "mm"),
    "sensor_height_mm": _above_zero(1e3, "mm"),
    "fstop": _above_zero(1e3, ""),
    "focus_m": _above_zero(_FAR_M, "m"),
    "near_m": _above_zero(_FAR_M, "m"),
    "breathing": Limit(low=-0.9, high=0.9, unit=""),
    "close_focus_m": _above_zero(_FAR_M, "m"),
    "nd_stops": _from_zero(30.0, "stops"),
    "circle_mm": _above_zero(10.0, "mm"),
    "guides": _above_zero(100.0, ""),
    "share": _FRACTION,
    "track_m": _from_zero(_FAR_M, "m"),
    "arm_m": _from_zero(_FAR_M, "m"),
    "acceleration_mps2": _above_zero(1e9, "m/s^2"),
    "jerk_mps3": _above_zero(1e12, "m/s^3"),
    "turn_radps": _above_zero(1e6, "rad/s"),
    "width_m": _from_zero(_FAR_M, "m"),
    "iso": _above_zero(1e8, ""),
    "shutter_angle_rad": _above_zero(2.0 * math.pi + 1e-6, "rad"),
    "temperature_k": _above_zero(1e5, "K"),
    "white_balance_k": Limit(low=1667.0, high=25_000.0, unit="K"),
    "illuminance_lx": _from_zero(1e9, "lx"),
    "luminous_flux_lm": _from_zero(1e12, "lm"),
    "elevation_rad": Limit(low=-math.pi / 2 - 1e-6, high=math.pi / 2 + 1e-6, unit="rad"),
    "grade_rad": Limit(low=0.0, high=math.radians(60.0), unit="rad"),
    "parts/*": Limit(low=-1.0, high=1.0, unit=""),
    "angular_diameter_rad": _from_zero(math.pi, "rad"),
    "beam_angle_rad": _above_zero(2.0 * math.pi + 1e-6, "rad"),
    "position_m": Limit(low=-_FAR_M, high=_FAR_M, unit="m"),
    "scale": _above_zero(1e6, ""),
    "size_m": _from_zero(_FAR_M, "m"),
    "bevel_m": _from_zero(_FAR_M, "m"),
    "body/height_m": _above_zero(100.0, "m"),
    "build": _FRACTION,
    "roughness": _FRACTION,
    "metallic": _FRACTION,
    "age_years": _from_zero(1e4, "years"),
    "mass_kg": _above_zero(1e12, "kg"),
    "friction": _from_zero(1e3, ""),
    "width_px": Limit(low=16, high=16384, unit="px"),
    "height_px": Limit(low=16, high=16384, unit="px"),
    "pixel_aspect": _above_zero(100.0, ""),
    "desqueeze": _above_zero(100.0, ""),
    "fps_num": Limit(low=1, high=10**6, unit=""),
    "fps_den": Limit(low=1, high=10**6, unit=""),
    "handle_frames": _from_zero(10**6, "frames"),
    "distance_m": _from_zero(_FAR_M, "m"),
    "speed_mps": _from_zero(3e8, "m/s"),
    "blend": _from_zero(10**9, "subframes"),
    "detail": _from_zero(8, ""),
    "segments": _from_zero(4096, ""),
    "frame_count": Limit(low=1, high=10**9, unit="frames"),
}  # Our engineering defaults, wide enough for anything that can be filmed.


def limit_at(segments: tuple[str, ...]) -> Limit | None:
    """Return the limit of a field, or of the values of a channel's keys."""
    name, above = segments[-1], segments[-2] if len(segments) > 1 else ""
    if name == "v" and "channels" in segments:
        above, _, name = segments[segments.index("channels") + 1].rpartition(".")
    own = _LIMITS.get(f"{above}/{name}") or _LIMITS.get(f"{above}/*")
    return own or _LIMITS.get(name)


def check_limits(segments: tuple[str, ...], value: object) -> None:
    """Refuse a number out of range, in a vector too.

    Raises:
        EditError: The value can't be; the message says what could.
    """
    limit = limit_at(segments)
    if limit is None or value is None:
        return
    for number in value if isinstance(value, (tuple, list)) else (value,):  # pyright: ignore[reportUnknownVariableType]  # other types are refused by the schema
        if isinstance(number, (int, float)) and not limit.holds(number):
            unit = f" {limit.unit}" if limit.unit else ""
            raise EditError(
                f"`{'/'.join(segments)}` can't be {number:g}{unit}", f"it must be {limit}"
            )
