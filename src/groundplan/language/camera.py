"""Reads what a text says about camera, lens and framing, and hides those words from the parser."""

from dataclasses import dataclass, replace
from typing import Final, Literal, cast

from groundplan.language.camera_evidence import LEADING_VERBS, governed_runs, is_accepted
from groundplan.language.camera_terms import RIG, TermMatch, camera_words, find_terms
from groundplan.language.facts import CameraFact, UnresolvedFact
from groundplan.language.spotting import Board, Segment

__all__ = ["CameraReading", "read_camera"]

_SMALL: Final = 4
"""Small words between "the camera" and its term that are hidden with it."""
_MARKS: Final = ".;!?,:"
_ENDING: Final = frozenset(
    {"to", "end", "settle", "finish", "close", "become", "into", "land", "stop"}
)
_STARTING: Final = frozenset({"from", "open", "start", "begin"})
_AFTER: Final = frozenset(
    {
        "of", "on", "toward", "towards", "around", "to", "at", "over", "past", "through", "along",
        "across", "into", "onto", "with", "about",
    }
)  # fmt: skip


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
    governed = governed_runs(board)
    chosen = _choose(board, governed)
    facts: list[CameraFact] = []
    hints: list[SubjectHint] = []
    unresolved: list[UnresolvedFact] = []
    for match in chosen:
        _hide_around(board, match, governed)
        _claim_arm(board, match)
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


def _claim_arm(board: Board, match: TermMatch) -> None:
    """Keep how long a crane is ("on a 12 m crane") from the moves."""
    if match.term.value.startswith(RIG):
        for _, quantity in list(board.unclaimed(range(match.start, match.end))):
            board.claim(quantity.key, "camera.rig")


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
        if is_accepted(board, match, governed):
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
    board.hide(range(first if under and start - first <= _SMALL else start, end))


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
        and (stems[at] in LEADING_VERBS or stems[at] in glue or stems[at] == "is")
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
