"""What the joints and materials of the twelve Quaternius quadrupeds are called here."""

import re

__all__ = ["ANIMALS", "HOOFED", "joint_name", "parent_name", "role_of"]

ANIMALS = (
    "alpaca", "bull", "cow", "deer", "donkey", "fox", "horse", "horse_white", "husky", "shibainu",
    "stag", "wolf",
)  # fmt: skip
HOOFED = frozenset({"bull", "cow", "deer", "donkey", "horse", "horse_white", "stag"})
"""The alpaca walks on padded toes."""

_MIDDLE = {
    "Back": ("hips", ""), "Torso": ("spine", "hips"), "Torso2": ("chest", "spine"),
    "Torso3": ("upperChest", "chest"), "Neck1": ("neck", "upperChest"),
    "Neck2": ("neckMiddle", "neck"), "Neck3": ("neckUpper", "neckMiddle"),
    "Head": ("head", "neckUpper"), "Body": ("belly", "spine"),
}  # fmt: skip
_LEGS = {
    "FrontShoulder": ("front", "Shoulder", "chest"),
    "FrontUpperLeg": ("front", "UpperLeg", "Shoulder"),
    "FrontLowerLeg": ("front", "LowerLeg", "UpperLeg"),
    "IKFrontLeg": ("front", "Pastern", "LowerLeg"),
    "FF": ("front", "Foot", "Pastern"),
    "BackShoulder": ("hind", "Pelvis", "hips"), "BackLeg": ("hind", "UpperLeg", "Pelvis"),
    "BackUpperLeg": ("hind", "LowerLeg", "UpperLeg"), "BackLowerLeg": ("hind", "Hock", "LowerLeg"),
    "IKBackLeg": ("hind", "Pastern", "Hock"), "FFB": ("hind", "Foot", "Pastern"),
}  # fmt: skip
_ROLES = {
    "main": "main", "main_light": "light", "main_dark": "dark", "hooves": "hoof",
    "muzzle": "muzzle", "hair": "hair", "horns": "horn", "nose": "nose",
    "grey": "dark", "black": "nose",
    "eyes": "eyes", "eyes_black": "eyes", "eye_black": "eyes", "eye_dark": "eyes",
    "eyes_pupil": "eyes", "eye_white": "eye_white", "eyes_white": "eye_white",
    "eye_lighter": "light",
}  # fmt: skip
_UNNAMED = {
    "husky": {"Material": "main", "Material.006": "nose", "Material.001": "light",
              "Material.002": "eyes", "Material.003": "eye_white"},
    "stag": {"Material": "main", "Material.001": "hoof", "Material.003": "light",
             "Material.010": "dark", "Material.011": "eyes"},
}  # fmt: skip


def joint_name(source: str, *, hoofed: bool) -> str:
    """Return our name of a source joint; empty for those that carry nothing."""
    return _names(source, hoofed=hoofed)[0]


def parent_name(source: str, *, hoofed: bool, ears_on: str) -> str:
    """Return our name of the parent; paws hang on legs, unlike in the source."""
    name, parent = _names(source, hoofed=hoofed)
    return ears_on if re.fullmatch(r"(left|right)Ear1", name) else parent


def _names(source: str, *, hoofed: bool) -> tuple[str, str]:
    stem, _, side = source.partition(".")
    if stem in _MIDDLE:
        return _MIDDLE[stem]
    if tail := re.fullmatch(r"Tail(\d)", stem):
        k = int(tail[1])
        return f"tail{k}", f"tail{k - 1}" if k > 1 else "hips"
    word = {"L": "Left", "R": "Right"}.get(side, "")
    if ear := re.fullmatch(r"Ear(\d)", stem):
        k = int(ear[1])
        return f"{word.lower()}Ear{k}", f"{word.lower()}Ear{k - 1}"
    if stem in _LEGS and word:
        end, part, above = _LEGS[stem]
        part = ("Hoof" if hoofed else "Paw") if part == "Foot" else part
        return f"{end}{word}{part}", above if above in ("chest", "hips") else f"{end}{word}{above}"
    return "", ""


def role_of(animal: str, material: str, *, horns: bool) -> str:
    """Return the region of the coat that a material paints; `horns` for the second mesh."""
    if horns:
        return "horn"
    named = _UNNAMED.get(animal, {})
    return named.get(material) or _ROLES[material.lower()]
