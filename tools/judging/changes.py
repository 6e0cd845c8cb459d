"""Whether a change of an attribute shows in a described world.

Meanings follow the public sets' README: a size grows or shrinks by 15 % between first and last
sample; of anything else the end state is said in attributes or actions.
"""

import re
from typing import Any, Final

__all__ = ["changes_as"]

_LEAST: Final = 1.15
_LARGER: Final = frozenset({"big", "large", "huge", "tall"})


def changes_as(description: dict[str, Any], entity: str, gold: dict[str, Any]) -> bool:
    """Tell whether one entity changes as a gold record says."""
    if gold["attribute"] == "size":
        samples = description["shots"][0]["samples"]
        first, last = (max(samples[k]["entities"][entity]["size_m"]) for k in (0, -1))
        grown = last / first if gold["to"] in _LARGER else first / last
        return grown >= _LEAST
    words = set(re.findall(r"[a-z]+", gold["to"].lower())) - {"a", "an", "the", "of", "with"}
    return bool(words & _last_state(description, entity))


def _last_state(description: dict[str, Any], entity: str) -> set[str]:
    said = next(e for e in description["entities"] if e["id"] == entity)
    texts = [*said["attributes"].values()]
    texts += [state["value"] for state in said.get("attributes_over_time", [])]
    texts += [a["verb"] for a in description["actions"] if a["agent"] == entity]
    return set(re.findall(r"[a-z]+", " ".join(texts).lower()))
