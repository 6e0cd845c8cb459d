"""How verbs move a body: speed, medium, gait and pose, as data.

Source:
    Speeds, poses and gaits are our engineering defaults (typical values for adults and common
    animals); a number in the text always wins.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

__all__ = ["FAST", "SLOW", "Manner", "Movement", "is_known", "movement_of", "speed_factor"]

Medium = Literal["ground", "air", "water"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """What a verb does to a body."""

    travels: bool
    """True: it changes place unless the words say otherwise."""
    speed_mps: float = 0.0
    slowest_mps: float = 0.0
    """Below this it would no longer look like the verb."""
    medium: Medium = "ground"
    gait: str = ""
    """Track of a travelling body; empty for what has no legs."""
    pose: str = ""
    """Track of a body that stays."""
    rise_m: float = 0.0
    """Height gained (climb, take off), negative for a fall."""
    near: Literal["", "touch", "talk", "hold", "on"] = ""
    """How close the direct object is: in reach, face to face, in the hands, or underneath."""


_LEAST: Final = 0.45
_LEAST_OF: Final[Mapping[str, float]] = MappingProxyType(
    {"run": 0.8, "trot": 0.8, "canter": 0.9, "gallop": 0.95}
)
"""Of its usual speed that a verb is shown at, at least, so that the way stays short."""


def _travel(speed: float, gait: str = "", *, medium: Medium = "ground") -> Movement:
    least = _LEAST_OF.get(gait, _LEAST) * speed
    return Movement(travels=True, speed_mps=speed, slowest_mps=least, gait=gait, medium=medium)


def _fly(speed: float) -> Movement:
    """Return a flight; it may be shown slower than life, so that a small flyer stays large."""
    return Movement(
        travels=True, speed_mps=speed, slowest_mps=0.15 * speed, gait="fly", medium="air"
    )


def _stay(pose: str = "", near: Literal["", "touch", "talk", "hold", "on"] = "") -> Movement:
    return Movement(travels=False, pose=pose, near=near)


_GROUPS: Final[tuple[tuple[str, Movement], ...]] = (
    (("walk pass cross approach come go return move travel enter leave exit advance trek hike "
     "head proceed arrive depart pace explore roam patrol"), _travel(1.4, "walk")),
    ("stroll wander amble saunter meander prowl", _travel(1.0, "walk")),
    ("march", _travel(1.6, "march")),
    ("stride", _travel(1.6, "walk")),
    ("tiptoe sneak limp stagger shuffle hobble trudge waddle", _travel(0.7, "walk")),
    ("crawl creep slither inch", _travel(0.4, "walk")),
    ("run hurry rush flee escape scurry scamper chase bound", _travel(3.5, "run")),
    ("jog", _travel(2.7, "run")),
    ("sprint dash race charge speed", _travel(6.0, "run")),
    ("trot", _travel(3.0, "trot")),
    ("canter", _travel(5.0, "canter")),
    ("gallop", _travel(8.0, "gallop")),
    ("skip", _travel(1.5, "run")),
    ("follow accompany lead escort", _travel(1.4, "walk")),
    ("carry push pull drag haul", _travel(1.0, "walk")),
    ("drive", _travel(8.0)),
    ("ride cycle bike pedal", _travel(5.0)),
    ("skate skateboard rollerblade", _travel(3.0)),
    ("ski snowboard surf sled", _travel(5.0)),
    ("roll slide slip tumble", _travel(1.5)),
    ("fly soar flutter", _fly(6.0)),
    ("glide", _fly(5.0)),
    ("drift", _travel(0.6, medium="air")),
    ("swim paddle dive", _travel(1.2, "swim", medium="water")),
    ("sail row cruise canoe kayak", _travel(2.5, medium="water")),
    ("jump leap bounce hop vault pounce hurdle lunge", _travel(0.5, "jump")),
    ("climb ascend",
     Movement(travels=True, speed_mps=0.5, slowest_mps=0.2, gait="walk", rise_m=2.0)),
    ("rise lift ascend_air launch takeoff", Movement(travels=True, speed_mps=1.0, slowest_mps=0.2,
                                                     medium="air", rise_m=2.5)),
    ("descend land sink", Movement(travels=True, speed_mps=1.0, slowest_mps=0.2, rise_m=-2.0)),
    ("fall drop plummet collapse",
     Movement(travels=True, speed_mps=2.0, slowest_mps=0.2, rise_m=-2.0)),
    ("float hover levitate", Movement(travels=False, pose="", medium="air")),
    ("sit rest perch lounge relax", _stay("sit", "on")),
    ("lie sleep nap curl doze", _stay("lie", "on")),
    ("kneel pray", _stay("kneel")),
    ("crouch squat bend duck hide", _stay("crouch")),
    ("stand wait pose stay remain lean", _stay("idle")),
    ("wave greet", _stay("wave", "talk")),
    ("clap cheer celebrate", _stay("arms_up")),
    ("dance breakdance twirl spin sway", _stay("dance", "talk")),
    (("talk speak chat argue discuss negotiate explain whisper shout laugh sing teach interview "
     "motivate meet"), _stay("idle", "talk")),
    ("hug kiss embrace groom brush feed fight shake slap wrestle", _stay("idle", "touch")),
    ("look watch stare gaze face observe admire point", _stay("idle", "talk")),
    ("hold play read drink eat use lift_up write juggle throw wear don type sip smoke hold_up",
     _stay("idle", "hold")),
    (("open close wash clean fix repair cook cut fold paint dig sweep press touch pet stroke make "
     "build push_button tie adjust kick hit catch pick put take"), _stay("idle", "touch")),
    ("turn rotate change have stand_up lean nod smile stop start", _stay("idle")),
    ("give pick_up hit work help", _stay("idle", "touch")),
    ("graze peck bark howl chew munch nibble lick", _stay("idle")),
)  # fmt: skip

_TABLE: Final[Mapping[str, Movement]] = MappingProxyType(
    {verb: movement for verbs, movement in _GROUPS for verb in verbs.split()}
)
_STILL: Final = _stay("idle")

SLOW: Final = frozenset({
    "slow", "slowly", "leisurely", "gently", "calmly", "lazily", "carefully", "gracefully",
    "quietly", "gradually",
})  # fmt: skip
FAST: Final = frozenset({
    "fast", "quickly", "rapidly", "swiftly", "hurriedly", "briskly", "speedily", "wildly",
    "frantically", "energetically",
})  # fmt: skip

Manner = tuple[str, ...]


def movement_of(action: str, verb: str) -> Movement:
    """Return what the verb does: by lemma, then by vocabulary id; an unknown verb stays put."""
    return _TABLE.get(verb) or _TABLE.get(action) or _STILL


def is_known(action: str, verb: str) -> bool:
    """Return whether the table has the verb."""
    return verb in _TABLE or action in _TABLE


def speed_factor(manner: Manner) -> float:
    """Return what adverbs do to a default speed: 0.6 for slow ones, 1.4 for fast ones.

    Source:
        Our engineering default.
    """
    words = set(manner)
    if words & SLOW:
        return 0.6
    return 1.4 if words & FAST else 1.0
