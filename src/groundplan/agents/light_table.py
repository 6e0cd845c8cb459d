"""What light words mean in numbers.

Source:
    Illuminances and temperatures are typical published ranges reduced to one value (bright sun
    111 000 lx, overcast noon 1 500 lx, sunset 400 lx, full moon 0.25 lx, candle 12.57 lm); angles,
    sky shares and lamp positions are our engineering defaults.
"""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

__all__ = ["CLEAR", "DAYLIGHT", "MODIFIERS", "PRESETS", "LampSpec", "LightPreset", "Modifier"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LampSpec:
    """A lamp relative to the subject, as the camera sees it."""

    name: str
    type: Literal["point", "spot", "area"]
    flux_lm: float
    temperature_k: float
    bearing_deg: float
    """Where it stands about the subject: 0 on the camera's side, 90 to the camera's right."""
    distance_m: float
    height_m: float
    size_m: tuple[float, float] = (0.1, 0.1)
    beam_deg: float = 45.0
    tint: str = "#ffffff"
    key: bool = True
    """Takes the stated side, temperature and flux."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LightPreset:
    """Sun, sky and lamps of a lighting word."""

    sun_lx: float
    sun_k: float
    elevation_deg: float
    sky_lx: float
    sky_k: float
    sun_size_deg: float = 0.53
    """Angular diameter: large is soft."""
    exposure_ev: float = 0.0
    tint: str = "#ffffff"
    lamps: tuple[LampSpec, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Modifier:
    """What a word changes in any preset."""

    side: str = ""
    ratio: float | None = None
    """Key to fill."""
    temperature_k: float | None = None
    sun_size_deg: float | None = None
    exposure_ev: float | None = None


DAYLIGHT: Final = LightPreset(
    sun_lx=12_000, sun_k=5600, elevation_deg=45, sky_lx=6_000, sky_k=6200, sun_size_deg=3.0
)
"""Soft daylight, assumed when nothing is said about light."""
CLEAR: Final = LightPreset(sun_lx=90_000, sun_k=5000, elevation_deg=45, sky_lx=15_000, sky_k=10_000)

_MOON: Final = LightPreset(
    sun_lx=0.25, sun_k=4200, elevation_deg=40, sky_lx=0.06, sky_k=12_000,
    exposure_ev=-2.0, tint="#9db8ff",
)  # fmt: skip


def _dark(
    *lamps: LampSpec, fill_lx: float, fill_k: float = 4000.0, ev: float = -0.5
) -> LightPreset:
    """Return a scene lit by lamps: a moon's worth of sun, and a dim even fill."""
    return LightPreset(
        sun_lx=0.0, sun_k=4200, elevation_deg=40, sky_lx=fill_lx, sky_k=fill_k, exposure_ev=ev,
        lamps=lamps,
    )  # fmt: skip


def _area(  # noqa: PLR0913  (a lamp in one line of the table)
    name: str, flux: float, kelvin: float, *, bearing: float, at: tuple[float, float], size: float,
    tint: str = "#ffffff", key: bool = True,
) -> LampSpec:  # fmt: skip
    return LampSpec(
        name=name, type="area", flux_lm=flux, temperature_k=kelvin, bearing_deg=bearing,
        distance_m=at[0], height_m=at[1], size_m=(size, size), tint=tint, key=key,
    )  # fmt: skip


def _point(
    name: str, flux: float, kelvin: float, *, bearing: float, at: tuple[float, float]
) -> LampSpec:
    return LampSpec(
        name=name, type="point", flux_lm=flux, temperature_k=kelvin, bearing_deg=bearing,
        distance_m=at[0], height_m=at[1],
    )  # fmt: skip


_SUNSET: Final = LightPreset(
    sun_lx=400, sun_k=3000, elevation_deg=5, sky_lx=80, sky_k=5600, sun_size_deg=0.8
)
_STUDIO: Final = _dark(
    _area("key_light", 9000, 5600, bearing=-40, at=(2.6, 2.6), size=1.2),
    _area("fill_light", 4500, 5600, bearing=45, at=(3.0, 1.8), size=1.5, key=False),
    _area("back_light", 5000, 5600, bearing=155, at=(2.8, 2.8), size=0.6, key=False),
    fill_lx=60, fill_k=5600, ev=0.0,
)  # fmt: skip
_INDOOR: Final = _dark(
    _area("ceiling_light", 6000, 3500, bearing=-30, at=(0.8, 2.6), size=1.0),
    fill_lx=120, fill_k=4000, ev=0.0,
)  # fmt: skip
_CANDLE: Final = _dark(
    _point("candle_light", 12.57, 1900, bearing=-40, at=(0.8, 1.1)),
    fill_lx=0.25,
    fill_k=2400,
    ev=-0.7,
)
_FIRE: Final = _dark(
    _point("fire_light", 600, 1900, bearing=-35, at=(1.4, 0.4)),
    fill_lx=1.5,
    fill_k=2600,
    ev=-0.7,
)
_LAMP: Final = _dark(_point("lamp_light", 800, 2700, bearing=-50, at=(1.2, 1.6)), fill_lx=12)
_STREET: Final = _dark(
    _point("street_light", 9000, 2200, bearing=-50, at=(2.5, 5.0)), fill_lx=1.5, ev=-1.0
)
_WINDOW: Final = _dark(
    _area("window_light", 9000, 5600, bearing=-75, at=(2.2, 1.7), size=1.4),
    fill_lx=60, fill_k=6000,
)  # fmt: skip
_NEON: Final = _dark(
    _area("neon_pink", 2500, 6500, bearing=-70, at=(2.2, 2.0), size=0.8, tint="#ff3fa4"),
    _area("neon_blue", 2500, 6500, bearing=75, at=(2.4, 2.2), size=0.8, tint="#2fb4ff", key=False),
    fill_lx=8, fill_k=9000, ev=-0.8,
)  # fmt: skip
_SPOT: Final = _dark(
    LampSpec(
        name="spotlight", type="spot", flux_lm=4000, temperature_k=3200, bearing_deg=-30,
        distance_m=2.5, height_m=4.0, beam_deg=35.0,
    ),
    fill_lx=6,
)  # fmt: skip
_OVERCAST: Final = LightPreset(
    sun_lx=150,
    sun_k=6500,
    elevation_deg=60,
    sky_lx=1500,
    sky_k=6800,
    sun_size_deg=20.0,
    exposure_ev=-0.3,
)

PRESETS: Final = MappingProxyType(
    {
        "golden_hour": LightPreset(
            sun_lx=400, sun_k=3000, elevation_deg=8, sky_lx=80, sky_k=5600, sun_size_deg=0.8
        ),
        "sunrise": _SUNSET, "sunset": _SUNSET, "dawn": _SUNSET, "dusk": _SUNSET,
        "evening": LightPreset(sun_lx=100, sun_k=3000, elevation_deg=4, sky_lx=40, sky_k=6500),
        "blue_hour": LightPreset(
            sun_lx=1, sun_k=4200, elevation_deg=3, sky_lx=10, sky_k=12_000, exposure_ev=-1.5
        ),
        "morning": LightPreset(
            sun_lx=20_000, sun_k=4500, elevation_deg=25, sky_lx=7_000, sky_k=8000
        ),
        "noon": LightPreset(
            sun_lx=111_000, sun_k=5500, elevation_deg=75, sky_lx=18_000, sky_k=9000
        ),
        "afternoon": LightPreset(
            sun_lx=50_000, sun_k=5000, elevation_deg=35, sky_lx=12_000, sky_k=9000
        ),
        "daylight": DAYLIGHT, "day": DAYLIGHT, "sun": CLEAR, "sunny": CLEAR, "clear": CLEAR,
        "overcast": _OVERCAST, "cloudy": _OVERCAST, "rain": _OVERCAST, "rainy": _OVERCAST,
        "fog": _OVERCAST, "foggy": _OVERCAST, "snow": _OVERCAST, "snowy": _OVERCAST,
        "storm": LightPreset(
            sun_lx=15, sun_k=6500, elevation_deg=60, sky_lx=150, sky_k=7500, sun_size_deg=20.0,
            exposure_ev=-0.7,
        ),
        "night": _MOON, "moonlight": _MOON,
        "starlight": LightPreset(
            sun_lx=0.001, sun_k=4200, elevation_deg=60, sky_lx=0.002, sky_k=12_000,
            exposure_ev=-1.5,
        ),
        "candle": _CANDLE, "firelight": _FIRE, "lamp": _LAMP, "street_light": _STREET,
        "tungsten": _LAMP, "window_light": _WINDOW, "neon": _NEON, "fluorescent": _INDOOR,
        "studio": _STUDIO, "three_point": _STUDIO, "spotlight": _SPOT, "indoor": _INDOOR,
        "interior": _INDOOR, "inside": _INDOOR,
    }
)  # fmt: skip
"""By vocabulary id of a light, a time of day or a kind of weather."""

MODIFIERS: Final = MappingProxyType(
    {
        "low_key": Modifier(ratio=8.0, exposure_ev=-0.7),
        "high_key": Modifier(ratio=2.0, exposure_ev=0.3),
        "chiaroscuro": Modifier(ratio=8.0, side="left", exposure_ev=-0.5),
        "silhouette": Modifier(side="back", ratio=16.0, exposure_ev=-1.0),
        "backlight": Modifier(side="back"),
        "side_light": Modifier(side="left"),
        "front_light": Modifier(side="front"),
        "top_light": Modifier(side="above"),
        "soft_light": Modifier(sun_size_deg=10.0, ratio=2.0),
        "hard_light": Modifier(sun_size_deg=0.53),
        "warm_light": Modifier(temperature_k=3200.0),
        "cool_light": Modifier(temperature_k=8000.0),
        "dim_light": Modifier(exposure_ev=-1.0),
        "bright_light": Modifier(exposure_ev=0.5),
    }
)
"""By vocabulary id: what changes the preset instead of choosing one."""
