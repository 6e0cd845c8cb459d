"""Animals: real shoulder heights, and proportions in shoulder heights.

Heights are typical adult ones, rounded (our engineering defaults); shapes were drawn by eye.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final, Literal

from groundplan.assets.animal_looks import LOOKS
from groundplan.assets.proportions import Shape
from groundplan.errors import SceneError

__all__ = ["ALIASES", "SPECIES", "Species", "species"]

Rig = Literal["quadruped", "bird", "fish"]
Ear = Literal["prick", "drop", "round", "long", "fan", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Species:
    """Proportions of an animal; lengths are fractions of its shoulder height."""

    rig: Rig = "quadruped"
    height_m: float
    """Shoulder height; for birds standing height, for fish the height of the body."""
    color: str
    second: str = "#e2d6c6"
    """Colour of belly, mane or pattern."""
    pattern: Literal["plain", "stripes", "noise"] = "plain"
    length: float = 1.0
    """Shoulder to hip."""
    width: float = 0.17
    """Half width of the chest."""
    depth: float = 0.45
    """Of the chest, back to breast."""
    belly: float = 0.36
    neck: float = 0.4
    neck_up: float = 50.0
    """Degrees above the horizon."""
    head: float = 0.42
    """Length of the head."""
    snout: float = 0.5
    """Thickness of the muzzle over that of the skull."""
    ear: Ear = "prick"
    tail: float = 0.6
    tail_up: float = -30.0
    """Degrees above the horizon that the tail leaves the body."""
    tail_thick: float = 0.04
    leg: float = 0.06
    """Radius of the lower legs."""
    bend: float = 1.0
    """How far elbows, knees and hocks stand out of a straight leg; heavy animals stand on pillars.
    """
    hoofed: bool = False
    extras: tuple[str, ...] = ()
    """`mane`, `horns`, `antlers`, `trunk`, `tusks`, `hump`, `wool`, `beard`, `horn`, `ossicones`,
    `panda` (legs, ears and eye patches in the second colour), `ape` (a bare face); of birds
    `belly`, `hood`, `comb`, `wattle`, `crest`, `plume`, `tufts`, `face`, `ears`, `fan`, `wings` (in
    the second colour), `dark` and `plain_legs` and `fur` (beak and legs), `upright` (wings hang),
    `wingless`, `hops`; of fish `belly`, `slithers`."""
    form: str = ""
    """Of a bird: its shape in `BIRD_FORMS`; of a fish: in `FISH_FORMS`."""
    shape: Shape | None = None
    """The baked animal that it is, or is made from; None for a body drawn from proportions."""
    coat: tuple[tuple[str, str], ...] = ()
    """sRGB of regions of the coat that differ from the baked animal's."""
    patches: tuple[tuple[str, str], ...] = ()
    """Regions of the body that have a colour of their own, in sRGB: `mane`, `legs`, `ears` ..."""
    without: tuple[str, ...] = ()
    """Regions of the baked animal that it lacks."""

    @property
    def winged(self) -> bool:
        """Return whether it can fly."""
        return self.rig == "bird" and "wingless" not in self.extras

    @property
    def derived_from(self) -> str:
        """Return the baked animal whose shape was changed for this one; empty when unchanged."""
        return "" if self.shape is None or self.shape == Shape(base=self.shape.base) else (
            self.shape.base
        )  # fmt: skip


_DOG: Final = Species(
    height_m=0.6, color="#9a6b3f", tail_up=35.0, neck=0.36, ear="drop", width=0.16
)
_CAT: Final = Species(
    height_m=0.25, color="#8a7f76", length=1.15, neck=0.24, neck_up=40.0, head=0.36, snout=0.62,
    tail=1.0, tail_up=20.0, tail_thick=0.055, depth=0.42, width=0.17,
)  # fmt: skip
_HORSE: Final = Species(
    height_m=1.6, color="#6b4128", second="#2c1f18", length=0.92, width=0.18, depth=0.44,
    belly=0.40, neck=0.58, neck_up=52.0, head=0.42, snout=0.62, tail=0.5, tail_up=-62.0,
    tail_thick=0.06, leg=0.042, hoofed=True, extras=("mane",),
)  # fmt: skip
_COW: Final = Species(
    height_m=1.4, color="#7a4a32", second="#e8e0d2", pattern="noise", length=1.08, width=0.22,
    depth=0.55, belly=0.52, neck=0.38, neck_up=18.0, head=0.4, snout=0.75, ear="drop", tail=0.62,
    tail_up=-75.0, tail_thick=0.022, leg=0.052, hoofed=True, extras=("horns",),
)  # fmt: skip
_BEAR: Final = Species(
    height_m=1.0, color="#5a3d28", length=1.05, width=0.28, depth=0.6, belly=0.56, neck=0.34,
    neck_up=10.0, head=0.42, snout=0.45, ear="round", tail=0.08, leg=0.12,
)  # fmt: skip
_LION: Final = Species(
    height_m=1.1, color="#b98f52", second="#6d4523", length=1.15, width=0.18, depth=0.44, neck=0.3,
    neck_up=35.0, head=0.38, snout=0.7, ear="round", tail=0.85, tail_up=-35.0, leg=0.07,
    extras=("mane",),
)  # fmt: skip
_DEER: Final = Species(
    height_m=0.95, color="#8f6a43", length=0.95, width=0.15, depth=0.42, neck=0.5, neck_up=58.0,
    head=0.34, snout=0.5, ear="long", tail=0.15, leg=0.032, hoofed=True,
)  # fmt: skip
_SHEEP: Final = Species(
    height_m=0.7, color="#ded6c6", second="#2f2a27", length=0.95, width=0.26, depth=0.56,
    belly=0.54, neck=0.25, neck_up=40.0, head=0.36, ear="drop", tail=0.2, tail_up=-70.0, leg=0.045,
    hoofed=True, extras=("wool",),
)  # fmt: skip
_RABBIT: Final = Species(
    height_m=0.2, color="#a3927d", length=0.9, width=0.26, depth=0.62, belly=0.62, neck=0.22,
    neck_up=45.0, head=0.46, snout=0.7, ear="long", tail=0.12, tail_up=20.0, tail_thick=0.12,
    leg=0.07,
)  # fmt: skip
_ELEPHANT: Final = Species(
    height_m=3.0, color="#82807d", length=0.72, width=0.31, depth=0.6, belly=0.62, neck=0.2,
    neck_up=18.0, head=0.42, snout=0.6, ear="fan", tail=0.4, tail_up=-80.0, tail_thick=0.022,
    leg=0.1, bend=0.22, extras=("trunk", "tusks"),
)  # fmt: skip
_BIRD: Final = Species(
    rig="bird", height_m=0.2, color="#6f7d8c", second="#e5dccb", form="songbird", extras=("belly",)
)
_FISH: Final = Species(
    rig="fish", height_m=0.12, color="#d9772e", second="#f0e6d8", length=2.2, form="fish"
)
_BIRDS: Final[Mapping[str, Species]] = MappingProxyType(
    {
        "bird": _BIRD,
        "sparrow": replace(_BIRD, height_m=0.15, color="#8a6a48", second="#d8cdb8"),
        "robin": replace(_BIRD, height_m=0.15, color="#6d5f4a", second="#d0662c"),
        "pigeon": replace(_BIRD, height_m=0.28, form="pigeon", extras=()),
        "crow": replace(_BIRD, height_m=0.4, color="#23242a", form="crow",
                        extras=("dark",)),
        "seagull": replace(_BIRD, height_m=0.4, color="#e9e8e4", second="#9aa3ab",
                           form="gull", extras=("wings",)),
        "duck": replace(_BIRD, height_m=0.35, color="#7a684f", form="duck", extras=()),
        "goose": replace(_BIRD, height_m=0.75, color="#dcd8ce", form="goose", extras=()),
        "swan": replace(_BIRD, height_m=1.1, color="#f0eee8", form="swan", extras=()),
        "chicken": replace(_BIRD, height_m=0.4, color="#a65a2e", form="chicken", extras=("comb",)),
        "turkey": replace(_BIRD, height_m=0.8, color="#4a3428", second="#7a4a2c", form="turkey",
                          extras=("wattle", "fan")),
        "peacock": replace(_BIRD, height_m=1.0, color="#1f5fa0", second="#2f7a4a", form="peacock",
                           extras=("crest", "fan")),
        "eagle": replace(_BIRD, height_m=0.8, color="#4a3524", second="#efe9dc", form="eagle",
                         extras=("hood",)),
        "owl": replace(_BIRD, height_m=0.4, color="#7d6448", second="#cdb796", form="owl",
                       extras=("belly", "face", "tufts")),
        "parrot": replace(_BIRD, height_m=0.35, color="#3f9a4a", second="#d8b43a", form="parrot"),
        "penguin": replace(_BIRD, height_m=0.9, color="#22262b", second="#f0eee8", form="penguin",
                           extras=("upright", "belly")),
        "flamingo": replace(_BIRD, height_m=1.3, color="#e08a8a", form="flamingo",
                            extras=("plain_legs",)),
        "heron": replace(_BIRD, height_m=0.95, color="#8d98a3", form="heron", extras=("plume",)),
        "stork": replace(_BIRD, height_m=1.05, color="#ecebe6", second="#26262a", form="heron",
                         extras=()),
        "ostrich": replace(_BIRD, height_m=2.4, color="#2c2826", second="#d9c6b4", form="ostrich",
                           extras=("hood",)),
    }
)  # fmt: skip
_BEASTS: Final[Mapping[str, Species]] = MappingProxyType(
    {
        "kangaroo": replace(_BIRD, height_m=1.5, color="#a3754a", second="#d8c3a4",
                            form="kangaroo",
                            extras=("wingless", "upright", "fur", "ears", "belly", "hops")),
        "tyrannosaurus": replace(_BIRD, height_m=4.0, color="#5f6b48", second="#b9b08c",
                                 form="tyrant", extras=("wingless", "upright", "fur", "belly")),
        "bat": replace(_BIRD, height_m=0.12, color="#3a302c", second="#2a2422", form="bat",
                       extras=("fur", "ears", "wings")),
    }
)  # fmt: skip
_FISHES: Final[Mapping[str, Species]] = MappingProxyType(
    {
        "fish": _FISH,
        "goldfish": replace(_FISH, height_m=0.06, length=1.9),
        "snake": replace(_FISH, height_m=0.07, color="#5c6b35", length=20.0, form="snake",
                         extras=("slithers",)),
        "orca": replace(_FISH, height_m=1.6, color="#191b1f", second="#eceae4", length=4.0,
                        form="orca", extras=("belly",)),
        "shark": replace(_FISH, height_m=0.7, color="#6f7a83", second="#dfe3e4", length=4.6,
                         form="shark", extras=("belly",)),
        "dolphin": replace(_FISH, height_m=0.5, color="#6b7c8c", second="#d5dadd", length=4.6,
                           form="dolphin", extras=("belly",)),
        "whale": replace(_FISH, height_m=3.2, color="#4c5a68", second="#c8cdd0", length=4.4,
                         form="whale", extras=("belly",)),
    }
)  # fmt: skip

_DRAWN: Final[Mapping[str, Species]] = MappingProxyType(
    {
        "dog": _DOG,
        "labrador": replace(_DOG, height_m=0.57),
        "husky": replace(_DOG, height_m=0.58),
        "shiba": replace(_DOG, height_m=0.39),
        "corgi": replace(_DOG, height_m=0.28),
        "coyote": replace(_DOG, height_m=0.55),
        "puppy": replace(_DOG, height_m=0.3, head=0.5, snout=0.6),
        "cat": _CAT,
        "kitten": replace(_CAT, height_m=0.13, head=0.48),
        "horse": _HORSE,
        "horse_white": replace(_HORSE, color="#b2b2a3"),
        "pony": replace(_HORSE, height_m=1.25),
        "foal": replace(_HORSE, height_m=0.95, length=0.75, depth=0.36),
        "donkey": replace(_HORSE, height_m=1.1, color="#857a70", ear="long", neck=0.5),
        "zebra": replace(_HORSE, height_m=1.3, color="#e9e6e0", second="#1f1e1d",
            pattern="stripes"),
        "cow": _COW,
        "bull": replace(_COW, height_m=1.5, color="#3a2a22", pattern="plain", width=0.26),
        "calf": replace(_COW, height_m=0.8, extras=(), depth=0.45),
        "buffalo": replace(_COW, height_m=1.7, color="#4a3426", pattern="plain", extras=("horns",
            "hump")),
        "sheep": _SHEEP,
        "lamb": replace(_SHEEP, height_m=0.4, head=0.42),
        "goat": replace(_DEER, height_m=0.7, color="#cfc6b6", extras=("horns", "beard"),
            ear="drop"),
        "pig": replace(
            _COW, height_m=0.75, color="#d9a59a", pattern="plain", ear="drop", neck=0.2,
                neck_up=8.0,
            head=0.46, snout=0.5, tail=0.2, width=0.27, extras=(),
        ),
        "wolf": replace(_DOG, height_m=0.8, color="#7b7873", ear="prick", tail_up=-40.0,
            tail_thick=0.08),
        "fox": replace(
            _DOG, height_m=0.38, color="#c4622d", ear="prick", tail=0.95, tail_up=-15.0,
                tail_thick=0.11,
            length=1.2, head=0.46, snout=0.4,
        ),
        "bear": _BEAR,
        "polar_bear": replace(_BEAR, height_m=1.3, color="#e8e4d8", neck=0.42),
        "panda": replace(
            _BEAR, height_m=0.75, color="#ece8e0", second="#1c1b1b", length=0.95, width=0.36,
            depth=0.7, belly=0.72, neck=0.24, neck_up=24.0, head=0.62, snout=0.62, leg=0.13,
            bend=0.5, extras=("panda",),
        ),
        "lion": _LION,
        "lioness": replace(_LION, height_m=1.0, extras=()),
        "tiger": replace(
            _LION, height_m=0.95, color="#cf8235", second="#1f1a17", pattern="stripes", extras=(),
            length=1.3,
        ),
        "leopard": replace(_LION, height_m=0.65, color="#c99c55", second="#3a2a1c", pattern="noise",
                           extras=(), length=1.3),
        "elephant": _ELEPHANT,
        "rhinoceros": replace(
            _ELEPHANT, height_m=1.7, ear="prick", neck_up=-12.0, length=1.05, extras=("horn",),
            head=0.55, width=0.33, depth=0.66, belly=0.64, bend=0.45, neck=0.26, snout=0.75,
        ),
        "hippopotamus": replace(
            _ELEPHANT, height_m=1.4, color="#7d6a68", ear="round", neck_up=-6.0, length=1.2,
                extras=(),
            head=0.62, snout=1.15, leg=0.12, width=0.4, depth=0.74, belly=0.76, neck=0.2,
            bend=0.35,
        ),
        "giraffe": replace(
            _HORSE, height_m=3.0, color="#c79a55", second="#6d4523", pattern="noise", length=0.6,
                neck=0.72,
            neck_up=66.0, head=0.22, depth=0.36, belly=0.28, width=0.13, extras=("ossicones",),
                leg=0.028,
        ),
        "camel": replace(
            _HORSE, height_m=1.85, color="#b8935f", second="#8a6a42", length=0.8, neck=0.55,
                neck_up=45.0,
            head=0.28, extras=("hump",), leg=0.038,
        ),
        "llama": replace(_DEER, height_m=1.1, color="#d8cbb4", neck=0.62, neck_up=75.0,
            width=0.22, depth=0.5),
        "alpaca": replace(_DEER, height_m=0.9),
        "deer": _DEER,
        "stag": replace(_DEER, height_m=1.2, extras=("antlers",)),
        "reindeer": replace(_DEER, height_m=1.1, extras=("antlers",)),
        "moose": replace(_DEER, height_m=1.9, color="#4f3b2b", extras=("antlers",), neck=0.4,
            snout=0.8,
                         width=0.2, depth=0.5),
        "rabbit": _RABBIT,
        "mouse": replace(_RABBIT, height_m=0.04, ear="round", tail=1.6, tail_thick=0.04,
            tail_up=0.0,
                         snout=0.4, color="#8d8680"),
        "squirrel": replace(_RABBIT, height_m=0.1, ear="prick", tail=1.4, tail_thick=0.2,
            tail_up=65.0,
                            color="#9a5a2e"),
        "raccoon": replace(_CAT, height_m=0.28, color="#6f6a66", width=0.24, depth=0.52,
            tail_thick=0.09,
                           tail=0.7, snout=0.4),
        "monkey": replace(
            _CAT, height_m=0.45, color="#6b4d36", second="#c79f7c", ear="none", head=0.5, neck=0.2,
            neck_up=50.0, tail=1.25, tail_up=40.0, tail_thick=0.03, length=0.72, width=0.19,
            depth=0.46, bend=0.8, extras=("ape",),
        ),
        **_BEASTS,
        **_BIRDS,
        **_FISHES,
    }
)  # fmt: skip


def _with_look(name: str, drawn: Species) -> Species:
    """Return the species with its baked body, where there is one."""
    look = LOOKS.get(name)
    if look is None:
        return drawn
    return replace(
        drawn, shape=look.shape, color=look.color, coat=look.coat, patches=look.patches,
        without=look.without, pattern=look.pattern,
    )  # fmt: skip


SPECIES: Final[Mapping[str, Species]] = MappingProxyType(
    {name: _with_look(name, drawn) for name, drawn in _DRAWN.items()}
)
"""By catalogue id."""

ALIASES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "hound": "dog", "retriever": "labrador", "shepherd dog": "dog",
            "shiba inu": "shiba",
        "stallion": "horse", "mare": "horse", "mule": "donkey", "bison": "buffalo",
        "ox": "bull", "yak": "buffalo", "ram": "sheep", "piglet": "pig", "boar": "pig",
            "hog": "pig",
        "jackal": "coyote", "grizzly": "bear", "cub": "bear", "lion cub": "kitten",
        "cheetah": "leopard", "jaguar": "leopard", "panther": "leopard", "rhino": "rhinoceros",
        "hippo": "hippopotamus", "doe": "deer", "fawn": "deer",
            "antelope": "deer",
        "gazelle": "deer", "elk": "stag", "hare": "rabbit", "bunny": "rabbit",
        "rat": "mouse", "hamster": "mouse", "chipmunk": "squirrel", "hedgehog": "rabbit",
        "skunk": "raccoon", "badger": "raccoon", "otter": "raccoon", "ape": "monkey",
        "chimpanzee": "monkey", "gorilla": "bear", "dove": "pigeon", "canary": "sparrow",
        "raven": "crow", "magpie": "crow", "gull": "seagull", "puffin": "penguin",
        "hen": "chicken", "rooster": "chicken", "cock": "chicken", "hawk": "eagle",
        "falcon": "eagle", "vulture": "eagle", "condor": "eagle", "macaw": "parrot",
        "parakeet": "parrot", "cockatoo": "parrot", "crane bird": "stork", "emu": "ostrich",
        "pelican": "goose", "duckling": "duck",
        "koi": "goldfish", "trout": "fish", "salmon": "fish", "tuna": "fish",
        "humpback whale": "whale",
        "porpoise": "dolphin", "wallaby": "kangaroo", "dinosaur": "tyrannosaurus",
        "t rex": "tyrannosaurus", "t-rex": "tyrannosaurus", "koala": "bear",
    }
)  # fmt: skip
"""Animals drawn with the body of a like one."""


def species(name: str) -> Species:
    """Return the proportions of a species by id.

    Raises:
        SceneError: No such species.
    """
    key = name.lower().replace(" ", "_")
    found = SPECIES.get(ALIASES.get(name.lower().replace("_", " "), key))
    if found is None:
        raise SceneError(
            f"there is no species {name!r}", f"use one of {', '.join(sorted(SPECIES))}"
        )
    return found
