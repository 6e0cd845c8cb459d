"""Verbs of WordNet -> the nearest action of ours, voted for by the verbs that share a meaning."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from groundplan.language.vocabulary import vocabulary
from words.wordnet import WordNet

__all__ = ["Verb", "verb_table"]

_SENSES: Final = 3
_STEPS: Final = 3
_DECAY: Final = 0.5
"""Weight of a meaning one step away."""
_LATER: Final = 0.6
"""Weight of the next rarer meaning of the word."""
_FEW: Final = 60
"""Meanings below one whose members are done alike enough."""
_BODILY: Final = frozenset({"body", "consumption", "contact", "motion", "perception"})
_OFTEN: Final = 4
"""Times that the first meaning of any other class is met in tagged texts, at most: what texts
about anything say often ("emphasize", "provide") names no movement, or our own list had it. What
merely is so ("encompass") is never met where it is done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verb:
    """What a verb is shown as."""

    action: str
    verb_class: str
    margin: float
    """Votes of the action less those of the runner-up, over all votes: 0 to 1."""
    support: float
    """Votes of the action: above 0; 1 is a synonym that means it first."""


def verb_table(net: WordNet) -> dict[str, Verb]:
    """Return the nearest action of every single verb that has one."""
    classes = {
        group["id"].text(): group["class"].text()
        for group in vocabulary().sheets["verbs"]["groups"].items()
    }
    known = _votes_by_meaning(net)
    found: dict[str, Verb] = {}
    for word in sorted(net.senses):
        if word.isascii() and word.isalpha() and _is_bodily(word, net):
            votes = _votes(word, net, known)
            if votes:
                first, *others = sorted(votes, key=lambda a: (-votes[a], a))
                second = votes[others[0]] if others else 0.0
                found[word] = Verb(
                    action=first, verb_class=classes[first],
                    margin=(votes[first] - second) / sum(votes.values()), support=votes[first],
                )  # fmt: skip
    return found


def _is_bodily(word: str, net: WordNet) -> bool:
    lexical = net.synsets[net.senses[word][0]].lexical
    return lexical in _BODILY or net.counts[word, 1] <= (0 if lexical == "stative" else _OFTEN)


def _votes_by_meaning(net: WordNet) -> dict[str, dict[str, float]]:
    """Return, by meaning, the actions of our verbs that have it; a first meaning counts most."""
    found: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for group in vocabulary().sheets["verbs"]["groups"].items():
        for lemma in group["verbs"].words():
            for n, offset in enumerate(net.senses.get(lemma.replace(" ", "_"), ())[:_SENSES]):
                found[offset][group["id"].text()] += _LATER**n
    return found


def _votes(word: str, net: WordNet, known: dict[str, dict[str, float]]) -> dict[str, float]:
    votes: dict[str, float] = defaultdict(float)
    for n, offset in enumerate(net.senses[word][:_SENSES]):
        level, weight = {offset}, _LATER**n
        for _ in range(_STEPS + 1):
            for one in level:
                _add(votes, known.get(one, {}), weight)
                if net.synsets[one].size <= _FEW:
                    for below in net.synsets[one].below:
                        _add(votes, known.get(below, {}), weight * _DECAY**2)
            level = {above for one in level for above in net.synsets[one].above}
            weight *= _DECAY
    return votes


def _add(votes: dict[str, float], said: dict[str, float], weight: float) -> None:
    """Add what a meaning says, one vote at most, so that crowded meanings weigh no more."""
    total = max(1.0, sum(said.values()))
    for action, share in said.items():
        votes[action] += weight * share / total
