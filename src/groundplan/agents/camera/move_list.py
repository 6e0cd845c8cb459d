"""The named moves and rigs as a table for people: `docs/moves.md` is this text."""

from collections.abc import Iterator

from groundplan.agents.camera.move_table import MoveEntry, described_as, move_table
from groundplan.agents.camera.rigs import RigEntry, rig_table

__all__ = ["moves_as_markdown"]

_HEAD = """# Camera moves
Made from `agents/camera/data/moves.yaml` and `rigs.yaml`; a test keeps them equal. D: distance to
the aimed point, W and H: width and height of the picture there. Numbers are our engineering
defaults; a number in the text always wins. *ramp*: share of its time for getting up to speed and
again for coming to rest (a quintic; none where a speed is stated, which then holds throughout).

## Moves
| id | called | what it does | how far when nothing is said | ramp | rigs | in `describe/1` |
|---|---|---|---|---|---|---|
"""
_SHARED = """
## Two names, one signature
From its matrices a camera can't tell these apart; why both names stay:

"""
_RIGS = """
## Rigs
The first rig of a move that is able to do it carries it, unless the words say one. Longer ramps are
tried first, then (where the rig was asked for) a smaller move; else a finding says what is missing.

| rig | heights | way | speed | acceleration | jerk | turning | door | |
|---|---|---|---|---|---|---|---|---|
"""


def moves_as_markdown() -> str:
    """Return the document: moves, names that share a signature, rigs."""
    rows = move_table().values()
    shared = "".join(f"- `{m.id}` and {m.shares}\n" for m in rows if m.shares)
    moves = "".join(f"| {' | '.join(_move(m))} |\n" for m in rows)
    rigs = "".join(f"| {' | '.join(_rig(r))} |\n" for r in rig_table().values())
    return _HEAD + moves + _SHARED + shared + _RIGS + rigs


def _move(move: MoveEntry) -> Iterator[str]:
    yield f"`{move.id}`"
    yield ", ".join(move.words)
    yield move.does
    yield move.amount
    yield f"{move.ease:g}" if move.ease else "none"
    yield ", ".join(move.rigs)
    yield f"`{described_as(move.id)}`"


def _rig(rig: RigEntry) -> Iterator[str]:
    yield f"`{rig.kind}`"
    yield f"{rig.lowest_m:g} to {rig.highest_m:g} m"
    arm = "" if rig.arm_m is None else f"arm {rig.arm_m:g} m"
    yield arm or _number(rig.track_m, "m")
    yield _number(rig.speed_mps, "m/s")
    yield _number(rig.acceleration_mps2, "m/s²")
    yield _number(rig.jerk_mps3, "m/s³")
    yield f"{rig.turn_dps:g}°/s"
    yield _number(rig.width_m, "m")
    yield rig.note


def _number(value: float | None, unit: str) -> str:
    return "" if value is None else f"{value:g} {unit}"
