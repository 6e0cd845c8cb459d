"""How furniture is used: what needs room before its front, stands at walls, and belongs together.

All lengths [mm] are our engineering defaults after common plans.
"""

from dataclasses import dataclass
from typing import Final

__all__ = [
    "HUNG_MM",
    "ON_TOP",
    "Habit",
    "habit_of",
    "has_front",
    "holds_things",
    "is_furniture",
    "lies_on_top",
    "partner_nouns",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Habit:
    """How one sort of thing stands in a room."""

    front: int = 0
    """Free depth before it."""
    wall: bool = False
    """It likes its back against a wall."""
    worked: bool = False
    """Who uses it stands or sits before its front and looks over it."""
    hung: bool = False
    """It hangs on a wall."""
    faces: tuple[str, ...] = ()
    """What it likes to look at."""
    near: tuple[str, ...] = ()
    """What it likes to be near."""


ON_TOP: Final = "top_"
"""Keys of guessed relations begin so: what lies on furniture though no words say where it is."""
_LYING: Final = frozenset({"electronics", "food", "tableware", "container", "paper", "stationery",
                           "cutlery", "kitchenware"})  # fmt: skip
_STANDING: Final = frozenset({"television", "bathtub", "sink", "toilet", "urn", "painting",
                              "blackboard", "whiteboard", "poster", "photograph", "map",
                              "vending machine", "telescope", "projector screen"})  # fmt: skip
HUNG_MM: Final = 1300
"""Height of the lower edge of what hangs on a wall."""
_FRONTS: Final = frozenset(
    {"couch", "sofa", "loveseat", "armchair", "bed", "television", "tv", "blackboard", "whiteboard",
     "desk", "fireplace", "chair", "piano", "bookshelf", "bookcase", "wardrobe", "tv stand",
     "dresser", "mirror", "painting"}
)  # fmt: skip
_STORAGE: Final = Habit(front=600, wall=True)
_NONE: Final = Habit()
_HABITS: Final[dict[str, Habit]] = {
    "bed": Habit(front=450, wall=True), "queen bed": Habit(front=450, wall=True),
    "bunk bed": Habit(front=450, wall=True), "crib": Habit(wall=True),
    "nightstand": Habit(wall=True, near=("bed", "queen bed", "bunk bed")),
    "couch": Habit(front=350, wall=True, faces=("television", "tv stand", "fireplace")),
    "sofa": Habit(front=350, wall=True, faces=("television", "tv stand", "fireplace")),
    "loveseat": Habit(front=350, wall=True, faces=("television", "tv stand")),
    "armchair": Habit(front=350, faces=("coffee table", "television", "couch", "sofa")),
    "chair": Habit(front=300), "bench": Habit(front=400, wall=True), "stool": Habit(),
    "desk": Habit(front=750, wall=True, worked=True),
    "table": Habit(), "dining table": Habit(), "conference table": Habit(),
    "coffee table": Habit(near=("couch", "sofa", "loveseat", "armchair")),
    "tv stand": Habit(wall=True), "television": Habit(wall=True, faces=("couch", "sofa")),
    "wardrobe": _STORAGE, "bookshelf": _STORAGE, "dresser": _STORAGE, "cabinet": _STORAGE,
    "shelf": _STORAGE, "chest": _STORAGE, "locker": _STORAGE, "rack": _STORAGE,
    "refrigerator": Habit(front=700, wall=True), "oven": Habit(front=700, wall=True),
    "dishwasher": Habit(front=700, wall=True), "washing machine": Habit(front=700, wall=True),
    "sink": Habit(front=600, wall=True), "toilet": Habit(front=550, wall=True),
    "bathtub": Habit(wall=True), "counter": Habit(front=700, wall=True),
    "kitchen island": Habit(), "piano": Habit(front=800, wall=True),
    "blackboard": Habit(front=700, wall=True), "whiteboard": Habit(front=700, wall=True),
    "fireplace": Habit(front=700, wall=True), "mirror": Habit(wall=True),
    "painting": Habit(wall=True, hung=True), "picture": Habit(wall=True, hung=True),
    "photograph": Habit(wall=True, hung=True), "poster": Habit(wall=True, hung=True),
    "clock": Habit(wall=True, hung=True),
    "floor lamp": Habit(near=("couch", "sofa", "armchair", "bed")),
    "lamp": Habit(near=("couch", "sofa", "armchair", "bed")), "potted plant": Habit(wall=True),
    "rug": _NONE, "easel": Habit(front=500), "statue": _NONE, "ottoman": _NONE, "end table": _NONE,
    "pool table": _NONE, "ping pong table": _NONE, "foosball table": _NONE, "chess table": _NONE,
    "display case": _NONE, "throne": Habit(wall=True), "vending machine": _STORAGE,
    "podium": Habit(worked=True, front=700),
}  # fmt: skip


def habit_of(noun: str, *, known: str) -> Habit:
    """Return how a thing stands; `known` is the vocabulary's name for it."""
    for form in (noun, known, noun.rpartition(" ")[2]):
        if form in _HABITS:
            return _HABITS[form]
    return _NONE


def is_furniture(noun: str, *, known: str) -> bool:
    """Return whether rooms are furnished with such things."""
    return bool({noun, known, noun.rpartition(" ")[2]} & set(_HABITS))


def lies_on_top(noun: str, *, known: str, hypernym: str) -> bool:
    """Return whether a thing lies on furniture rather than on the floor."""
    if {noun, known} & _STANDING or habit_of(noun, known=known).hung:
        return False
    return hypernym in _LYING or "table lamp" in {noun, known}


def holds_things(noun: str, *, known: str, hypernym: str) -> bool:
    """Return whether things lie on it: tables, shelves."""
    shelf = {noun, noun.rpartition(" ")[2], known} & {"shelf", "bookshelf", "rack", "cabinet",
                                                      "dresser"}  # fmt: skip
    return hypernym == "table" or bool(shelf)


def has_front(noun: str) -> bool:
    """Return whether a thing has a front of its own, which "in front of" means in a room."""
    return bool({noun, noun.rpartition(" ")[2]} & _FRONTS)


def partner_nouns() -> frozenset[str]:
    """Return the tables that chairs belong to."""
    return frozenset(
        {"table", "dining table", "conference table", "kitchen island", "desk", "picnic table"}
    )
