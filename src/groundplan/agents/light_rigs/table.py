"""Lighting rigs as data: where lamps stand about a face, how large and how strong they are.

Directions are angles about the face: azimuth from the way it looks, positive to the key's side;
elevation from its height, up positive. Those of `about="camera"` count from the camera instead.

Source:
    Rembrandt: 45 degrees aside and 45 above the eyes (silverlog.app, "Lighting patterns"), 45 to 60
    aside (photographynewshubb.com, 2022); loop: 20 to 50 aside, 25 to 60 above, split: from the
    side (portraitlighting.net); three-point: key 30 to 45 off axis and up, back light 135 to 180
    (shared notes, section 6); ratios: high key to 2:1, standard 3:1 to 4:1, low key from 8:1
    (the same). Sizes, distances, levels and everything else: our engineering defaults.
"""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

__all__ = ["PLAIN", "RIGS", "ROLE_WORDS", "Rig", "RigLamp"]

Role = Literal["key", "fill", "rim", "kicker", "background", "eye"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RigLamp:
    """One lamp of a rig."""

    role: Role
    azimuth_deg: float
    elevation_deg: float
    distance_m: float
    name: str = ""
    """Empty: its role and `_light`."""
    type: Literal["point", "spot", "area"] = "area"
    size_m: float = 0.6
    """Side of the panel, or diameter: large is soft."""
    beam_deg: float = 45.0
    stops: float = 0.0
    """How far it is over the key, a background lamp where it points; unused by key and fill."""
    temperature_k: float | None = None
    """None: the rig's."""
    tint: str = "#ffffff"
    flux_lm: float | None = None
    """A flame has the flux that it has; None: solved."""
    about: Literal["face", "camera"] = "face"

    @property
    def called(self) -> str:
        """Return the name of the lamp."""
        return self.name or f"{self.role}_light"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rig:
    """A way to light a face."""

    lamps: tuple[RigLamp, ...]
    key_lx: float = 500.0
    """At the face, facing the key, where nothing is stated."""
    ratio: float = 3.0
    """Key : fill."""
    temperature_k: float = 5600.0
    fill_k: float | None = None
    """Of ambience, and of a fill lamp that states none; None: the rig's own."""
    ambience: float = 0.4
    """Share of the fill that comes from all around; without a fill lamp it is all of it."""
    exposure_ev: float = 0.0
    """How much brighter the picture is meant than with the key as metered."""
    side: Literal["", "near", "far"] = ""
    """Which side the key takes where none is said: that of the face's near or far cheek, as the
    camera sees it; empty: the far one, and camera left of a face that looks at the camera."""


def _key(azimuth: float, elevation: float, *, at: float = 2.0, size: float = 0.5) -> RigLamp:
    return RigLamp(
        role="key", azimuth_deg=azimuth, elevation_deg=elevation, distance_m=at, size_m=size
    )


def _fill(
    azimuth: float = -25.0, elevation: float = 5.0, *, at: float = 2.6, size: float = 1.2
) -> RigLamp:
    return RigLamp(
        role="fill", azimuth_deg=azimuth, elevation_deg=elevation, distance_m=at, size_m=size,
        about="camera",
    )  # fmt: skip


def _rim(azimuth: float = -140.0, *, stops: float = 1.0, size: float = 0.4) -> RigLamp:
    return RigLamp(
        role="rim", azimuth_deg=azimuth, elevation_deg=30.0, distance_m=2.4, size_m=size,
        stops=stops, about="camera", type="spot", beam_deg=36.0,
    )  # fmt: skip


def _background(azimuth: float = -115.0, *, stops: float = -1.0) -> RigLamp:
    return RigLamp(
        role="background", azimuth_deg=azimuth, elevation_deg=20.0, distance_m=1.6, size_m=0.3,
        stops=stops, about="camera", type="spot", beam_deg=80.0,
    )  # fmt: skip


PLAIN: Final = Rig(lamps=(_key(45.0, 35.0, size=0.6), _fill()))
"""A key was asked for and nothing else."""

_THREE_POINT: Final = Rig(
    lamps=(_key(40.0, 35.0, at=2.2, size=0.9), _fill(), _rim()), key_lx=1000.0, ratio=2.0
)
_BUTTERFLY: Final = Rig(lamps=(_key(0.0, 50.0, at=1.8), _fill(0.0, -10.0)), key_lx=800.0)
_CANDLE: Final = RigLamp(
    role="key", name="candle_light", type="point", azimuth_deg=35.0, elevation_deg=-20.0,
    distance_m=0.8, size_m=0.02, flux_lm=12.57,
)  # fmt: skip
_FIRE: Final = RigLamp(
    role="key", name="fire_light", type="point", azimuth_deg=30.0, elevation_deg=-35.0,
    distance_m=1.4, size_m=0.4, flux_lm=600.0,
)  # fmt: skip
_WINDOW: Final = RigLamp(
    role="key", name="window_light", azimuth_deg=75.0, elevation_deg=12.0, distance_m=2.2,
    size_m=1.5,
)  # fmt: skip
_PINK: Final = RigLamp(
    role="key", name="neon_pink", azimuth_deg=65.0, elevation_deg=15.0, distance_m=2.0, size_m=0.8,
    tint="#ff3fa4",
)  # fmt: skip
_BLUE: Final = RigLamp(
    role="fill", name="neon_blue", azimuth_deg=-70.0, elevation_deg=15.0, distance_m=2.2,
    size_m=0.8, tint="#2fb4ff",
)  # fmt: skip
_HARD: Final = RigLamp(
    role="key", azimuth_deg=60.0, elevation_deg=40.0, distance_m=2.6, type="spot", size_m=0.12,
    beam_deg=30.0,
)  # fmt: skip
_SPOT: Final = RigLamp(
    role="key", name="spotlight", type="spot", azimuth_deg=25.0, elevation_deg=60.0,
    distance_m=3.2, size_m=0.15, beam_deg=30.0,
)  # fmt: skip

RIGS: Final = MappingProxyType(
    {
        "three_point": _THREE_POINT,
        "studio": _THREE_POINT,
        "rembrandt": Rig(lamps=(_key(50.0, 45.0, size=0.3), _fill()), key_lx=400.0, ratio=4.0),
        "butterfly": _BUTTERFLY,
        "paramount": _BUTTERFLY,
        "clamshell": Rig(
            lamps=(_key(0.0, 40.0, at=1.6, size=0.8), _fill(0.0, -35.0, at=1.4, size=0.8)),
            key_lx=800.0, ratio=2.0, ambience=0.2,
        ),
        "split": Rig(lamps=(_key(90.0, 8.0, size=0.3),), key_lx=300.0, ratio=8.0),
        "loop": Rig(lamps=(_key(35.0, 30.0), _fill())),
        "broad": Rig(lamps=(_key(45.0, 30.0), _fill()), side="near"),
        "short": Rig(lamps=(_key(45.0, 30.0), _fill()), side="far", ratio=4.0),
        "rim": Rig(
            lamps=(_rim(-140.0, stops=0.0), _rim(140.0, stops=0.0)), key_lx=500.0, ratio=8.0,
            exposure_ev=0.7,
        ),
        "kicker": Rig(
            lamps=(_key(35.0, 30.0), _fill(), RigLamp(
                role="kicker", azimuth_deg=-130.0, elevation_deg=12.0, distance_m=2.2,
                size_m=0.3, stops=0.5, about="camera",
            )),
        ),
        "high_key": Rig(
            lamps=(_key(25.0, 25.0, at=2.4, size=1.5), _fill(size=1.5), _background(stops=0.5)),
            key_lx=1000.0, ratio=1.5, ambience=0.6, exposure_ev=0.3,
        ),
        "low_key": Rig(
            lamps=(_key(55.0, 40.0, size=0.35), _rim(stops=0.0, size=0.3)),
            key_lx=150.0, ratio=8.0, exposure_ev=-0.5,
        ),
        "chiaroscuro": Rig(lamps=(_key(65.0, 40.0, size=0.3),), key_lx=120.0, ratio=8.0,
                           temperature_k=3200.0, exposure_ev=-0.3),
        "noir": Rig(
            lamps=(_HARD, _rim(stops=1.0, size=0.2), _background(stops=-1.5)),
            key_lx=200.0, ratio=16.0, exposure_ev=-0.3,
        ),
        "noir_open": Rig(
            lamps=(_HARD, _rim(stops=1.0, size=0.2)), key_lx=200.0, ratio=16.0, exposure_ev=-0.3
        ),
        "silhouette": Rig(
            lamps=(_background(-105.0, stops=1.0), _background(105.0, stops=1.0)), key_lx=400.0,
            ratio=8.0, exposure_ev=-2.7,
        ),
        "candle": Rig(lamps=(_CANDLE,), ratio=12.0, temperature_k=1900.0, fill_k=2400.0,
                      exposure_ev=-0.5),
        "firelight": Rig(lamps=(_FIRE,), ratio=12.0, temperature_k=1900.0, fill_k=2600.0,
                         exposure_ev=-0.5),
        "window_light": Rig(lamps=(_WINDOW,), key_lx=400.0, ratio=4.0, fill_k=6000.0),
        "neon": Rig(lamps=(_PINK, _BLUE), key_lx=60.0, ratio=1.5, temperature_k=6500.0,
                    fill_k=9000.0, ambience=0.15, exposure_ev=-0.5),
        "spotlight": Rig(lamps=(_SPOT,), key_lx=800.0, ratio=16.0, temperature_k=3200.0),
        "top_light": Rig(lamps=(_key(0.0, 80.0, at=1.5, size=0.5),), key_lx=300.0, ratio=6.0),
        "under_light": Rig(lamps=(_key(0.0, -50.0, at=1.1, size=0.3),), key_lx=200.0, ratio=6.0),
        "moonlit_interior": Rig(
            lamps=(RigLamp(role="key", name="moon_window", azimuth_deg=70.0, elevation_deg=35.0,
                           distance_m=2.2, size_m=0.9, tint="#b7ccff"),),
            key_lx=2.0, ratio=8.0, temperature_k=4200.0, fill_k=9000.0, exposure_ev=-1.3,
        ),
        "key": PLAIN,
        "key_light": PLAIN,
        "fill": PLAIN,
        "fill_light": PLAIN,
        "rim_light": Rig(lamps=(*PLAIN.lamps, _rim())),
        "hair_light": Rig(lamps=(*PLAIN.lamps, RigLamp(
            role="rim", name="hair_light", azimuth_deg=180.0, elevation_deg=60.0, distance_m=1.8,
            size_m=0.3, stops=0.0, about="camera"))),
        "background_light": Rig(lamps=(*PLAIN.lamps, _background(stops=-0.5))),
        "eye_light": Rig(lamps=(*PLAIN.lamps, RigLamp(
            role="eye", azimuth_deg=0.0, elevation_deg=5.0, distance_m=1.5, size_m=0.15,
            stops=-4.0, about="camera"))),
    }
)  # fmt: skip
"""By vocabulary id; "_open" is what it is where no wall stands behind the subject."""

ROLE_WORDS: Final = MappingProxyType(
    {
        "key": "key", "key_light": "key", "fill": "fill", "fill_light": "fill", "rim": "rim",
        "rim_light": "rim", "backlight": "rim", "back_light": "rim", "hair_light": "rim",
        "kicker": "kicker", "background_light": "background", "eye_light": "eye",
    }
)  # fmt: skip
"""Words that name one lamp of a rig: numbers beside them are that lamp's."""
