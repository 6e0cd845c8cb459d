"""Which moves happen when: at once or one after the other, with holds; and which exclude others."""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from groundplan.agents.camera.circling import TIED
from groundplan.agents.camera.drift import ADDED, SCALED, Drift
from groundplan.agents.camera.extent import Extent, Made
from groundplan.agents.camera.flying import AIRBORNE
from groundplan.agents.camera.move_request import MoveRequest
from groundplan.agents.camera.move_table import move_table
from groundplan.agents.camera.moves import SOLO, Maker
from groundplan.agents.camera.setup import Setup
from groundplan.geometry.speed_profile import STEADY, SpeedProfile

__all__ = ["MAKERS", "Choreography", "Clash", "choreographed", "windows_of"]

MAKERS: Final[Mapping[str, Maker]] = MappingProxyType({**SOLO, **TIED, **AIRBORNE})
"""By the name of the maker in the table of moves."""
_CARRIED: Final = frozenset({"carried", "static"})
_RATES: Final = frozenset({"m/s", "rad/s"})
_ARMS: Final = frozenset({"crane", "jib", "swing"})
_STILL_WITH: Final = frozenset({"zoom", "crash_zoom", "creep_zoom", "rack_focus", "carried"})
"""What a static camera may do all the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """Two moves that can't happen at once: the second is left out."""

    kept: MoveRequest
    dropped: MoveRequest
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Choreography:
    """All moves of a shot, as drifts from one set-up."""

    setup: Setup
    moves: tuple[MoveRequest, ...]
    """Those that are made, one for each drift."""
    drifts: tuple[Drift, ...]
    clashes: tuple[Clash, ...] = ()

    @property
    def free(self) -> tuple[bool, ...]:
        """Return for each drift whether it may be smaller: nobody stated how far or fast."""
        return tuple(m.amount is None and not _whole(m) for m in self.moves)


def choreographed(
    moves: Sequence[MoveRequest], extent: Extent, makers: Mapping[str, Maker] = MAKERS
) -> Choreography:
    """Return the drifts of moves, each in its own stretch of the shot.

    `extent.seconds`: of the shot. The first stretch ends at the set-up where several follow one
    another, and what comes later starts from it: every move is about what the shot is about.
    """
    windows = windows_of(moves, extent.seconds)
    staged = len({m.order for m in moves if _kind(m) not in _CARRIED}) > 1
    setup, kept, clashes = extent.setup, list[tuple[MoveRequest, Drift]](), list[Clash]()
    restaged: MoveRequest | None = None
    for move in sorted(moves, key=lambda m: m.order):
        low, high = windows[move.order]
        own = replace(extent, setup=setup, seconds=(high - low) * extent.seconds)
        made = _made(move, own, makers)
        reason, other = _clash(move, made, kept, restaged=restaged)
        if other is not None:
            clashes.append(Clash(kept=other, dropped=move, reason=reason))
            continue
        if made.setup is not None:
            setup, restaged = made.setup, move
        drift = _timed(move, made.drift, (low, high))
        if staged and not drift.aims:
            drift = drift.landed(last=move.order == min(windows))
        kept.append((move, drift))
    drifts = _taken_over(kept)
    return Choreography(
        setup=setup,
        moves=tuple(m for m, _ in kept),
        drifts=drifts,
        clashes=tuple(clashes),
    )


def windows_of(moves: Sequence[MoveRequest], seconds: float) -> dict[int, tuple[float, float]]:
    """Return by order the stretch of the shot that its moves take, as fractions.

    Stated times are kept as far as the shot is long enough; the others share what is left alike.
    """
    orders = sorted({m.order for m in moves} or {0})
    stated = {
        o: min(max((m.seconds or 0.0 for m in moves if m.order == o), default=0.0), seconds)
        for o in orders
    }
    open_ = [o for o in orders if not stated[o]]
    total = sum(stated.values())
    left = max(seconds - total, 0.0)
    shrink = min(1.0, (seconds if not open_ else 0.8 * seconds) / total) if total else 1.0
    if open_:
        left = max(seconds - shrink * total, 0.0)
    found: dict[int, tuple[float, float]] = {}
    at = 0.0
    for order in orders:
        length = shrink * stated[order] if stated[order] else left / len(open_)
        found[order] = (at / seconds, min((at + length) / seconds, 1.0))
        at += length
    return found


def _made(move: MoveRequest, extent: Extent, makers: Mapping[str, Maker]) -> Made:
    entry = move_table().get(move.id)
    if entry is None:
        return Made(drift=Drift())
    return makers[entry.make](move, extent, float(entry.sign))


def _timed(move: MoveRequest, drift: Drift, window: tuple[float, float]) -> Drift:
    """Return the drift in its stretch of the shot, at its own speed.

    A stated speed is that of all the stretch: the shot is cut from a longer move. With stated ramps
    it is the cruising speed.
    """
    low, high = window
    first, last = drift.window
    entry = move_table().get(move.id)
    speed = STEADY if entry is None or move.unit in _RATES else entry.speed
    if move.ease is not None:
        speed = SpeedProfile(ease_in=move.ease, ease_out=move.ease)
        if move.unit in _RATES:
            drift = drift.scaled(1.0 / speed.cruise)
    span = high - low
    return replace(drift, window=(low + span * first, low + span * last), speed=speed)


def _whole(move: MoveRequest) -> bool:
    entry = move_table().get(move.id)
    return entry is not None and entry.whole


def _kind(move: MoveRequest) -> str:
    entry = move_table().get(move.id)
    return entry.make if entry is not None else "static"


def _clash(
    move: MoveRequest,
    made: Made,
    kept: Sequence[tuple[MoveRequest, Drift]],
    *,
    restaged: MoveRequest | None,
) -> tuple[str, MoveRequest | None]:
    """Return why a move can't happen beside one that is kept already, and which that is."""
    if made.setup is not None and restaged is not None:
        return "each is seen from a place of its own", restaged
    for other, drift in kept:
        if other.order != move.order:
            continue
        reason = _excluded((move, made.drift), (other, drift))
        if reason:
            return reason, other
    return "", None


def _excluded(one: tuple[MoveRequest, Drift], another: tuple[MoveRequest, Drift]) -> str:
    """Return why two moves at once exclude each other; empty where they go together."""
    (move, drift), (other, known) = one, another
    kinds = {_kind(move), _kind(other)}
    for still, busy in ((_kind(move), _kind(other)), (_kind(other), _kind(move))):
        if still == "static" and busy not in _STILL_WITH | {"static"}:
            return "a static camera does not move"
    if _kind(move) == _kind(other) and move.id == other.id:
        return "both say the same"
    if drift.keeps_size != known.keeps_size and (drift.moves("zoom") or known.moves("zoom")):
        return "a dolly zoom sets the lens in every frame by itself"
    if kinds == {"carried", "glide"} or (len(kinds) == 1 and kinds == {"glide"}):
        return "one camera is carried in one way"
    for name in (*ADDED, *SCALED):
        if _way(drift, name) * _way(known, name) < 0.0:
            return "they go opposite ways"
    return ""


def _way(drift: Drift, name: str) -> float:
    first, last = drift.ends(name)
    return last - first


def _taken_over(kept: Sequence[tuple[MoveRequest, Drift]]) -> tuple[Drift, ...]:
    """Return the drifts, where an operator's own tilt or pan takes over from the aim of an arm.

    A tilt that goes where the aim turns the head anyway is what the aim does: it adds nothing.
    """
    drifts = [drift for _, drift in kept]
    for (i, (arm, _)), (j, (head, _)) in itertools.permutations(enumerate(kept), 2):
        if _kind(arm) not in _ARMS or arm.order != head.order:
            continue
        axis, way = ("yaw", "right") if _kind(arm) == "swing" else ("pitch", "rise")
        turn = _way(drifts[j], axis)
        if not turn or drifts[j].forward != (0.0, 0.0):
            continue
        # Rising turns an aimed head down, swinging right turns it left.
        towards = turn * _way(drifts[i], way) * (1.0 if axis == "yaw" else -1.0) > 0.0
        if towards:
            drifts[j] = replace(drifts[j], **{axis: (0.0, 0.0)})
        else:
            drifts[i] = replace(drifts[i], aims=False)
    return tuple(drifts)
