"""All rules in one place: their words from data, their checks from the modules of the families."""

import fnmatch
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final

import yaml
from pydantic import TypeAdapter

from groundplan.agents.critic.rules.camera_motion import MOTION_CHECKS
from groundplan.agents.critic.rules.clips import CLIP_CHECKS, FORMAT_CHECKS
from groundplan.agents.critic.rules.cuts import CUT_CHECKS, PACE_CHECKS
from groundplan.agents.critic.rules.document import DOCUMENT_CHECKS
from groundplan.agents.critic.rules.framing import FRAMING_CHECKS
from groundplan.agents.critic.rules.lights import LIGHT_CHECKS
from groundplan.agents.critic.rules.models import MODEL_CHECKS
from groundplan.agents.critic.rules.rigs import RIG_CHECKS
from groundplan.agents.critic.rules.rule import CutCheck, Rule, ShotCheck, WorldCheck
from groundplan.agents.critic.rules.safety import SAFETY_CHECKS
from groundplan.agents.critic.rules.space import SPACE_CHECKS
from groundplan.errors import InputError
from groundplan.world.paths import closest

__all__ = [
    "CUT_RULES", "FAMILIES", "SHOT_RULES", "WORLD_RULES", "all_rules", "is_family", "rule_called",
    "rule_of_intent", "rule_of_slug",
]  # fmt: skip

FAMILIES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "GP1": "framing", "GP2": "cuts and film grammar", "GP3": "space",
        "GP4": "rigs, camera and body motion", "GP5": "light and exposure",
        "GP6": "safety and shootability", "GP7": "readiness for video models",
        "GP8": "intents: shots as tests", "GP9": "the document, planning and settings",
    }
)  # fmt: skip
SHOT_RULES: Final[Mapping[str, ShotCheck]] = MappingProxyType(
    {**FRAMING_CHECKS, **PACE_CHECKS, **SPACE_CHECKS, **RIG_CHECKS, **MOTION_CHECKS,
     **LIGHT_CHECKS, **SAFETY_CHECKS, **MODEL_CHECKS,
     **CLIP_CHECKS}
)  # fmt: skip
CUT_RULES: Final[Mapping[str, CutCheck]] = CUT_CHECKS
WORLD_RULES: Final[Mapping[str, WorldCheck]] = MappingProxyType(
    {**FORMAT_CHECKS, **DOCUMENT_CHECKS}
)
_FILES: Final = ("framing", "cuts", "space", "motion", "light", "safety", "models", "intents",
                 "document")  # fmt: skip
_RULES: Final = TypeAdapter(tuple[Rule, ...])
_KINDS: Final = (
    "shot_size", "camera_angle", "camera_move", "camera_distance", "focal_length", "camera_height",
    "camera_roll", "camera_pitch", "camera_azimuth", "screen_position", "screen_x", "screen_y",
    "screen_height", "headroom", "lead_room", "staging", "inside_set", "unoccluded",
    "sees_both_eyes", "sharp", "aperture", "visible", "distance", "speed", "duration", "relation",
    "light_side", "light_temperature", "light_level", "light_ratio", "light_over_key", "color",
    "beside",
)  # fmt: skip
"""In the order of their codes, GP801 and on: new kinds go to the end."""


@lru_cache(maxsize=1)
def all_rules() -> Mapping[str, Rule]:
    """Return every rule by code, in the order of codes."""
    found: list[Rule] = []
    for name in _FILES:
        text = files("groundplan.agents.critic.rules").joinpath("data", f"{name}.yaml").read_text()
        found += _RULES.validate_python(_read(text))
    ordered = sorted(found, key=lambda rule: rule.code)
    return MappingProxyType({rule.code: rule for rule in ordered})


def _read(text: str) -> object:
    """Return YAML as data, by the compiled parser where there is one."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(text, Loader=loader)  # noqa: S506  (both are the safe one)


def is_family(code: str) -> bool:
    """Tell whether a word is a family (`GP2`) or the beginning of some codes (`GP21`)."""
    return code.startswith("GP") and any(known.startswith(code) for known in all_rules())


def rule_called(name: str) -> Rule:
    """Return the rule of a code or of a dotted code, whatever its case.

    Raises:
        InputError: There is no such rule; the message has what comes nearest.
    """
    word = name.strip()
    rules = all_rules()
    if word.upper() in rules:
        return rules[word.upper()]
    for rule in rules.values():
        if word.lower() in (rule.slug, *rule.also):
            return rule
    found = None if "." not in word else rule_of_slug(word.lower())
    if found is not None and found.code != _OTHER:
        return found
    known = [*rules, *(rule.slug for rule in rules.values())]
    raise InputError(f"there is no rule {name!r}", closest(word, known))


_OTHER: Final = "GP999"


@lru_cache(maxsize=512)
def rule_of_slug(slug: str) -> Rule:
    """Return the rule that a finding's dotted code belongs to; `GP999` where none lists it."""
    rules = all_rules()
    exact = [rule for rule in rules.values() if slug == rule.slug or slug in rule.also]
    if exact:
        return exact[0]
    near = [r for r in rules.values() if any(fnmatch.fnmatchcase(slug, p) for p in r.also)]
    return near[0] if near else rules[_OTHER]


def rule_of_intent(kind: str) -> Rule:
    """Return the rule that asserts a kind of intent."""
    return all_rules()[f"GP{801 + _KINDS.index(kind)}"]
