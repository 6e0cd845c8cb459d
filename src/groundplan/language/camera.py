"""Reads what a text says about camera, lens and framing, and hides those words from the parser."""

from dataclasses import dataclass, replace
from typing import Final, Literal, cast

from groundplan.language.camera_terms import TermMatch, camera_words, find_terms
from groundplan.language.facts import CameraFact, UnresolvedFact
from groundplan.language.spotting import Board, Segment

__all__ = ["CameraReading", "read_camera"]

_MARKS: Final = ".;!?,:"
_DETERMINERS: Final = frozenset(
    {"a", "an", "the", "this", "that", "his", "her", "their", "its", "one", "two"}
)
_WEAK: Final = frozenset(
    "push pull track slide boom truck static follow roll lateral drone jib crane arc move insert "
    "macro medium wide overhead left right".split(),
)
"""First words that are camera words only at the start of a phrase or under a camera."""
_ALONE: Final = frozenset(
    [
        "medium", "wide", "macro", "overhead", "static", "full body", "insert", "panorama", "canted",
        "from behind", "from above", "from below", "from the back", "directly above", "low camera",
        "ls", "ms", "ws", "fs", "cu", "straight on", "from the air", "ground level", "eye height",
        "high camera", "from overhead", "tele", "imax", "zoom", "arc", "head to toe", "dutch",
        "no cut", "large format", "open wide", "straight down",
    ],
)  # fmt: skip
_LEADING: Final = frozenset(
    "show capture reveal focus linger frame start begin settle stop end finish open maintain provide "
    "present feature emphasize highlight look follow be explore create give offer hold take keep "
    "cut shift rest continue remain stay transition move".split(),
)
_ENDING: Final = frozenset(
    {"to", "end", "settle", "finish", "close", "become", "into", "land", "stop"}
)
_STARTING: Final = frozenset({"from", "open", "start", "begin"})
_AFTER: Final = frozenset(
    {
        "of",
        "on",
        "toward",
        "towards",
        "around",
        "to",
        "at",
        "over",
        "past",
        "through",
        "along",
        "across",
        "into",
        "with",
        "about",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectHint:
    """The camera fact at `index` is about the first entity named at or after token `token`."""

    index: int
    token: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraReading:
    """Facts, and where to look for what they are about."""

    facts: tuple[CameraFact, ...]
    hints: tuple[SubjectHint, ...]
    governed: tuple[Segment, ...]
    """Runs of tokens that are about the camera."""
    unresolved: tuple[UnresolvedFact, ...]


def read_camera(board: Board) -> CameraReading:
    """Return the camera facts of a text and mark their words on the board."""
    governed = _governed(board)
    chosen = _choose(board, governed)
    facts: list[CameraFact] = []
    hints: list[SubjectHint] = []
    unresolved: list[UnresolvedFact] = []
    for match in chosen:
        _hide_around(board, match, governed)
        hints.append(SubjectHint(index=len(facts), token=match.end))
        facts.append(_fact(board, match))
        if match.term.evidence == "noun":
            span = board.span(match.start, match.end)
            reason = f"the direction of the move is not said; read as {match.term.value}"
            text = " ".join(t.text for t in board.tokens[match.start : match.end])
            unresolved.append(UnresolvedFact(text=text, span=span, reason=reason))
    for segment in governed:
        _hide_lead(board, segment)
    facts = _framing_times(facts)
    regions = (*governed, *(board.segment_of(m.start) for m in chosen if m.term.facet == "move"))
    return CameraReading(
        facts=tuple(facts), hints=tuple(hints), governed=regions, unresolved=tuple(unresolved)
    )


def _governed(board: Board) -> list[Segment]:
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
        }:
            if not (before in {"of"} and _verb_follows(stems, index)):
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
        found.append(Segment(start, _clause_end(board, index)))
    return found


def _verb_follows(stems: list[str], index: int) -> bool:
    known, glue = camera_words().by_first, camera_words().glue
    for word in stems[index + 1 : index + 4]:
        if word in _LEADING or (
            word in known and word not in {"close", "medium", "low", "wide", "high"}
        ):
            return True
        if word not in glue or word in {"of", "with", "in", "on"}:
            return False
    return False


def _clause_end(board: Board, index: int) -> int:
    """Return where the camera's clause ends: a stop, or a comma that no camera verb follows."""
    stems, words = board.stems(), camera_words()
    for at in range(index + 1, len(stems)):
        if board.tokens[at].stop:
            return at
        if (
            stems[at] in {"while", "whilst", "as"}
            and at - index > 1
            and not _goes_on(board, at + 1)
        ):
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


def _choose(board: Board, governed: list[Segment]) -> list[TermMatch]:
    """Return accepted matches, longest first where they overlap, in text order."""
    chosen: list[TermMatch] = []
    candidates = sorted(
        find_terms(board),
        key=lambda m: (m.term.evidence == "noun", -len(m.indices), m.end - m.start, m.start),
    )
    covered: set[int] = set()
    for match in candidates:
        cells = set(match.indices)
        if cells & covered or any(board.tokens[i].stop for i in range(match.start, match.end)):
            continue
        if _accepted(board, match, governed) and not _denied(board, match):
            chosen.append(match)
            covered |= cells
    chosen.sort(key=lambda m: m.start)
    kept = _without_weaker(chosen)
    for match in _repeats(chosen, kept):
        _hide_around(board, match, governed)
    return kept


def _without_weaker(chosen: list[TermMatch]) -> list[TermMatch]:
    """Drop a move without direction beside a move with one, and repeats of the same term."""
    firm = {m.term.value for m in chosen if m.term.facet == "move" and m.term.evidence != "noun"}
    kept: list[TermMatch] = []
    for match in chosen:
        if match.term.facet == "move" and match.term.evidence == "noun" and firm:
            continue
        same = [
            k for k in kept if k.term.facet == match.term.facet and k.term.value == match.term.value
        ]
        if same and match.term.facet != "size":
            continue
        kept.append(match)
    return kept


def _repeats(chosen: list[TermMatch], kept: list[TermMatch]) -> list[TermMatch]:
    """Return what was dropped: its words are understood all the same."""
    return [m for m in chosen if m not in kept]


def _accepted(board: Board, match: TermMatch, governed: list[Segment]) -> bool:
    evidence = match.term.evidence
    under = any(match.start in g for g in governed)
    if evidence == "camera":
        return under
    phrase = " ".join(board.lowers()[i] for i in match.indices)
    if under:
        return phrase not in _ALONE or match.term.facet == "move" or _starts_phrase(board, match)
    if phrase in _ALONE:
        return _stands_alone(board, match)
    first = board.lowers()[match.start]
    if match.term.facet == "move" and match.term.stems[0] in _WEAK:
        if first.endswith("s") and first != board.stems()[match.start]:
            return False
        return _starts_phrase(board, match)
    return True


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
    if match.term.facet == "size" and after in {"of", "on"} and _starts_phrase(board, match):
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


def _hide_around(board: Board, match: TermMatch, governed: list[Segment]) -> None:
    """Hide a term, the glue before it in its run, and a small word after it."""
    lowers, glue = board.lowers(), camera_words().glue
    segment = board.segment_of(match.start)
    end = match.end
    while end < segment.end and lowers[end] in {
        "shot",
        "view",
        "angle",
        "camera",
        "lens",
        "perspective",
        "footage",
        "composition",
        "framing",
        "movement",
        "motion",
    }:
        end += 1
    if match.term.facet == "move":
        while end < segment.end and (
            lowers[end] in camera_words().slow
            or lowers[end] in camera_words().fast
            or lowers[end] in {"smoothly", "steadily", "smooth", "continuously"}
        ):
            end += 1
    stems = board.stems()
    if (
        match.term.facet == "size"
        and end < segment.end
        and stems[end] in _STARTING | _ENDING
        and lowers[end] not in {"to", "from", "into"}
    ):
        end += 1
    if end < segment.end and lowers[end] in _AFTER:
        end += 1
    start = match.start
    around = _STARTING | _ENDING if match.term.facet == "size" else frozenset[str]()
    while (
        start > segment.start
        and (lowers[start - 1] in glue or stems[start - 1] in around)
        and start - 1 not in board.taken
    ):
        start -= 1
    under = any(match.start in g for g in governed)
    first = min((g.start for g in governed if match.start in g), default=start)
    board.hide(range(first if under and _only_small(board, first, start) else start, end))


def _only_small(board: Board, start: int, end: int) -> bool:
    return end - start <= 4


def _hide_lead(board: Board, segment: Segment) -> None:
    """Hide "the camera", and the verb and small words behind it, unless it is a thing here."""
    stems, glue = board.stems(), camera_words().glue | camera_words().fillers
    at = segment.start
    while at < segment.end and (
        stems[at]
        in {"camera", "cam", "the", "shot", "lens", "frame", "view", "viewpoint", "perspective"}
        or at in board.hidden
    ):
        at += 1
    while (
        at < segment.end
        and (stems[at] in _LEADING or stems[at] in glue or stems[at] == "is")
        and stems[at] not in {"a", "an", "the"}
    ):
        at += 1
    board.hide(range(segment.start, at))


def _fact(board: Board, match: TermMatch) -> CameraFact:
    words, lowers = camera_words(), board.lowers()
    segment = board.segment_of(match.start)
    near = lowers[max(segment.start, match.start - 4) : min(segment.end, match.end + 4)]
    manner = "slow" if set(near) & words.slow else "fast" if set(near) & words.fast else ""
    before = _before(board, match.start)
    at = "start" if before & _STARTING else "end" if before & _ENDING else "whole"
    return CameraFact(
        facet=cast("Literal['move']", match.term.facet),
        value=match.term.value,
        span=board.span(match.start, match.end),
        at=cast("Literal['whole']", at if match.term.facet in {"size", "angle"} else "whole"),
        amount=match.term.amount,
        unit="mm" if match.term.amount is not None else "",
        manner=cast("Literal['']", manner if match.term.facet == "move" else ""),
    )


def _before(board: Board, start: int) -> set[str]:
    """Return the stems of the few small words before a term."""
    stems, found = board.stems(), set[str]()
    for index in range(start - 1, max(-1, start - 5), -1):
        if board.tokens[index].text in _MARKS:
            break
        found.add(stems[index])
        if stems[index] in _STARTING | _ENDING:
            break
    return found


def _framing_times(facts: list[CameraFact]) -> list[CameraFact]:
    """Give two different sizes of one shot a start and an end, when one of them has it."""
    sizes = [i for i, f in enumerate(facts) if f.facet == "size"]
    marked = {facts[i].at for i in sizes}
    if len(sizes) < 2 or marked == {"whole"}:
        return [
            replace(f, at="whole") if len(sizes) < 2 and f.facet == "size" else f for f in facts
        ]
    first, last = sizes[0], sizes[-1]
    return [
        replace(f, at="start" if i == first else "end") if i in {first, last} else f
        for i, f in enumerate(facts)
    ]
