"""Whether stated properties are among an entity's attributes, and nothing absent was invented."""

import re
from typing import Any, Final

from judging.colours import names_colour
from judging.naming import answering, lemmas

__all__ = ["has_attribute", "is_absent"]

_BASE: Final = {
    "wooden": "wood", "woolen": "wool", "woollen": "wool", "golden": "gold", "metallic": "metal",
    "circular": "round", "cubic": "cube", "spherical": "sphere", "old": "elderly",
}  # fmt: skip


def has_attribute(description: dict[str, Any], gold: dict[str, Any]) -> bool:
    """Tell whether something that answers to the noun, or its wearer, has the property."""
    owner = gold.get("of") or gold["noun"]
    wanted = {_BASE.get(word, word) for word in lemmas(gold["value"])}
    for entity in (e for e in description["entities"] if e["id"] in answering(description, owner)):
        own = entity["attributes"]
        if gold.get("of"):
            own = {k: v for k, v in own.items() if _about(gold["noun"], k, v)}
        if gold["kind"] == "color":
            if any(k.endswith("color") and names_colour(v, gold["value"]) for k, v in own.items()):
                return True
        elif wanted <= _words(own):
            return True
    return False


def _about(part: str, key: str, value: object) -> bool:
    return lemmas(part)[-1] in (*lemmas(key), *lemmas(str(value)))


def _words(attributes: dict[str, Any]) -> set[str]:
    text = " ".join(f"{key} {value}" for key, value in attributes.items())
    return {_BASE.get(word, word) for word in lemmas(re.sub(r"[._-]", " ", text))}


def is_absent(description: dict[str, Any], noun: str) -> bool:
    """Tell whether nothing in the world answers to a noun."""
    return not answering(description, noun)
