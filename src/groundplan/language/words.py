"""The words that the parser sees, and what stands where: nouns, verbs, participles.

Agreement and position overrule the model's tags ("a dog trots", "two bears fish").
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from groundplan.language.agreement import does_agree, must_be_verb, unknown_verb
from groundplan.language.lexicon import lexicon
from groundplan.language.names import Person
from groundplan.language.tokens import Token
from groundplan.language.vocabulary import VerbEntry, vocabulary

__all__ = ["DETERMINERS", "POSSESSIVES", "Words"]

DETERMINERS: Final = frozenset(
    {
        "a", "an", "the", "this", "that", "these", "those", "some", "any", "no", "each", "every",
        "another", "other", "both", "all",
    }
)  # fmt: skip
POSSESSIVES: Final = frozenset(["his", "her", "its", "their", "my", "our", "your", "whose"])
_ONE: Final = frozenset(["a", "an", "another", "one", "this", "that", "each", "every"])
_OPENERS: Final = frozenset(
    {
        "action", "cut", "title", "scene", "shot", "okay", "please", "hello", "sorry", "thanks",
        "yeah", "well", "yes",
    }
)  # fmt: skip
_BEING: Final = frozenset({"is", "are", "was", "were", "am", "be"})
_CLOSED: Final = frozenset({"MD", "IN", "DT", "PRP", "TO", "CC", "WP", "EX"})
_INTRANSITIVE: Final = frozenset({"travel", "still", "change", "posture"})


class Words:
    """The words that the parser sees: tokens, tags, and questions about single places."""

    def __init__(
        self,
        tokens: Sequence[Token],
        tags: Sequence[str],
        indices: Sequence[int],
        *,
        people: Mapping[str, Person] = MappingProxyType({}),
    ) -> None:
        """Hold words with their tags and their places on the board, and people by name."""
        self.people = people
        self.tokens = tuple(tokens)
        self.lowers = [t.lower for t in tokens]
        self.indices = tuple(indices)
        self.tags = [self._tag(i, tag) for i, tag in enumerate(tags)]
        self._verbs: dict[tuple[int, bool, bool], VerbEntry | None] = {}

    def _tag(self, at: int, tag: str) -> str:
        lower = self.lowers[at]
        if self.tokens[at].name:
            return "NNP"
        going = tag == "VBG" and at > 0 and self.lowers[at - 1] in _BEING
        if tag.startswith("VB") and vocabulary().verb(lower) is None and not going:
            known = vocabulary().noun(lower) is not None or (tag == "VB" and at == 0)
            return "NN" if known else tag
        if (
            tag == "VBD"
            and at
            and vocabulary().noun(lower)
            and self.lowers[at - 1] in lexicon().colors
        ):
            return "NN"
        found = vocabulary().noun(lower)
        if tag == "NN" and found and found.many:
            return "NNS"
        if tag in {"NNP", "NNPS"} and vocabulary().noun(self.lowers[at]):
            return "NNS" if tag == "NNPS" else "NN"
        return tag

    def noun_at(self, at: int) -> bool:
        """Whether a noun stands there."""
        if not 0 <= at < len(self.lowers) or self.tags[at] in _CLOSED:
            return False
        if self._names(at):
            return True
        return self.tags[at].startswith("NN") or vocabulary().noun(self.lowers[at]) is not None

    def _names(self, at: int) -> bool:
        """Whether a word alone opens its sentence: it names what is seen ("Watch, zoom in.")."""
        after = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        opens = at == 0 or self.tokens[at - 1].stop
        if not opens or not (after is None or after.stop or after.lower == ","):
            return False
        token = self.tokens[at]
        name = token.text[0].isupper() and not token.text.isupper() and len(token.text) > 3
        plain = self.tags[at].startswith(("NN", "VB", "JJ", "UH")) and token.lower not in _OPENERS
        return vocabulary().noun(token.lower) is not None or (
            name and plain and vocabulary().verb(token.lower) is None
            and token.lower not in lexicon().adjectives
        )  # fmt: skip

    def nominal_at(self, at: int) -> bool:
        """Whether a noun phrase could start there."""
        if not 0 <= at < len(self.lowers):
            return False
        lower, tag = self.lowers[at], self.tags[at]
        return (
            lower in DETERMINERS
            or lower in POSSESSIVES
            or tag in {"DT", "PRP", "PRP$", "CD", "JJ", "PDT", "JJS", "JJR", "WP$"}
            or self.noun_at(at)
            or (tag in {"VBG", "VBN"} and self.noun_at(at + 1))
        )

    def verb_at(self, at: int, *, base: bool = False, helped: bool = False) -> VerbEntry | None:
        """Return the verb that stands there, or None when it is no verb.

        Args:
            at: the place.
            base: whether only a base form will do (after "to").
            helped: whether a helper stands before it.
        """
        key = (at, base, helped)
        if key not in self._verbs:
            self._verbs[key] = self._find_verb(at, base=base, helped=helped)
        return self._verbs[key]

    def _find_verb(self, at: int, *, base: bool, helped: bool) -> VerbEntry | None:
        if not 0 <= at < len(self.lowers) or not self.tokens[at].word or self._names(at):
            return None
        lower, tag = self.lowers[at], self.tags[at]
        entry = vocabulary().verb(lower, "VB" if base else tag)
        if base:
            return entry if entry and entry.tag == "VB" and tag in {"VB", "VBP", "NN"} else None
        if entry is None and not helped and must_be_verb(self, at):
            return unknown_verb(lower, "VBZ" if lower.endswith("s") else "VBP")
        if tag.startswith("VB"):
            if self._is_prenominal(at, entry, helped=helped) or self._is_noun_after_all(at):
                return None
            return entry or unknown_verb(lower, tag)
        agrees = entry is not None and not helped and does_agree(self, at, entry)
        return entry if entry and (agrees or self._overrules(at, entry, helped=helped)) else None

    def _is_noun_after_all(self, at: int) -> bool:
        if self.lowers[at : at + 2] == ["left", "of"]:
            return True
        before = self.lowers[at - 1] if at else ""
        noun = vocabulary().noun(self.lowers[at])
        if noun and noun.many and at and self.verb_at(at - 1) is not None:
            return True
        return before in DETERMINERS - {"that", "this", "another", "both", "all", "other"} or (
            before in POSSESSIVES and self.tags[at] in {"VB", "VBP"}
        )

    def _is_prenominal(self, at: int, entry: VerbEntry | None, *, helped: bool) -> bool:
        """Whether a participle is an adjective of the noun behind it."""
        if helped or self.tags[at] not in {"VBG", "VBN", "VBD"} or not self._noun_follows(at + 1):
            return False
        before = self.lowers[at - 1] if at else ""
        tag = self.tags[at - 1] if at else ""
        if before in DETERMINERS | POSSESSIVES or tag in {"JJ", "CD", "DT", "PRP$"}:
            return True
        if tag in {"IN", "TO"}:
            return self.tags[at] == "VBN" or before in {"of", "in", "on", "under", "through"}
        if not before or before in {",", ".", ";", "and"}:
            return self.tags[at] == "VBN" or entry is None or entry.verb_class in _INTRANSITIVE
        return self.tags[at] == "VBN" and not tag.startswith("NN")

    def _noun_follows(self, at: int) -> bool:
        while at < len(self.lowers) and self.tags[at] in {"JJ", "CD"}:
            at += 1
        return self.noun_at(at) and self.tags[at] not in {"DT", "PRP$"}

    def _overrules(self, at: int, entry: VerbEntry, *, helped: bool) -> bool:
        """Whether agreement or position makes a verb of what was tagged as something else."""
        before, tag = (self.lowers[at - 1], self.tags[at - 1]) if at else ("", "")
        if helped:
            return entry.tag in {"VBG", "VBN"} and not (
                entry.shy and self.tags[at].startswith("JJ")
            )
        if entry.tag == "VBZ" and self.tags[at] == "NNS":
            return self._agrees(at, entry, tag) or self._goes_on(at)
        if entry.tag == "VB" and self.tags[at] in {"NN", "NNP", "JJ"} and tag.startswith("NN"):
            ready = self.opens(at + 1) and (
                tag in {"NNS", "NNPS"} or not entry.shy or self._pair(at)
            )
            return ready and vocabulary().noun(f"{before} {self.lowers[at]}") is None
        if entry.tag == "VBG" and self.tags[at] in {"NN", "JJ", "NNP"}:
            ready = self.opens(at + 1) and vocabulary().noun(self.lowers[at]) is None
            return (tag.startswith("NN") or before == ",") and ready
        return False

    def _agrees(self, at: int, entry: VerbEntry, tag: str) -> bool:
        """Whether a word on -s is the verb of the singular noun before it."""
        worn = tag == "NNS" and self.lowers[at - 1] in lexicon().garments | lexicon().parts
        if worn and not entry.shy:
            return True
        if self.lowers[at - 1] in {"and", "then", ","}:
            # "She sits and types": no thing is called so, and who sits has been said. After "then"
            # comes what happens: "he walks to the door, then waves".
            thing = self.lowers[at - 1] != "then" and vocabulary().noun(self.lowers[at]) is not None
            listed = self.lowers[at - 1] != "," or self.opens(at + 1)
            return not thing and listed and self._finite_before(at)
        grouped = tag in {"NNS", "CD"} and self._after_group(at - 1) and self.opens(at + 1)
        plain = tag in {"NN", "NNP", "PRP", "RB", "VBG"}
        if tag == "VBG" and entry.shy:
            return False
        if not (plain or grouped) or self.lowers[at - 1] in {"they", "we"}:
            return False
        phrase = f"{self.lowers[at - 1]} {self.lowers[at]}"
        if vocabulary().noun(phrase) is not None:
            return False
        return grouped or self._after_one(at - 1) or not entry.shy or not self.noun_at(at + 1)

    def _finite_before(self, at: int) -> bool:
        """Whether a verb on -s stands before a place in its sentence."""
        for k in range(at - 1, -1, -1):
            if self.tokens[k].stop:
                return False
            if self.tags[k] == "VBZ" or (
                self.lowers[k].endswith("s") and self.verb_at(k) is not None
            ):
                return True
        return False

    def _goes_on(self, at: int) -> bool:
        """Whether a word on -s says what one does next: "sits on a chair and waves"."""
        if at < 2 or self.lowers[at - 1] != "and" or not self.opens(at + 1):
            return False
        if self.verb_at(at - 2 - (self.lowers[at - 2] == ",")) is not None:
            return True
        doing = any(self.tags[k] == "VBZ" for k in range(at - 2))
        return doing and self.tags[at - 2] in {"NN", "NNP"} and self._after_one(at - 2)

    def _after_one(self, at: int) -> bool:
        """Whether the phrase that ends at a place began with "a" or another word for one."""
        while at >= 0 and self.tags[at] in {"NN", "JJ", "NNP", "RB", "VBG", "VBN"}:
            at -= 1
        return at >= 0 and self.lowers[at] in _ONE

    def _after_group(self, at: int) -> bool:
        """Whether "a crowd of 60 people" ends at a place: many, and still one."""
        while at >= 0 and self.tags[at] in {"NN", "NNS", "JJ", "CD"}:
            at -= 1
        group = self.lowers[at - 1] if at > 0 and self.lowers[at] == "of" else ""
        return group in lexicon().vague and self._after_one(at - 1)

    def _pair(self, at: int) -> bool:
        """Whether two people or animals joined by "and" stand before a place."""
        last = vocabulary().noun(self.lowers[at - 1])
        alive = last is not None and last.kind in {"character", "animal"}
        return alive and "and" in self.lowers[max(0, at - 4) : at]

    def opens(self, at: int) -> bool:
        """Whether what stands there can follow a verb."""
        tags = {"IN", "DT", "RB", "TO", "PRP$", ".", ",", "CC", "PRP", "CD", "RP"}
        return at >= len(self.tags) or self.tags[at] in tags
