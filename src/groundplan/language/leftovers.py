"""What nothing explained: listed with the words, so that no word is dropped in silence."""

from typing import Final

from groundplan.language.facts import UnresolvedFact
from groundplan.language.lexicon import lexicon
from groundplan.language.spotting import Board

__all__ = ["FUNCTION_WORDS", "leftovers"]

FUNCTION_WORDS: Final = frozenset(
    {
        "a", "an", "the", "this", "that", "these", "those", "some", "any", "no", "each", "every",
        "all", "both", "other", "another", "and", "or", "but", "nor", "so", "yet", "if", "then",
        "than", "of", "in", "on", "at", "to", "from", "by", "with", "without", "for", "as", "is",
        "are", "was", "were", "be", "been", "being", "am", "has", "have", "had", "do", "does",
        "did", "will", "would", "can", "could", "may", "might", "must", "should", "shall", "not",
        "n't", "'s", "'", "'re", "'ve", "'ll", "'d", "'m", "it", "its", "itself", "he", "him",
        "his", "himself", "she", "her", "hers", "herself", "they", "them", "their", "theirs",
        "themselves", "we", "us", "our", "you", "your", "i", "me", "my", "who", "whom", "whose",
        "which", "what", "where", "when", "while", "whilst", "why", "how", "there", "here", "into",
        "onto", "upon", "over", "under", "up", "down", "out", "off", "about", "around", "through",
        "across", "along", "between", "among", "very", "too", "also", "just", "only", "own", "same",
        "such", "more", "most", "much", "one", "ones", "s", "t", "during", "until", "before",
        "after", "next", "soon", "meanwhile", "now", "once", "again", "still", "even", "quite",
        "rather", "toward", "towards", "like", "near", "beside", "behind", "below", "above", "past",
        "per", "via", "&", "etc",
    }
)  # fmt: skip


def leftovers(board: Board) -> tuple[UnresolvedFact, ...]:
    """Return runs of content words and quantities that no fact uses."""
    found: list[UnresolvedFact] = []
    run: list[int] = []
    for index in range(len(board.tokens) + 1):
        if index < len(board.tokens) and _left(board, index):
            run.append(index)
        elif run:
            found.append(_fact(board, run))
            run = []
    return tuple(found)


def _left(board: Board, index: int) -> bool:
    token = board.tokens[index]
    if token.quantity:
        quantity = board.quantities[token.quantity]
        return not quantity.role and token.quantity not in board.roles
    if index in board.used or index in board.hidden:
        return False
    return token.foreign or (token.word and token.lower not in FUNCTION_WORDS)


def _fact(board: Board, run: list[int]) -> UnresolvedFact:

    numeric = any(board.tokens[i].quantity for i in run)
    known = any(board.tokens[i].lower in lexicon().numbers for i in run)
    reason = "nothing in the text claims this quantity" if numeric else "not understood"
    if any(board.tokens[i].foreign for i in run):
        reason = "not English words"
    elif known and not numeric:
        reason = "a number without anything to count"
    text = " ".join(board.tokens[i].text for i in range(run[0], run[-1] + 1))
    return UnresolvedFact(text=text, span=board.span(run[0], run[-1] + 1), reason=reason)
