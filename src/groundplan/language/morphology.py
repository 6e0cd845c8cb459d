"""Regular English word forms: plurals, and the forms of a verb. Irregular ones are data."""

from collections.abc import Iterator

__all__ = ["plural", "singulars", "verb_forms"]

_IRREGULAR_PLURALS = {
    "man": "men", "woman": "women", "child": "children", "person": "people", "mouse": "mice",
    "goose": "geese", "foot": "feet", "tooth": "teeth", "ox": "oxen", "wolf": "wolves",
    "knife": "knives", "leaf": "leaves", "shelf": "shelves", "calf": "calves", "loaf": "loaves",
    "half": "halves", "scarf": "scarves", "elf": "elves", "thief": "thieves", "life": "lives",
    "wife": "wives", "hoof": "hooves", "cactus": "cacti", "die": "dice", "octopus": "octopuses",
    "bus": "buses", "photo": "photos", "piano": "pianos", "dwarf": "dwarves", "potato": "potatoes",
    "tomato": "tomatoes", "domino": "dominoes", "hero": "heroes", "mango": "mangoes",
    "volcano": "volcanoes", "bookshelf": "bookshelves",
}  # fmt: skip
_INVARIANT = frozenset(
    {
        "sheep", "deer", "fish", "moose", "salmon", "trout", "shrimp", "bison", "buffalo",
        "aircraft", "spacecraft", "series", "swine", "cattle", "elk", "squid", "koi",
    }
)  # fmt: skip
_SINGULAR_OF = {many: one for one, many in _IRREGULAR_PLURALS.items()}
_SUFFIXES_OF_ES = ("s", "x", "z", "ch", "sh")
_VOWELS = "aeiou"


def plural(noun: str) -> str:
    """Return the plural of a noun; of a compound, that of its last word."""
    *front, last = noun.split(" ")
    if last in _INVARIANT:
        many = last
    elif last in _IRREGULAR_PLURALS:
        many = _IRREGULAR_PLURALS[last]
    elif last.endswith("man") and last not in {"human", "shaman", "german"}:
        many = last[:-3] + "men"
    elif last.endswith(_SUFFIXES_OF_ES):
        many = last + "es"
    elif last.endswith("y") and last[-2:-1] not in _VOWELS:
        many = last[:-1] + "ies"
    else:
        many = last + "s"
    return " ".join([*front, many])


def singulars(word: str) -> Iterator[str]:
    """Yield what the plural `word` may be the plural of, likeliest first, else nothing."""
    if word in _SINGULAR_OF:
        yield _SINGULAR_OF[word]
    if word.endswith("men") and len(word) > len("men"):
        yield word[:-3] + "man"
    if word.endswith("ies") and len(word) > len("pies"):
        yield word[:-3] + "y"
    if word.endswith("es") and word[:-2].endswith(_SUFFIXES_OF_ES):
        yield word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        yield word[:-1]


def verb_forms(lemma: str, irregular: tuple[str, str] | None) -> Iterator[tuple[str, str]]:
    """Yield (form, Penn tag) of a verb; the particle of "pick up" stays behind the first word."""
    head, _, particle = lemma.partition(" ")
    past, participle = irregular or (_past(head), _past(head))
    forms = [
        (head, "VB"), (_third(head), "VBZ"), (_gerund(head), "VBG"), (participle, "VBN"),
        (past, "VBD"),
    ]  # fmt: skip
    for form, tag in forms:
        yield f"{form} {particle}".strip(), tag


def _third(head: str) -> str:
    return {"have": "has", "go": "goes", "do": "does"}.get(head) or _with_s(head)


def _with_s(head: str) -> str:
    if head.endswith(_SUFFIXES_OF_ES):
        return head + "es"
    if head.endswith("y") and head[-2:-1] not in _VOWELS:
        return head[:-1] + "ies"
    return head + "s"


def _doubles(head: str) -> bool:
    """Whether the last consonant doubles: one vowel before it, and one syllable."""
    if len(head) < len("cut") or head[-1] in "aeiouwxy" or head[-2] not in _VOWELS:
        return False
    groups = sum(
        1 for i, c in enumerate(head) if c in _VOWELS and (i == 0 or head[i - 1] not in _VOWELS)
    )
    return head[-3] not in _VOWELS and (groups == 1 or head in {"begin", "propel"})


def _gerund(head: str) -> str:
    if head.endswith("ie"):
        return head[:-2] + "ying"
    if head.endswith("e") and not head.endswith(("ee", "oe", "ye")) and head != "be":
        return head[:-1] + "ing"
    return head + (head[-1] if _doubles(head) else "") + "ing"


def _past(head: str) -> str:
    if head.endswith("e"):
        return head + "d"
    if head.endswith("y") and head[-2:-1] not in _VOWELS:
        return head[:-1] + "ied"
    return head + (head[-1] if _doubles(head) else "") + "ed"
