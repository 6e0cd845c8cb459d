"""Held poses and simple loops, as data; drawn by eye (our engineering defaults).

Turns are degrees about x, y, z as in `turns`, in the left side's sense; a joint named without a
side stands for both, mirrored. Lengths are in leg lengths (height of the hip joint).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final

from groundplan.motion.rigs import RigKind

__all__ = ["POSES", "Posture", "Sway"]

Degrees = tuple[float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sway:
    """A joint's (or the root's) swing about its held turn."""

    joint: str
    """`root` moves in leg lengths."""
    axis: int
    size: float
    """Degrees, or leg lengths for the root."""
    hertz: float
    lag: float = 0.0
    """In cycles."""
    crossed: bool = False
    """The right side half a cycle later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Posture:
    """A pose of one rig."""

    turns: Mapping[str, Degrees] = field(default_factory=dict[str, Degrees])
    hips: float = 1.0
    """Height of the root over its height at rest."""
    ahead: float = 0.0
    """Of the root."""
    feet: tuple[tuple[float, float, float], ...] | None = ((1.0, 0.0, 0.0),)
    """Planted feet: side factor, ahead, pitch [degrees]; one for all, or front and hind. Without
    them the legs turn as said."""
    sways: tuple[Sway, ...] = ()
    level: bool = False
    """Pitch the trunk until the forelegs reach the ground."""
    leap: float = 0.0
    """Height of a jump every 1.4 s."""


_HANG: Final[Mapping[str, Degrees]] = {"UpperArm": (0.0, 0.0, -80.0), "LowerArm": (0.0, -12.0, 0.0)}
_BREATH: Final = Sway(joint="chest", axis=0, size=0.5, hertz=0.24)


def _up(turns: Mapping[str, Degrees], *sways: Sway) -> Posture:
    """Return a standing person who does something with arms and head."""
    return Posture(turns={**_HANG, **turns}, sways=(_BREATH, *sways))


_STAND: Final = _up({})
_SIT: Final = Posture(
    turns={**_HANG, "UpperArm": (-28.0, -6.0, -80.0), "LowerArm": (0.0, -48.0, 0.0),
           "hips": (-4.0, 0.0, 0.0), "spine": (4.0, 0.0, 0.0)},
    hips=0.56, feet=((1.15, 0.44, 0.0),), sways=(_BREATH,),
)  # fmt: skip
_LIE: Final = Posture(
    turns={**_HANG, "hips": (-90.0, 0.0, 0.0), "UpperLeg": (0.0, 0.0, 4.0), "Foot": (25.0, 0.0,
    0.0),
           "neck": (8.0, 0.0, 0.0)},
    hips=0.15, ahead=0.06, feet=None, sways=(_BREATH,),
)  # fmt: skip
_PRONE: Final[Mapping[str, Degrees]] = {
    "hips": (90.0, 0.0, 0.0), "neck": (-25.0, 0.0, 0.0), "head": (-25.0, 0.0, 0.0),
    "Foot": (55.0, 0.0, 0.0),
}  # fmt: skip
_CARRY: Final = _up({"UpperArm": (-16.0, -14.0, -82.0), "LowerArm": (0.0, -82.0, 0.0)})
_READ: Final = _up(
    {"UpperArm": (-28.0, -24.0, -80.0), "LowerArm": (0.0, -92.0, 0.0), "neck": (16.0, 0.0, 0.0),
     "head": (16.0, 0.0, 0.0)},
    Sway(joint="head", axis=1, size=4.0, hertz=0.3),
)  # fmt: skip
_HANDS: Final = replace(
    _CARRY,
    turns={**_CARRY.turns, "neck": (12.0, 0.0, 0.0), "head": (12.0, 0.0, 0.0)},
    sways=(_BREATH, Sway(joint="LowerArm", axis=1, size=8.0, hertz=1.3, crossed=True)),
)
_MOUTH: Final = _up(
    {"rightUpperArm": (-38.0, -38.0, -74.0), "rightLowerArm": (0.0, -118.0, 0.0)},
    Sway(joint="rightLowerArm", axis=1, size=14.0, hertz=0.35),
    Sway(joint="head", axis=0, size=4.0, hertz=0.35, lag=0.25),
)
_TALK: Final = _up(
    {"UpperArm": (-14.0, -8.0, -80.0), "LowerArm": (0.0, -55.0, 0.0)},
    Sway(joint="LowerArm", axis=1, size=16.0, hertz=0.7, crossed=True),
    Sway(joint="head", axis=0, size=3.0, hertz=0.9),
    Sway(joint="head", axis=1, size=5.0, hertz=0.4),
)  # fmt: skip
_ARMS_UP: Final = _up(
    {"UpperArm": (0.0, 0.0, 68.0), "LowerArm": (0.0, 0.0, 12.0)},
    Sway(joint="UpperArm", axis=2, size=6.0, hertz=1.2),
)
_WAVE: Final = _up(
    {"rightUpperArm": (0.0, -12.0, 8.0), "rightLowerArm": (0.0, 0.0, 72.0)},
    Sway(joint="rightLowerArm", axis=2, size=24.0, hertz=1.6),
)
_POINT: Final = _up({"rightUpperArm": (-84.0, 0.0, -84.0), "rightLowerArm": (0.0, -4.0, 0.0)})
_CROUCH: Final = Posture(
    turns={**_HANG, "UpperArm": (-52.0, -10.0, -78.0), "LowerArm": (0.0, -55.0, 0.0),
           "hips": (24.0, 0.0, 0.0), "spine": (14.0, 0.0, 0.0), "neck": (-20.0, 0.0, 0.0)},
    hips=0.55, ahead=-0.16, feet=((1.5, 0.0, 0.0),), sways=(_BREATH,),
)  # fmt: skip
_KNEEL: Final = Posture(
    turns={**_HANG, "LowerLeg": (88.0, 0.0, 0.0), "Foot": (72.0, 0.0, 0.0)},
    hips=0.545, ahead=-0.05, feet=None, sways=(_BREATH,),
)  # fmt: skip
_DANCE: Final = Posture(
    turns={**_HANG, "UpperArm": (-30.0, -20.0, -45.0), "LowerArm": (0.0, -75.0, 0.0)},
    hips=0.95, feet=((1.9, 0.0, 0.0),),
    sways=(
        Sway(joint="root", axis=0, size=0.07, hertz=1.0),
        Sway(joint="root", axis=1, size=0.02, hertz=2.0, lag=0.25),
        Sway(joint="hips", axis=2, size=7.0, hertz=1.0),
        Sway(joint="spine", axis=2, size=9.0, hertz=1.0, lag=0.4),
        Sway(joint="chest", axis=1, size=14.0, hertz=1.0, lag=0.2),
        Sway(joint="UpperArm", axis=2, size=26.0, hertz=1.0, crossed=True),
        Sway(joint="LowerArm", axis=1, size=22.0, hertz=2.0, crossed=True),
        Sway(joint="head", axis=0, size=6.0, hertz=2.0),
    ),
)  # fmt: skip
_JUMP: Final = Posture(
    turns={**_HANG, "UpperArm": (-40.0, 0.0, -70.0)}, leap=0.5,
    sways=(Sway(joint="UpperArm", axis=0, size=60.0, hertz=1.0 / 1.4, lag=0.5),),
)  # fmt: skip
_SWIM: Final = Posture(
    turns={**_PRONE, "UpperArm": (0.0, 0.0, 78.0), "LowerArm": (0.0, -15.0, 0.0)},
    hips=0.78, feet=None,
    sways=(
        Sway(joint="UpperArm", axis=0, size=75.0, hertz=0.7, crossed=True),
        Sway(joint="UpperLeg", axis=0, size=15.0, hertz=1.4, crossed=True),
        Sway(joint="hips", axis=1, size=10.0, hertz=0.7),
    ),
)  # fmt: skip
_FLY: Final = Posture(
    turns={**_PRONE, "hips": (78.0, 0.0, 0.0), "UpperArm": (0.0, 0.0, 80.0)}, hips=0.5, feet=None,
    sways=(Sway(joint="hips", axis=0, size=2.0, hertz=0.5),),
)  # fmt: skip
_CLIMB: Final = Posture(
    turns={**_HANG, "UpperArm": (-120.0, 0.0, -80.0), "LowerArm": (0.0, -45.0, 0.0),
           "UpperLeg": (-45.0, 0.0, 10.0), "LowerLeg": (70.0, 0.0, 0.0), "hips": (4.0, 0.0, 0.0)},
    hips=0.95, feet=None,
    sways=(
        Sway(joint="UpperArm", axis=0, size=32.0, hertz=0.6, crossed=True),
        Sway(joint="UpperLeg", axis=0, size=28.0, hertz=0.6, lag=0.5, crossed=True),
        Sway(joint="LowerLeg", axis=0, size=20.0, hertz=0.6, crossed=True),
    ),
)  # fmt: skip
_RIDE: Final = replace(
    _SIT, feet=None,
    turns={**_SIT.turns, "UpperLeg": (-66.0, 0.0, 34.0), "LowerLeg": (74.0, 0.0, 0.0),
           "Foot": (-16.0, 0.0, 0.0), "UpperArm": (-24.0, -16.0, -80.0), "LowerArm": (0.0, -62.0,
           0.0)},
)  # fmt: skip
_SIT_GROUND: Final = replace(_SIT, hips=0.17, feet=((1.6, 0.62, 0.0),))
_PUSH: Final = Posture(
    turns={**_HANG, "UpperArm": (-62.0, -6.0, -84.0), "LowerArm": (0.0, -26.0, 0.0),
           "hips": (8.0, 0.0, 0.0), "spine": (10.0, 0.0, 0.0), "neck": (-14.0, 0.0, 0.0)},
    hips=0.96, ahead=-0.08, sways=(_BREATH,),
)  # fmt: skip
_KICK: Final = Posture(
    turns={**_HANG, "rightUpperLeg": (-20.0, 0.0, 0.0), "rightLowerLeg": (30.0, 0.0, 0.0),
           "UpperArm": (0.0, 0.0, -55.0)},
    feet=None,
    sways=(Sway(joint="rightUpperLeg", axis=0, size=38.0, hertz=0.7),
           Sway(joint="rightLowerLeg", axis=0, size=28.0, hertz=0.7, lag=-0.15)),
)  # fmt: skip
_THROW: Final = _up(
    {"rightUpperArm": (-70.0, 0.0, -40.0), "rightLowerArm": (0.0, -60.0, 0.0)},
    Sway(joint="rightUpperArm", axis=0, size=62.0, hertz=0.6),
    Sway(joint="rightLowerArm", axis=1, size=45.0, hertz=0.6, lag=0.2),
    Sway(joint="chest", axis=1, size=16.0, hertz=0.6),
)
_CLAP: Final = _up(
    {"UpperArm": (-34.0, -34.0, -80.0), "LowerArm": (0.0, -64.0, 0.0)},
    Sway(joint="UpperArm", axis=1, size=14.0, hertz=2.0),
)
_PHONE: Final = _up({"rightUpperArm": (-34.0, 10.0, -66.0), "rightLowerArm": (0.0, -138.0, 0.0)})
_HUG: Final = _up({"UpperArm": (-66.0, -26.0, -84.0), "LowerArm": (0.0, -48.0, 0.0)})
_BOW: Final = _up({"hips": (28.0, 0.0, 0.0), "spine": (24.0, 0.0, 0.0), "neck": (14.0, 0.0, 0.0)})
_FOLDED: Final[Mapping[str, Degrees]] = {
    "UpperArm": (-30.0, -34.0, -80.0),
    "LowerArm": (0.0, -100.0, 0.0),
}
_PRAY: Final = replace(_KNEEL, turns={**_KNEEL.turns, **_FOLDED, "head": (16.0, 0.0, 0.0)})

_HUMAN: Final[Mapping[str, Posture]] = {
    "stand": _STAND, "sit": _SIT, "sit_ground": _SIT_GROUND, "lie": _LIE, "kneel": _KNEEL,
    "crouch": _CROUCH, "wave": _WAVE, "point": _POINT, "arms_up": _ARMS_UP, "clap": _CLAP,
    "dance": _DANCE, "jump": _JUMP, "swim": _SWIM, "fly": _FLY, "climb": _CLIMB, "ride": _RIDE,
    "read": _READ, "carry": _CARRY, "talk": _TALK, "drink": _MOUTH, "phone": _PHONE,
    "play": _HANDS, "push": _PUSH, "kick": _KICK, "throw": _THROW, "hug": _HUG, "bow": _BOW,
    "pray": _PRAY,
    "drive": replace(_SIT, turns={**_SIT.turns, "UpperArm": (-48.0, -4.0, -82.0),
                                  "LowerArm": (0.0, -34.0, 0.0)}),
}  # fmt: skip
_FOLD_FRONT: Final = (1.0, 0.2, -80.0)
_ANIMAL_STAND: Final = Posture(
    sways=(Sway(joint="tail1", axis=1, size=6.0, hertz=0.7),
    Sway(joint="spine", axis=0, size=0.3, hertz=0.3)),
)  # fmt: skip
_GRAZE: Final = Posture(
    turns={"neck": (96.0, 0.0, 0.0), "head": (20.0, 0.0, 0.0)},
    sways=(Sway(joint="neck", axis=0, size=4.0, hertz=0.6),
    Sway(joint="tail1", axis=1, size=8.0, hertz=0.6)),
)  # fmt: skip
_ANIMAL_LIE: Final = Posture(
    turns={"neck": (6.0, 0.0, 0.0)}, hips=0.42, feet=(_FOLD_FRONT, (1.3, 0.14, -78.0)),
    sways=(Sway(joint="tail1", axis=1, size=5.0, hertz=0.5),),
)  # fmt: skip
_QUADRUPED: Final[Mapping[str, Posture]] = {
    "stand": _ANIMAL_STAND,
    "sit": Posture(
        turns={"neck": (22.0, 0.0, 0.0), "head": (14.0, 0.0, 0.0), "tail1": (35.0, 0.0, 0.0)},
        hips=0.38, feet=((1.0, -0.06, 0.0), (1.35, 0.18, -72.0)), level=True,
        sways=(Sway(joint="tail2", axis=1, size=12.0, hertz=1.2),),
    ),
    "lie": _ANIMAL_LIE,
    "sleep": replace(_ANIMAL_LIE, turns={"neck": (40.0, 0.0, 0.0), "head": (-10.0, 0.0, 0.0)}),
    "graze": _GRAZE,
    "jump": Posture(leap=0.6, sways=(Sway(joint="tail1", axis=0, size=14.0, hertz=1.0 / 1.4),)),
    "crouch": Posture(
        turns={"neck": (20.0, 0.0, 0.0)}, hips=0.72, feet=((1.0, 0.05, 0.0), (1.1, 0.08, -20.0)),
    ),
    "bow": Posture(turns={"hips": (18.0, 0.0, 0.0), "neck": (-22.0, 0.0, 0.0)}, hips=0.95,
                   feet=((1.0, 0.22, -50.0), (1.0, -0.05, 0.0))),
    "swim": Posture(
        turns={"neck": (-12.0, 0.0, 0.0)}, hips=1.12, feet=None,
        sways=tuple(
            Sway(joint=f"{end}{side}{part}", axis=0, size=size, hertz=1.4, lag=lag + late)
            for end, late in (("front", 0.0), ("hind", 0.5))
            for side, lag in (("Left", 0.0), ("Right", 0.5))
            for part, size in (("UpperLeg", 26.0), ("LowerLeg", 16.0))
        ),
    ),
}  # fmt: skip
_LIKE: Final[Mapping[str, Mapping[str, str]]] = {
    "human": {
        "sleep": "lie", "rest": "sit", "squat": "crouch", "hold": "carry", "cook": "play",
        "type": "play", "write": "read", "eat": "drink", "smoke": "drink", "sing": "talk",
        "cheer": "arms_up", "celebrate": "arms_up", "lift": "arms_up", "stretch": "arms_up",
        "skate": "stand", "surf": "crouch", "ski": "crouch", "float": "swim", "dive": "swim",
        "fall": "lie", "look": "stand", "watch": "stand", "wait": "stand", "stand_still": "stand",
        "pull": "push", "paint": "point", "graze": "crouch",
    },
    "quadruped": {
        "drink": "graze", "eat": "graze", "rest": "lie", "fall": "lie", "float": "swim",
        "dive": "swim", "sit_ground": "sit", "squat": "crouch", "pray": "bow", "stretch": "bow",
        **dict.fromkeys(
            ("wave", "point", "arms_up", "clap", "dance", "climb", "ride", "read", "carry", "talk",
             "phone", "play", "push", "pull", "kick", "throw", "hug", "drive", "hold", "cook",
             "type",
             "write", "smoke", "sing", "cheer", "celebrate", "lift", "skate", "surf", "ski", "look",
             "watch", "wait", "stand_still", "paint", "kneel", "fly"),
            "stand",
        ),
    },
}  # fmt: skip
"""Names that stand for the nearest pose drawn; a planner should mark them as guessed."""


def _complete(own: Mapping[str, Posture], like: Mapping[str, str]) -> Mapping[str, Posture]:
    return MappingProxyType({**own, **{name: own[other] for name, other in like.items()}})


POSES: Final[Mapping[RigKind, Mapping[str, Posture]]] = MappingProxyType(
    {
        "human": _complete(_HUMAN, _LIKE["human"]),
        "quadruped": _complete(_QUADRUPED, _LIKE["quadruped"]),
        "bird": MappingProxyType({}),
        "fish": MappingProxyType({}),
    }
)
"""Poses by rig and name."""
