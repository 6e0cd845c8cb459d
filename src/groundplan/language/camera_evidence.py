"""Decides whether words that could be camera terms are: they need a camera near by."""

from typing import Final

from groundplan.language.camera_terms import RIG, TermMatch, camera_words
from groundplan.language.spotting import Board, Segment

__all__ = ["LEADING_VERBS", "governed_runs", "is_accepted"]

_MARKS: Final = ".;!?,:"
LEADING_VERBS: Final = frozenset(
    {
        "show", "capture", "reveal", "focus", "linger", "frame", "start", "begin", "settle", "stop",
        "end", "finish", "open", "maintain", "provide", "present", "feature", "emphasize",
        "highlight", "look", "follow", "be", "explore", "create", "give", "offer", "hold", "take",
        "keep", "cut", "shift", "rest", "continue", "remain", "stay", "transition", "move",
    }
)  # fmt: skip
_WHILE: Final = frozenset({"while", "whilst"})
_DETERMINERS: Final = frozenset(
    {"a", "an", "the", "this", "that", "his", "her", "their", "its", "one", "two"}
)
_WEAK: Final = frozenset(
    {
        "push", "pull", "track", "slide", "boom", "truck", "static", "follow", "roll", "lateral",
        "drone", "jib", "crane", "arc", "move", "insert", "macro", "medium", "wide", "overhead",
        "left", "right",
    }
)  # fmt: skip
"""First words that are camera words only at the start of a phrase or under a camera."""
_ALONE: Final = frozenset(
    {
        "medium", "wide", "macro", "overhead", "static", "full body", "insert", "panorama",
        "canted", "from behind", "from above", "from below", "from the back", "directly above",
        "low camera", "ls", "ms", "ws", "fs", "cu", "straight on", "from the air", "ground level",
        "eye height", "high camera", "from overhead", "tele", "imax", "zoom", "arc", "head to toe",
        "dutch", "no cut", "large format", "open wide", "straight down", "close on",
        "tight on", "closer on",
    }
)  # fmt: skip


_LOOKS: Final = frozenset({"look", "glance", "peer", "peek", "stare", "gaze", "turn"})


def governed_runs(board: Board) -> list[Segment]:
    """Return runs that begin with a camera as the subject, to the end of the clause."""
    lowers, stems = board.lowers(), board.stems()
    found: list[Segment] = []
    for index, word in enumerate(lowers):
        if word not in {
            "camera",
            "cam",
            "shot",
            "lens",
            "frame",
            "viewpoint",
            "perspective",
            "view",
        }:
            continue
        if word != "camera" and not _verb_follows(stems, index):
            continue
        before = lowers[index - 1] if index else ""
        if before in {
            "a",
            "an",
            "his",
            "her",
            "their",
            "film",
            "toward",
            "towards",
            "to",
            "at",
            "into",
            "for",
            "of",
            "holding",
            "from",
        } and not (before == "of" and _verb_follows(stems, index)):
            continue
        if (
            before == "the"
            and index > 1
            and lowers[index - 2]
            in {
                "toward",
                "towards",
                "to",
                "at",
                "into",
                "for",
                "from",
                "past",
                "by",
                "on",
                "with",
                "behind",
                "facing",
                "near",
            }
        ):
            continue
        start = index - 1 if before == "the" else index
        end = _clause_end(board, index)
        found += [Segment(start, end), *_meanwhile(board, end)]
    return found


def _meanwhile(board: Board, at: int) -> list[Segment]:
    """Return "while rolling clockwise" later in a camera's sentence: the camera rolls."""
    stems = board.stems()
    for index in range(at, len(stems)):
        if board.tokens[index].stop:
            break
        if stems[index] in _WHILE and _goes_on(board, index + 1):
            return [Segment(index, _clause_end(board, index))]
    return []


def _aside_end(board: Board, index: int) -> int:
    """Return where "The camera, placed high up, moves" goes on; `index` where it does not."""
    lowers = board.lowers()
    if lowers[index + 1 : index + 2] != [","] or not _is_placed(lowers[index + 2 : index + 3]):
        return index
    commas = (k for k in range(index + 2, len(lowers)) if board.tokens[k].text in _MARKS)
    close = next(commas, index)
    return close if lowers[close] == "," else index


def _is_placed(words: list[str]) -> bool:
    return bool(words) and (words[0].endswith("ed") or words[0] in {"set", "held"})


def _verb_follows(stems: list[str], index: int) -> bool:
    known, glue = camera_words().by_first, camera_words().glue
    for word in stems[index + 1 : index + 4]:
        if word in LEADING_VERBS or (
            word in known and word not in {"close", "medium", "low", "wide", "high"}
        ):
            return True
        if word not in glue or word in {"of", "with", "in", "on"}:
            return False
    return False


def _clause_end(board: Board, index: int) -> int:
    """Return where the camera's clause ends: a stop, or a comma that no camera verb follows."""
    stems, words = board.stems(), camera_words()
    index = _aside_end(board, index)
    for at in range(index + 1, len(stems)):
        if board.tokens[at].stop:
            return at
        if stems[at] in _WHILE | {"as"} and at - index > 1 and not _goes_on(board, at + 1):
            return at
        if board.tokens[at].text in ",:":
            ahead = [w for w in stems[at + 1 : at + 5] if w not in words.fillers][:1]
            if not ahead or ahead[0] not in words.by_first:
                return at
    return len(stems)


def _goes_on(board: Board, at: int) -> bool:
    """Whether "while" goes on about the camera ("while panning left")."""
    stems, lowers, words = board.stems(), board.lowers(), camera_words()
    ahead = [
        i
        for i in range(at, min(at + 4, len(stems)))
        if lowers[i] not in words.fillers or stems[i] in words.by_first
    ][:1]
    return bool(ahead) and stems[ahead[0]] in words.by_first and lowers[ahead[0]].endswith("ing")


def _denied(board: Board, match: TermMatch) -> bool:
    """Whether the words deny the move ("without any shaking")."""
    before = board.lowers()[max(0, match.start - 4) : match.start]
    after = board.lowers()[match.end : match.end + 1]
    return match.term.value == "handheld" and bool(
        {"no", "without", "minimal", "little", "not", "never"} & set(before) or after == ["free"]
    )


def _looks_back(board: Board, match: TermMatch) -> bool:
    """Whether somebody looks, not the camera ("he looks back over his shoulder")."""
    before = board.stems()[max(0, match.start - 3) : match.start]
    return match.term.value == "over_shoulder" and bool(_LOOKS & set(before))


_MOVES: Final = frozenset(
    {
        "dolly", "pan", "tilt", "crane", "truck", "zoom", "orbit", "arc", "track", "push", "pull",
        "pedestal", "boom", "shot", "camera", "film", "follow", "rise",
    }
)  # fmt: skip


def _moved_before(board: Board, match: TermMatch) -> bool:
    """Whether a sentence has spoken of the camera before what carries it, and does so first."""
    segment = board.segment_of(match.start, ".;!?")
    before = board.stems()[segment.start : match.start]
    return (
        bool(before)
        and before[0] in _MOVES | {"slow", "smooth", "fast", "a", "the"}
        and bool(_MOVES & set(before[:3]))
    )


def is_accepted(board: Board, match: TermMatch, governed: list[Segment]) -> bool:
    """Return whether words that match a term mean it.

    Args:
        board: the text.
        match: the words and the term.
        governed: what `governed_runs` returned.
    """
    under = any(match.start in g for g in governed)
    if match.term.value.startswith(RIG):
        return under or match.term.evidence == "none" or _moved_before(board, match)
    if _looks_back(board, match):
        return False
    if _denied(board, match) or match.term.evidence == "camera":
        return under and not _denied(board, match)
    phrase = " ".join(board.lowers()[i] for i in match.indices)
    if under:
        return phrase not in _ALONE or match.term.facet == "move" or _starts_phrase(board, match)
    if phrase in _ALONE:
        return _stands_alone(board, match)
    return _is_strong(board, match)


def _is_strong(board: Board, match: TermMatch) -> bool:
    """Whether words that mean other things too ("roll") stand where a move is named."""
    if match.term.facet != "move" or match.term.stems[0] not in _WEAK:
        return True
    first = board.lowers()[match.start]
    says = first.endswith("s") and first != board.stems()[match.start]
    return not says and _starts_phrase(board, match)


def _starts_phrase(board: Board, match: TermMatch) -> bool:
    """Whether only small camera words stand between the start of the clause and the term."""
    lowers, glue = board.lowers(), camera_words().glue
    at = match.start - 1
    while at >= 0 and board.tokens[at].text not in _MARKS and lowers[at] not in {"and", "then"}:
        if lowers[at] not in glue and at not in board.hidden:
            return False
        at -= 1
    strong = "shot" in match.term.stems or "camera" in match.term.stems
    before = lowers[match.start - 1] if match.start else ""
    bare = match.term.stems[0] in {"truck", "drone", "crane", "roll", "slide", "track", "boom"}
    return strong or not (bare and before in _DETERMINERS)


def _stands_alone(board: Board, match: TermMatch) -> bool:
    """Whether nothing but camera words shares its run of tokens, or "on" or "of" follows."""
    segment, lowers, words = board.segment_of(match.start), board.lowers(), camera_words()
    after = lowers[match.end] if match.end < len(lowers) else "."
    on = after in {"of", "on"} or board.lowers()[match.end - 1] == "on"
    if match.term.facet == "size" and on and _starts_phrase(board, match):
        return True
    if match.term.facet == "angle" and after in ".,;!?:" and match.start > segment.start:
        before = lowers[match.start - 1]
        return before in {
            "seen",
            "shot",
            "filmed",
            "viewed",
            "view",
            "angle",
            "camera",
            "captured",
            "taken",
        }
    rest = [i for i in range(segment.start, segment.end) if not match.start <= i < match.end]
    return all(
        lowers[i] in words.glue or board.tokens[i].quantity or board.stems()[i] in words.by_first
        for i in rest
    )
