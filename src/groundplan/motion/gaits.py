"""Gaits as data: when feet touch, how long they stay, and how far a stride goes."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.errors import SceneError
from groundplan.motion.physics.port import GRAVITY_MPS2

__all__ = [
    "BIPED_GAITS",
    "GAIT_ALIASES",
    "QUADRUPED_GAITS",
    "ROTARY_GALLOP",
    "Gait",
    "froude",
    "gait",
    "stride_m",
    "strides_m",
]

_SLOWEST_MPS: Final = 0.05
_WALKED: Final = 1.083
"""Strides of people who walk, in those of animals as fast: `strides_m` has the sources."""
_RUN_FROUDE: Final = 0.5
"""Source, as read: Sci. Rep. 9 (2019), s41598-019-54271-2: people begin to run at 2.0 m/s, which is
0.46 for a leg of 0.9 m."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gait:
    """A pattern of footfalls; phases are fractions of a stride."""

    name: str
    touchdown: tuple[float, ...]
    """When each foot comes down. Biped: left, right. Quadruped: front left, front right, hind
    left, hind right."""
    duty: float
    """Fraction of the stride that a foot stays down."""
    lift: float
    """Of a foot in mid-swing, in leg lengths."""
    bounce: float = 0.0
    """Rise and fall of the body, in leg lengths; negative is lowest in mid-stance."""
    swing: float = 0.4
    """Amplitude of the arms, or of the back [rad]."""
    elbow: float = 0.25
    """Bend of the arms [rad]."""
    lean: float = 0.0
    """Forward lean of the trunk [rad]."""
    crouch: float = 0.0
    """How much lower than standing, in leg lengths."""


BIPED_GAITS: Final[Mapping[str, Gait]] = MappingProxyType(
    {
        "walk": Gait(name="walk", touchdown=(0.0, 0.5), duty=0.6, lift=0.09, swing=0.42,
            lean=0.02),
        "run": Gait(name="run", touchdown=(0.0, 0.5), duty=0.36, lift=0.24, bounce=-0.04,
            swing=0.75,
                    elbow=1.5, lean=0.14, crouch=0.05),
        "sneak": Gait(name="sneak", touchdown=(0.0, 0.5), duty=0.68, lift=0.14, swing=0.2,
            elbow=0.9,
                      lean=0.3, crouch=0.12),
        "stairs": Gait(name="stairs", touchdown=(0.0, 0.5), duty=0.6, lift=0.22, swing=0.3,
            lean=0.06),
        "march": Gait(name="march", touchdown=(0.0, 0.5), duty=0.58, lift=0.2, swing=0.7,
            elbow=0.15),
    }
)  # fmt: skip
QUADRUPED_GAITS: Final[Mapping[str, Gait]] = MappingProxyType(
    {
        "walk": Gait(name="walk", touchdown=(0.25, 0.75, 0.0, 0.5), duty=0.65, lift=0.12,
            swing=0.03),
        "trot": Gait(name="trot", touchdown=(0.0, 0.5, 0.5, 0.0), duty=0.45, lift=0.2, bounce=-0.03,
                     swing=0.03),
        "pace": Gait(name="pace", touchdown=(0.5, 0.0, 0.5, 0.0), duty=0.45, lift=0.18, swing=0.03),
        "canter": Gait(name="canter", touchdown=(0.3, 0.7, 0.0, 0.3), duty=0.38, lift=0.24,
                       bounce=-0.05, swing=0.09),
        "gallop": Gait(name="gallop", touchdown=(0.5, 0.6, 0.0, 0.1), duty=0.25, lift=0.28,
                       bounce=-0.06, swing=0.16),
    }
)  # fmt: skip
"""Footfalls: lateral-sequence walk, diagonal trot, transverse gallop.

Source, as read:
    * Orders: bowlingsite.mcf.com/Movement/Footfall.html (walk left hind, left fore, right hind,
      right fore, evenly; transverse gallop left hind, right hind, left fore, right fore); the
      quarter steps of the walk also at planetfuraha.nl/walking/quadrupeds.htm.
    * People stand on a foot for the first 60 % of a stride of walking (several gait-cycle tables).
    * Stance of a galloping horse: J. Exp. Biol. 211:935 (2008), caption of fig.
      3: 289.1 - 17.59 v + 0.34 v^2 ms (fore, level), thus 127 ms and a duty of 0.26 at 12 m/s.
      `animal_gait` has less, 0.16 there: our legs reach 0.78 hip heights, theirs 1.3.
Not verified, our engineering defaults: the duties of run, trot, pace and canter, all lifts,
bounces, swings and leans, and the phases of canter and gallop within their order.
"""

ROTARY_GALLOP: Final = (0.6, 0.5, 0.0, 0.1)
"""Touchdowns of dogs and their like: fore feet in the other order than hind feet.

Source, as read:
    Biancardi and Minetti, J. Exp. Biol. 215:4144 (2012), abstract: of 89 species 42 % gallop
    transversely, the large ones, and 39 % rotarily; dogs: bowlingsite.mcf.com/Movement/MGal.html.
"""

GAIT_ALIASES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "stroll": "walk", "wander": "walk", "limp": "walk", "jog": "run", "sprint": "run",
        "race": "run", "dash": "run", "tiptoe": "sneak", "creep": "sneak", "hop": "run",
        "approach": "walk", "follow": "walk", "chase": "run", "move": "walk", "go": "walk",
    }
)  # fmt: skip


def froude(speed_mps: float, leg_m: float) -> float:
    """Return v^2 / (g h): animals of any size change gait at like values.

    Source:
        Alexander, "Estimates of speeds of dinosaurs", Nature 261, 1976.
    """
    return speed_mps * speed_mps / (GRAVITY_MPS2 * max(leg_m, 1e-6))


def strides_m(
    speeds_mps: Float[np.ndarray, " n"], leg_m: float, *, legs: int = 4
) -> Float[np.ndarray, " n"]:
    """Return how far a stride takes a body whose hip stands at `leg_m`, at each speed [m].

    Source, as read:
        Alexander, Nature 261:129 (1976): v = 0.25 g^0.5 s^1.67 h^-1.17, solved for the stride s; as
        printed at fossilhunters.xyz/paleobiology/box-dinosaur-speeds.html. People walk in strides
        8 % longer: 1.44 m at 1.37 m/s (adults, a norm table), 1.34 m at 1.29 m/s (12 to 18 years)
        and 1.08 m at 1.19 m/s (7 to 11 years, a published table as quoted in a forum), where it
        gives 1.33, 1.23 and 0.99 m. It agrees with them in running: 2.0 m at 2.7 m/s. Alexander and
        Jayes, J. Zool. 201:135 (1983), is known to us by its abstract only; its 2.4 Fr^0.34 is not
        used.
    """
    pace = np.maximum(speeds_mps, _SLOWEST_MPS) * (leg_m**1.17 / (0.25 * math.sqrt(GRAVITY_MPS2)))
    strides = pace ** (1.0 / 1.67)
    if legs != 2:
        return strides
    fast = np.clip((speeds_mps**2 / (GRAVITY_MPS2 * max(leg_m, 1e-6)) - 0.5) / 0.5, 0.0, 1.0)
    return strides * (_WALKED - (_WALKED - 1.0) * fast)


def stride_m(speed_mps: float, leg_m: float, *, legs: int = 4) -> float:
    """Return `strides_m` at one speed [m]."""
    return float(strides_m(np.array([speed_mps]), leg_m, legs=legs)[0])


def gait(name: str, *, legs: int, speed_mps: float, leg_m: float) -> Gait:
    """Return a gait by name; `idle` and the empty name choose by speed.

    Raises:
        SceneError: No such gait.
    """
    table = BIPED_GAITS if legs == 2 else QUADRUPED_GAITS
    fast = froude(speed_mps, leg_m)
    if name in ("", "idle", "stand"):
        if legs == 2:
            return table["run" if fast > _RUN_FROUDE else "walk"]
        return table["gallop" if fast > 2.5 else "trot" if fast > 0.5 else "walk"]
    wanted = GAIT_ALIASES.get(name, name)
    if legs == 4 and wanted == "run":
        wanted = "gallop" if fast > 2.5 else "canter" if fast > 1.0 else "trot"
    if legs == 4 and wanted in BIPED_GAITS and wanted not in table:
        wanted = "walk"
    if legs == 2 and wanted in ("trot", "canter", "gallop", "pace"):
        wanted = "run"
    if wanted not in table:
        raise SceneError(
            f"there is no gait {name!r} on {legs} legs", f"use idle, {', '.join(table)}"
        )
    return table[wanted]
