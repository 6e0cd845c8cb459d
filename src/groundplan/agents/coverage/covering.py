"""The set-ups of a stretch of a scene: who is seen from where, all from one side of the line."""

import math
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.agents.camera.setup import Gate
from groundplan.agents.coverage.clearance import surroundings_of
from groundplan.agents.coverage.company import Company, Player
from groundplan.agents.coverage.faces import Meeting, overs, singles
from groundplan.agents.coverage.placing import Pair
from groundplan.agents.coverage.setups import KINDS, Kind, SetUp
from groundplan.agents.coverage.things import (
    cutaway_to,
    handled_things,
    insert_of,
    other_things,
)
from groundplan.agents.coverage.wholes import master, two_shot
from groundplan.geometry.continuity.line import side_of_line
from groundplan.world.finding import Finding

__all__ = ["Coverage", "coverage_of", "line_of"]

_AHEAD_M: Final = 1.5
"""Who is alone faces a point this far ahead."""
_SAME_M: Final = 0.3
"""Who is this near to where they were has not moved."""

Point = Float[np.ndarray, " 3"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Coverage:
    """All set-ups of a stretch, and what could not be had."""

    company: Company
    gate: Gate
    side: int
    """Of the line between the first two players."""
    setups: tuple[SetUp, ...]
    findings: tuple[Finding, ...] = ()

    def of(self, role: str, subject: str, *, at: float) -> SetUp | None:
        """Return the set-up of a role and subject that is right at a time [subframes]."""
        return next(
            (s for s in self.setups
             if s.role == role and subject in {"", s.subject} and s.first <= at <= s.last),
            None,
        )  # fmt: skip


def coverage_of(
    company: Company, *, gate: Gate, kinds: Collection[Kind] = KINDS, camera: Point | None = None,
    across: bool = False,
) -> Coverage:  # fmt: skip
    """Return the set-ups that cover a stretch of a scene.

    Args:
        company: who is there.
        gate: of all cameras.
        kinds: what is wanted.
        camera: where the camera before stands: its side of the line is kept.
        across: cross the line on purpose.
    """
    if not company.players:
        return Coverage(company=company, gate=gate, side=1, setups=(), findings=(_nobody(),))
    known = _known_side(company, camera)
    sides = (known,) if known else (1, -1)
    tried = [_covered(company, gate, kinds, side=-s if across else s) for s in sides]
    return max(tried, key=lambda c: (len(c.setups), -len(c.findings), _facing(c)))


def line_of(company: Company, *, sample: int = 0) -> Pair:
    """Return the line of action between the first two players, or ahead of the only one."""
    one = company.players[0]
    other = company.partner(one.entity)
    chosen = slice(sample, sample + 1)
    end = _faced(company, one, chosen) if other is None else other.at(chosen)[0]
    return Pair(start=one.at(chosen)[0], end=end, side=1)


def _known_side(company: Company, camera: Point | None) -> int:
    if camera is None:
        return 0
    line = line_of(company)
    return int(side_of_line(line.start, line.end, camera))


def _facing(coverage: Coverage) -> float:
    """Return how far towards +Z the cameras' side is: rooms are open there."""
    line = line_of(coverage.company)
    return float(Pair(start=line.start, end=line.end, side=coverage.side).out[2])


def _covered(company: Company, gate: Gate, kinds: Collection[Kind], *, side: int) -> Coverage:
    setups, findings = list[SetUp](), list[Finding]()
    meetings = list(_meetings(company, gate, side))
    wide = master(meetings[0]) if meetings else None
    if wide is None:
        findings.append(_missing("master", "no camera position shows everybody from this side"))
    elif "master" in kinds:
        setups.append(wide)
    for meeting in meetings:
        made = _of_meeting(meeting, kinds, wide=wide)
        setups += made
        if "overs" in kinds and meeting.other is not None and not _has(made, "over_shoulder"):
            findings.append(_missing("over_shoulder", "no matched pair of cameras has room"))
    setups += _of_others(company, meetings, kinds, wide=wide)
    setups += _of_things(company, meetings, kinds, gate=gate)
    return Coverage(
        company=company, gate=gate, side=side, setups=tuple(setups),
        findings=tuple(dict.fromkeys(findings)),
    )  # fmt: skip


def _meetings(company: Company, gate: Gate, side: int) -> Iterator[Meeting]:
    """Yield the main two (or the only one) for every stretch in which nobody goes anywhere."""
    one = company.players[0]
    other = company.partner(one.entity)
    for first, last in _merged(company) or ((0, len(company.times) - 1),):
        chosen = slice(first, last + 1)
        faced = _faced(company, one, chosen)
        yield Meeting(
            company=company, gate=gate, samples=chosen, side=side, one=one, other=other,
            around=surroundings_of(
                company.world, time=float(company.times[(first + last) // 2])
            ),
            faced=(float(faced[0]), float(faced[1]), float(faced[2])),
        )  # fmt: skip


def _merged(company: Company) -> tuple[tuple[int, int], ...]:
    """Return the quiet stretches, those joined between which all come back to their places."""
    found = list[tuple[int, int]]()
    for first, last in company.phases:
        if found:
            before = found[-1][1]
            moved = max(float(np.linalg.norm(p.eyes[first] - p.eyes[before]))
                        for p in company.players)  # fmt: skip
            if moved < _SAME_M:
                found[-1] = (found[-1][0], last)
                continue
        found.append((first, last))
    return tuple(found)


def _faced(company: Company, one: Player, chosen: slice) -> Point:
    """Return what somebody who is alone faces: what they deal with, else the air ahead [m]."""
    eyes, _ = one.at(chosen)
    times = company.times[chosen]
    for action in sorted(company.actions.values(), key=lambda a: a.start):
        thing = company.figures.get(action.object or action.goal or "")
        during = action.agent == one.entity and action.end > times[0] and action.start <= times[-1]
        if thing is not None and during and thing.kind != "set":
            place = thing.positions[chosen].mean(axis=0) + np.array([0.0, thing.eye_m, 0.0])
            if math.hypot(*(place - eyes)[[0, 2]]) > _SAME_M:
                return place
    heading = float(one.figure.headings[chosen][0])
    return eyes + _AHEAD_M * np.array([math.sin(heading), 0.0, math.cos(heading)])


def _of_meeting(meeting: Meeting, kinds: Collection[Kind], *, wide: SetUp | None) -> list[SetUp]:
    made = list[SetUp]()
    off = 0.0
    if "overs" in kinds:
        for tried in overs(meeting):
            made += tried.setups
            off = tried.off
    if {"singles", "reactions"} & set(kinds):
        for tried in singles(meeting, over_off=off):
            made += tried.setups
    if "two_shot" in kinds:
        both = two_shot(meeting, wide=wide)
        made += [both] if both is not None else []
    return made


def _of_others(
    company: Company, meetings: list[Meeting], kinds: Collection[Kind], *, wide: SetUp | None
) -> list[SetUp]:
    """Return singles of whoever else speaks or acts, from where the master has left and right."""
    active = {line.speaker for line in company.lines.values()}
    active |= {a.agent for a in company.actions.values()}
    made = list[SetUp]()
    if "singles" not in kinds:
        return made
    for meeting, player in ((m, p) for m in meetings for p in company.players[1:]):
        known = {meeting.one.entity, meeting.other.entity if meeting.other is not None else ""}
        partner = company.partner(player.entity)
        if player.entity in known or player.entity not in active or partner is None:
            continue
        own = _towards(meeting, partner, player, wide=wide)
        for tried in singles(own):
            made += [s for s in tried.setups if s.subject == player.entity]
    return made


def _towards(meeting: Meeting, one: Player, other: Player, *, wide: SetUp | None) -> Meeting:
    start, end = one.at(meeting.samples)[0], other.at(meeting.samples)[0]
    camera = (
        np.array(wide.position)
        if wide is not None
        else (0.5 * (start + end) + 10.0 * meeting.pair.out)
    )
    side = int(side_of_line(start, end, camera, neutral_rad=0.0)) or meeting.side
    return Meeting(
        company=meeting.company, around=meeting.around, gate=meeting.gate,
        samples=meeting.samples, side=side, one=one, other=other,
    )  # fmt: skip


def _of_things(
    company: Company, meetings: list[Meeting], kinds: Collection[Kind], *, gate: Gate
) -> list[SetUp]:
    made = list[SetUp | None]()
    if not meetings:
        return []
    if "inserts" in kinds:
        for action in handled_things(company).values():
            first, last = max(action.start, company.first), min(action.end, company.last)
            meeting = _nearest(meetings, 0.5 * (first + last))
            made.append(
                insert_of(company, action.object or "", pair=meeting.pair, gate=gate,
                          span=(first, last), holder=action.agent)
            )  # fmt: skip
    if "cutaways" in kinds:
        for thing in other_things(company)[:1]:
            made.append(cutaway_to(company, thing, pair=meetings[0].pair, gate=gate))
    return [setup for setup in made if setup is not None]


def _nearest(meetings: list[Meeting], at: float) -> Meeting:
    return min(meetings, key=lambda m: max(m.span[0] - at, at - m.span[1], 0.0))


def _has(setups: list[SetUp], role: str) -> bool:
    return any(s.role == role for s in setups)


def _nobody() -> Finding:
    return Finding(
        code="coverage.nobody", severity="warning",
        message="there is nobody in this stretch whom coverage could be about",
        options=("cover another scene", "name who is there"),
    )  # fmt: skip


def _missing(role: str, why: str) -> Finding:
    return Finding(
        code=f"coverage.no-{role.replace('_', '-')}", severity="warning",
        message=f"there is no {role.replace('_', ' ')} set-up: {why}",
        options=("give the people more room", "cover from the other side with --across"),
    )  # fmt: skip
