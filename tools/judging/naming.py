"""Which described entities answer to a noun: lemma, synonym or more special kind.

`a|b` means either. A compound answers to its head ("fire hydrant" to "hydrant"), never to its first
word ("bird house" is no bird); a longer noun must stand in the label word for word.
"""

import re
from typing import Any, Final

__all__ = ["answering", "lemmas", "same_noun"]

_IRREGULAR: Final = {
    "people": "person", "children": "child", "men": "man", "women": "woman", "geese": "goose",
    "mice": "mouse", "feet": "foot", "teeth": "tooth", "leaves": "leaf", "wolves": "wolf",
    "knives": "knife", "shelves": "shelf", "calves": "calf", "scarves": "scarf", "glass": "glass",
    "loaves": "loaf", "halves": "half", "bus": "bus", "grass": "grass", "dress": "dress",
}  # fmt: skip
_SAME: Final = (
    {"bike", "bicycle"}, {"plane", "airplane", "aeroplane", "aircraft", "jet"}, {"sofa", "couch"},
    {"tv", "television", "television set"}, {"automobile", "car"}, {"motorbike", "motorcycle"},
    {"cell phone", "phone", "mobile phone", "cellphone", "smartphone"}, {"mug", "cup"},
    {"night stand", "nightstand"}, {"bookshelf", "book shelf"}, {"carrousel", "carousel"},
    {"bunny", "rabbit"}, {"puppy", "pup"}, {"grey", "gray"}, {"scooter", "motor scooter"},
    {"hippo", "hippopotamus"}, {"individual", "person", "human", "people"}, {"deer", "deers"},
    {"kid", "child"}, {"rock", "stone", "boulder"}, {"frisbee", "flying disc"}, {"tap", "faucet"},
    {"ping pong table", "table tennis table"}, {"teddy", "teddy bear"}, {"ship", "vessel"},
)  # fmt: skip
_KINDS: Final = {
    "boat": {"sailboat", "canoe", "kayak", "rowboat", "gondola", "ship", "yacht", "ferry"},
    "ball": {"basketball", "football", "baseball", "volleyball", "snowball", "soccer"},
    "bird": {"parrot", "eagle", "owl", "seagull", "pigeon", "sparrow", "crow", "duck", "goose"},
    "vehicle": {"car", "truck", "bus", "van", "taxi", "motorcycle"},
    "horse": {"pony", "foal", "stallion", "mare"}, "cow": {"calf", "bull", "cattle"},
    "table": {"desk"}, "person": set[str](), "flower": {"rose", "tulip", "sunflower", "daisy"},
    "tree": {"palm", "oak", "pine", "willow", "birch"}, "man": {"gentleman", "guy", "boy"},
    "woman": {"lady", "girl"}, "child": {"boy", "girl", "toddler", "schoolchild"},
    "dog": {"retriever", "puppy", "corgi", "husky", "poodle", "terrier", "shepherd", "bulldog"},
    "cat": {"kitten"}, "bear": {"panda", "cub"}, "sheep": {"lamb", "ram"}, "duck": {"duckling"},
    "building": {"house", "skyscraper", "tower", "castle"}, "cup": {"teacup"},
}  # fmt: skip

_NO_KIND: Final = {("teddy", "bear"), ("guinea", "pig"), ("hot", "dog"), ("sea", "horse")}
"""Compounds that are no kind of their last word."""


def lemmas(words: str) -> tuple[str, ...]:
    """Return the words of a noun phrase, plurals made singular."""
    return tuple(_singular(word) for word in re.findall(r"[a-z0-9]+", words.lower()))


def answering(description: dict[str, Any], noun: str) -> list[str]:
    """Return ids of the entities that answer to a noun."""
    return [e["id"] for e in description["entities"] if same_noun(e, noun)]


def same_noun(entity: dict[str, Any], noun: str) -> bool:
    """Tell whether one described entity answers to a noun."""
    return any(_answers(entity, lemmas(option)) for option in noun.split("|"))


def _answers(entity: dict[str, Any], wanted: tuple[str, ...]) -> bool:
    noun = lemmas(entity["noun"] or entity["name"])
    if wanted == ("person",) or " ".join(wanted) in _SAME[16]:
        return entity["kind"] == "character" or _is_a(noun, wanted)
    if _is_a(noun, wanted):
        return True
    label = lemmas(entity["label"])
    longer = len(wanted) > len(noun) and _ends(wanted, noun)
    return longer and any(label[k : k + len(wanted)] == wanted for k in range(len(label)))


def _is_a(noun: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    if noun != wanted and noun in _NO_KIND:
        return False
    if _ends(noun, wanted):
        return True
    have, asked = " ".join(noun), " ".join(wanted)
    if any(asked in group and (have in group or noun[-1:] == (asked,)) for group in _SAME):
        return True
    return bool(noun) and noun[-1] in _KINDS.get(asked, set())


def _ends(words: tuple[str, ...], tail: tuple[str, ...]) -> bool:
    return bool(tail) and words[-len(tail) :] == tail


def _singular(word: str) -> str:
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        return word[:-1]
    return word
