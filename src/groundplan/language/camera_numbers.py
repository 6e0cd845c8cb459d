"""Gives the quantities that belong to camera and picture format their place."""

from dataclasses import replace
from typing import Final, Literal, cast

from groundplan.language.camera import CameraReading
from groundplan.language.facts import CameraFact, Dimension, QuantityFact, ShotFact, Span
from groundplan.language.spotting import Board, Segment

__all__ = ["merge_moves", "read_camera_numbers", "read_shot"]

_LENS_WORDS: Final = frozenset(
    {
        "lens", "lenses", "prime", "anamorphic", "focal", "zoom", "telephoto", "macro", "wide",
        "spherical", "shot", "length", "on",
    }
)  # fmt: skip
_SHOT_WORDS: Final = frozenset(
    {
        "shot", "clip", "video", "take", "sequence", "footage", "film", "scene",
    }
)  # fmt: skip
_GLUE: Final = frozenset({"for", "of", "is"})
_LASTING: Final = frozenset({"lasts", "lasting", "runs", "is", "duration", "length"})
_UPWARDS: Final = frozenset({"up", "down", "rises", "crane", "pedestal", "boom", "jib"})
_POSE_WORDS: Final = frozenset(
    {
        "from", "at", "over", "in", "for", "away", "a", "the", "of", "subject", "her", "him",
        "them", "it", "distance", "height", "high",
    }
)  # fmt: skip
_ROLLS: Final = frozenset({"dutch", "canted", "roll", "rolled", "rolls", "tilted"})
_FOCUS: Final = frozenset({"focus", "focused", "focuses", "focussed"})
_BETWEEN_NAME: Final = frozenset(
    {"angle", "of", "at", "by", "from", "distance", "tilt", "is", "to", "the", "set", "on"}
)
"""Words between the name of a camera's number and the number."""
_HEIGHTS: Final = frozenset({"high", "height", "ground"})
_OPTICS: Final = {
    Dimension.APERTURE: ("aperture", "f-number"),
    Dimension.TRANSMISSION: ("aperture", "T-number"),
    Dimension.ISO: ("iso", "1"),
    Dimension.SHUTTER: ("shutter", "s"),
}


def read_camera_numbers(board: Board, reading: CameraReading) -> tuple[CameraFact, ...]:
    """Return camera facts made of quantities alone; claims and hides them."""
    facts: list[CameraFact] = []
    everywhere = range(len(board.tokens))
    for index, quantity in list(board.unclaimed(everywhere)):
        fact = _optics(board, index, quantity)
        if fact:
            facts.append(fact)
    _shutter_angles(board, facts)
    for index, quantity in list(board.unclaimed(everywhere)):
        fact = _named(board, index, quantity)
        if fact:
            facts.append(fact)
    for segment in _regions(board, reading, facts):
        for index, quantity in list(board.unclaimed(range(segment.start, segment.end))):
            fact = _pose(board, index, quantity)
            if fact:
                facts.append(fact)
    return tuple(facts)


def _named(board: Board, index: int, quantity: QuantityFact) -> CameraFact | None:
    """Read "dutch angle of 10 degrees" and "rack focus from 2 m to 5 m": the words say whose."""
    names = {Dimension.ANGLE: (_ROLLS, "roll"), Dimension.LENGTH: (_FOCUS, "focus")}
    words, facet = names.get(quantity.dimension, (frozenset[str](), ""))
    lowers, start = board.lowers(), index
    segment = board.segment_of(index)
    while start > segment.start and lowers[start - 1] in _BETWEEN_NAME:
        start -= 1
    if start == segment.start or lowers[start - 1] not in words:
        return None
    board.claim(quantity.key, f"camera.{facet}")
    board.hide(range(start - 1, index + 1))
    return _number(board, index, quantity=quantity, facet=facet, unit=quantity.unit)


def _regions(board: Board, reading: CameraReading, numbers: list[CameraFact]) -> list[Segment]:
    """Return the runs of tokens whose numbers are the camera's."""
    regions = {g.start: g for g in reading.governed}
    for fact in (*reading.facts, *numbers):
        index = next(i for i, t in enumerate(board.tokens) if t.start >= fact.span.start)
        segment = board.segment_of(index)
        if _only_numbers(board, segment):
            regions.setdefault(segment.start, segment)
    for region in list(regions.values()):
        follower = next((s for s in board.segments() if s.start == region.end + 1), None)
        if follower and _only_numbers(board, follower) and _has_length(board, follower):
            regions.setdefault(follower.start, follower)
        elif follower and _from_something(board, follower) and _has_pose(board, region, reading):
            regions.setdefault(follower.start, Segment(follower.start, follower.start + 2))
    return [regions[start] for start in sorted(regions)]


def _only_numbers(board: Board, segment: Segment) -> bool:
    """Whether nothing but numbers, camera terms and small words stands in a run."""
    lowers = board.lowers()
    return all(
        board.tokens[i].quantity or not board.free(i) or lowers[i] in _POSE_WORDS
        for i in range(segment.start, segment.end)
    )


def _has_pose(board: Board, region: Segment, reading: CameraReading) -> bool:
    governed = any(region.start == run.start for run in reading.governed)
    return governed or _only_numbers(board, region)


def _from_something(board: Board, segment: Segment) -> bool:
    """Whether a run starts with a distance of the camera (", 2 m from a dog")."""
    begins = board.lowers()[segment.start + 1 : segment.start + 3]
    head = Segment(segment.start, segment.start + 1)
    return _has_length(board, head) and (begins[:1] == ["from"] or begins == ["away", "from"])


def _has_length(board: Board, segment: Segment) -> bool:
    pairs = board.unclaimed(range(segment.start, segment.end))
    return any(quantity.dimension is Dimension.LENGTH for _, quantity in pairs)


def _optics(board: Board, index: int, quantity: QuantityFact) -> CameraFact | None:
    lowers = board.lowers()
    if quantity.dimension is Dimension.FOCAL_LENGTH:
        around = {*lowers[max(0, index - 3) : index], *lowers[index + 1 : index + 3]}
        segment = board.segment_of(index)
        alone = all(not board.free(i) or i == index for i in range(segment.start, segment.end))
        if not (around & _LENS_WORDS or alone):
            return None
        facet, unit = "lens", "mm"
    elif quantity.dimension in _OPTICS:
        facet, unit = _OPTICS[quantity.dimension]
    else:
        return None
    role = "camera.focal" if facet == "lens" else f"camera.{facet}"
    board.claim(quantity.key, role)
    start, end = index, index + 1
    while (
        end < len(lowers)
        and lowers[end] in _LENS_WORDS | {"aperture", "shutter", "speed", "iso"}
        and lowers[end] != "on"
    ):
        end += 1
    while (
        start
        and lowers[start - 1]
        in {
            "lens",
            "on",
            "at",
            "with",
            "a",
            "an",
            "using",
            "through",
            "focal",
            "length",
            "of",
            "aperture",
            "shutter",
            "the",
        }
        and board.tokens[start - 1].word
    ):
        start -= 1
    board.hide(range(start, end))
    return _number(board, index, quantity=quantity, facet=facet, unit=unit)


def _shutter_angles(board: Board, facts: list[CameraFact]) -> None:
    for index, token in enumerate(board.tokens):
        quantity = board.quantities.get(token.quantity)
        if quantity and quantity.role == "camera.shutter":
            board.hide(range(index, min(index + 2, len(board.tokens))))
            facts.append(_number(board, index, quantity=quantity, facet="shutter", unit="rad"))


def _number(
    board: Board, index: int, *, quantity: QuantityFact, facet: str, unit: str
) -> CameraFact:
    between = facet == "lens" and quantity.range_kind == "between"
    return CameraFact(
        facet=cast("Literal['lens']", facet),
        value="",
        span=board.span(index, index + 1),
        amount=quantity.value,
        end_amount=None if between else quantity.end_value,
        upper=quantity.end_value if between else None,
        unit=unit,
    )


def _pose(board: Board, index: int, quantity: QuantityFact) -> CameraFact | None:
    lowers = board.lowers()
    run = board.segment_of(index)
    first, last = max(run.start, index - 4), min(run.end, index + 4)
    near = {*lowers[first:index], *lowers[index + 1 : last]}
    facet = {
        Dimension.DURATION: "duration",
        Dimension.SPEED: "speed",
        Dimension.ANGULAR_SPEED: "speed",
        Dimension.ANGLE: "roll" if near & {"roll", "dutch", "canted"} else "move",
    }.get(quantity.dimension, "")
    if quantity.dimension is Dimension.LENGTH:
        behind = " ".join(lowers[index + 1 : min(run.end, index + 3)])
        facet = _length_facet(near, quantity, behind=behind)
    if not facet or (facet == "duration" and near & _SHOT_WORDS):
        return None
    board.claim(quantity.key, f"camera.{facet}")
    board.hide(
        [
            i
            for i in range(max(0, index - 1), min(len(lowers), index + 2))
            if i == index
            or lowers[i]
            in {"from", "at", "over", "in", "for", "away", "high", "height", "by", "of", "about"}
        ]
    )
    return _number(board, index, quantity=quantity, facet=facet, unit=quantity.unit)


def _length_facet(near: set[str], quantity: QuantityFact, *, behind: str) -> str:
    above = behind.startswith(("above", "over")) and quantity.range_kind is None
    if near & _HEIGHTS or above or (quantity.range_kind == "change" and near & _UPWARDS):
        return "height"
    if near & _UPWARDS:
        return "move"
    if near & {"focus", "focused", "focal"}:
        return "focus"
    around = behind.startswith(("behind", "beside", "in front"))
    if quantity.range_kind == "change" or around or near & {"away", "distance", "from"}:
        return "distance"
    return "move"


def merge_moves(facts: tuple[CameraFact, ...]) -> tuple[CameraFact, ...]:
    """Give the amount of a move ("pan left 90 degrees") to the move named last before it."""
    merged: list[CameraFact] = []
    for fact in sorted(facts, key=lambda f: (f.span.start, f.facet)):
        named = [i for i, f in enumerate(merged) if f.facet == "move" and f.value]
        if fact.facet == "move" and not fact.value and named:
            at = named[-1]
            merged[at] = replace(
                merged[at], amount=fact.amount, end_amount=fact.end_amount, unit=fact.unit
            )
        else:
            merged.append(fact)
    return tuple(merged)


def read_shot(board: Board) -> ShotFact:
    """Return duration, frame rate and format of the picture; claims and hides them."""
    found: dict[str, float] = {}
    spans: list[Span] = []
    for index, token in enumerate(board.tokens):
        quantity = board.quantities.get(token.quantity)
        name = _shot_name(board, index, quantity) if quantity else ""
        if quantity and name:
            found[name] = quantity.value
            spans.append(quantity.span)
            board.claim(quantity.key, f"shot.{name}")
            board.hide(range(index, _shot_end(board, index + 1)))
    return ShotFact(
        duration_s=found.get("duration"),
        fps=found.get("fps"),
        aspect=found.get("aspect"),
        spans=tuple(spans),
    )


def _shot_end(board: Board, end: int) -> int:
    lowers = board.lowers()
    while end < len(lowers) and lowers[end] in {
        "shot",
        "take",
        "sequence",
        "long",
        "format",
        "aspect",
        "ratio",
        "frame",
        "rate",
        "clip",
        "video",
        "duration",
    }:
        end += 1
    return end


def _lasts(board: Board, index: int, segment: Segment) -> bool:
    """Whether it is how long a shot lasts ("the shot lasts 8 seconds")."""
    before = board.lowers()[segment.start : index]
    if before[-1:] == ["of"] and set(before[-2:-1]) & _SHOT_WORDS:
        return True
    verbs = [i for i, word in enumerate(before) if word in _LASTING]
    between = set(before[verbs[-1] + 1 :]) if verbs else set[str]()
    found = bool(verbs) and bool(set(before[: verbs[-1]]) & _SHOT_WORDS) and between <= _GLUE
    if found:
        board.hide(range(segment.start, index))
    return found


def _shot_name(board: Board, index: int, quantity: QuantityFact) -> str:
    if quantity.role == "shot.aspect":
        return "aspect"
    if quantity.key in board.roles:
        return ""
    if quantity.dimension is Dimension.FRAME_RATE:
        return "fps"
    lowers, segment = board.lowers(), board.segment_of(index)
    after = [w for w in lowers[index + 1 : index + 4] if w not in {"long", "single", "tracking"}][
        :1
    ]
    alone = all(
        i == index or not board.free(i) or lowers[i] in {"long", "duration"}
        for i in range(segment.start, segment.end)
    )
    lasting = _lasts(board, index, segment)
    if quantity.dimension is Dimension.DURATION and (alone or lasting or set(after) & _SHOT_WORDS):
        return "duration"
    if quantity.dimension is Dimension.FRAMES and (lasting or set(after) & _SHOT_WORDS):
        return "frames"
    return ""
