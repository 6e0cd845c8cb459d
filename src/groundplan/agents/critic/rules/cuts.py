"""GP2xx: film grammar over a cut between two shots of one scene that follow one another."""

import math
from collections.abc import Iterator, Mapping
from itertools import combinations
from types import MappingProxyType
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.agents.critic.filmed import Filmed
from groundplan.agents.critic.rules.rule import Cut, CutCheck, Hit, ShotCheck
from groundplan.agents.figures import Figure
from groundplan.geometry.continuity import line, screen, setups
from groundplan.world.sequence import Framing

__all__ = ["CUT_CHECKS", "PACE_CHECKS"]

_SHOWN: Final = 0.25
"""Share of a body in frame from which on it counts as shown: our engineering default."""
_SAME_M, _SAME_RAD, _SAME_ZOOM = 0.05, math.radians(1.0), 0.02
_NEUTRAL: Final = frozenset({"pov", "insert", "cutaway"})
_MOVING_M: Final = 0.5


def _paths(cut: Cut) -> tuple[str, ...]:
    return (f"shots/{cut.before.key}", f"shots/{cut.after.key}", cut.after.camera_path)


def _names(cut: Cut) -> str:
    return f"{cut.before.shot.name} and {cut.after.shot.name}"


def _shown(film: Filmed, index: int) -> dict[str, Figure]:
    """Return the living bodies that show at the first (0) or last (-1) sample, by id."""
    return {
        key: figure for key, figure in film.seen.figures.items()
        if figure.living and film.seen.in_frame(figure)[index] >= _SHOWN
    }  # fmt: skip


def _line_crossed(cut: Cut, limit: float) -> Iterator[Hit]:
    """Compare on which side of the line through two people both cameras stand."""
    before, after = cut.before, cut.after
    if {before.shot.setup, after.shot.setup} & _NEUTRAL:
        return
    if {before.shot.framing.staging, after.shot.framing.staging} & _NEUTRAL:
        return
    shown, there = _shown(before, -1), _shown(after, 0)
    for a, b in combinations(sorted({*shown} & {*there}), 2):
        sides = [
            int(line.side_of_line(
                f.seen.figures[a].positions[i], f.seen.figures[b].positions[i],
                f.seen.centres[i], neutral_rad=math.radians(limit),
            ))
            for f, i in ((before, -1), (after, 0))
        ]  # fmt: skip
        if sides[0] * sides[1] < 0:
            names = f"{shown[a].name} and {shown[b].name}"
            yield Hit(
                message=f"the cut from {before.shot.name} to {after.shot.name} crosses the line "
                        f"between {names}: left and right change places",
                at_s=0.0, paths=_paths(cut), measured="other side", expected="same side",
                options=(f"put the camera of {after.shot.name} on the other side",
                         "cut to a neutral shot in between"),
            )  # fmt: skip
            return


def _common_subject(cut: Cut) -> str | None:
    a, b = cut.before.shot.framing.subject, cut.after.shot.framing.subject
    return a if a is not None and a == b and a in cut.before.seen.figures else None


def _jump(cut: Cut, limit: float) -> Iterator[Hit]:
    """Report a cut to the same subject from nearly the same side at nearly the same size."""
    key = _common_subject(cut)
    if key is None or next(_same_picture(cut, 0.0), None) is not None:
        return
    turn, sizes = _turn_and_sizes(cut, key)
    if math.degrees(turn) < limit and setups.size_steps(*sizes) < setups.LEAST_STEPS:
        yield Hit(
            message=(
                f"{_names(cut)} show {cut.before.seen.name(key)} from directions "
                f"{math.degrees(turn):.0f} degrees apart and {setups.size_steps(*sizes)} size "
                "steps apart: the cut jumps"
            ),
            at_s=0.0, paths=_paths(cut), measured=round(math.degrees(turn), 1), expected=limit,
            options=("go round the subject by 30 degrees", "change the size by two steps"),
        )  # fmt: skip


def _turn_and_sizes(cut: Cut, key: str) -> tuple[float, tuple[float, float]]:
    first, second = cut.before.seen.figures[key], cut.after.seen.figures[key]
    # One place for both directions: over a gap in time the subject may have gone on.
    off = second.positions[0] - first.positions[-1]
    turn = setups.turn_between(
        cut.before.seen.centres[-1] + off, cut.after.seen.centres[0],
        second.positions[0] + np.array([0.0, 0.5 * second.height_m, 0.0]),
    )  # fmt: skip
    sizes = (
        float((cut.before.seen.visible_heights(first) / first.framed_m)[-1]),
        float((cut.after.seen.visible_heights(second) / second.framed_m)[0]),
    )
    return float(turn), sizes


def _same_picture(cut: Cut, _: float) -> Iterator[Hit]:
    a, b = cut.before, cut.after
    near = float(np.linalg.norm(a.centres[-1] - b.centres[0])) < _SAME_M
    turned = float(np.sum(a.poses[-1, :3, 2] * b.poses[0, :3, 2])) > math.cos(_SAME_RAD)
    zoomed = abs(math.log(b.intrinsics[0, 1, 1] / a.intrinsics[-1, 1, 1])) < _SAME_ZOOM
    if near and turned and zoomed:
        yield Hit(
            message=f"{_names(cut)} have one and the same picture at the cut: it shows only as a "
                    "jerk",
            at_s=0.0, paths=_paths(cut), measured=0.0, expected="another set-up",
            options=("make them one shot", "change the set-up"),
        )  # fmt: skip


def _velocity(film: Filmed, figure: Figure, index: int) -> Float[np.ndarray, " 3"]:
    steps = np.diff(figure.positions, axis=0)
    seconds = (film.shot.last - film.shot.first) / 1000.0 / film.fps / max(len(steps), 1)
    return steps[index] / max(seconds, 1e-6)


def _screen_direction(cut: Cut, limit: float) -> Iterator[Hit]:
    """Compare which way who moves in both shots goes on screen."""
    if {cut.before.shot.setup, cut.after.shot.setup} & _NEUTRAL:
        return
    shown, there = _shown(cut.before, -1), _shown(cut.after, 0)
    for key in sorted({*shown} & {*there}):
        rates: list[float] = []
        ways: list[Float[np.ndarray, " 3"]] = []
        for film, i, figure in ((cut.before, -1, shown[key]), (cut.after, 0, there[key])):
            ways.append(_velocity(film, figure, i))
            rates.append(float(screen.screen_rate(
                figure.positions[i], ways[-1], film.seen.world_from_camera[i],
                intrinsics_px=film.seen.intrinsics_px[i], width_px=film.size_px[0],
            )))  # fmt: skip
        goes_on = float(np.dot(ways[0], ways[1])) > 0.0
        first, second = (int(screen.screen_direction(rate, still_per_s=limit)) for rate in rates)
        if goes_on and first * second < 0:
            words = {1: "right", -1: "left"}
            yield Hit(
                message=f"{shown[key].name} goes to screen {words[first]} in "
                        f"{cut.before.shot.name} and to screen {words[second]} in "
                        f"{cut.after.shot.name}: they seem to turn back",
                at_s=0.0, paths=_paths(cut), measured=round(rates[1], 3),
                expected=f"{words[first]}",
                options=("film from the other side of the way", "show the turn",
                         "cut to a neutral shot in between"),
            )  # fmt: skip


def _faced(cut: Cut) -> tuple[str, str] | None:
    """Return who two single shots show, where they are two people near each other."""
    a, b = cut.before.shot.framing.subject, cut.after.shot.framing.subject
    if a is None or b is None or a == b:
        return None
    kinds = {cut.before.seen.figures[k].kind for k in (a, b) if k in cut.before.seen.figures}
    return (a, b) if kinds == {"character"} else None


def _eyeline(cut: Cut, limit: float) -> Iterator[Hit]:
    """Compare where two who look at each other look in their two shots."""
    pair = _faced(cut)
    if pair is None:
        return
    first = _look(cut.before, pair[0], pair[1], index=-1)
    second = _look(cut.after, pair[1], pair[0], index=0)
    if first is None or second is None:
        return
    straight = math.radians(limit)
    sides = [int(screen.eyeline_side(look, straight_rad=straight)) for look in (first, second)]
    if sides[0] * sides[1] > 0:
        word = "right" if sides[0] > 0 else "left"
        yield Hit(
            message=f"{cut.before.seen.name(pair[0])} and {cut.before.seen.name(pair[1])} look at "
                    f"each other, and both to screen {word} in {_names(cut)}",
            at_s=0.0, paths=_paths(cut), measured=f"both {word}", expected="opposite sides",
            options=("film the second from the other side of the line",),
        )  # fmt: skip


def _look(film: Filmed, one: str, other: str, *, index: int) -> Float[np.ndarray, " 3"] | None:
    """Return the look of one at the other in camera axes; None where the face looks elsewhere."""
    eyes, aim = film.bodies.eyes(one), film.bodies.eyes(other)
    face = film.bodies.face_ahead(one)
    if eyes is None or aim is None or face is None:
        return None
    i = index
    way = aim[i] - eyes[i]
    cosine = float(np.sum(face[i] * way)) / max(float(np.linalg.norm(way)), 1e-9)
    if cosine < math.cos(math.radians(60.0)):
        return None
    return screen.looks_in_camera(eyes[i], aim[i], film.seen.world_from_camera[i])


def _reverse_sizes(cut: Cut, limit: float) -> Iterator[Hit]:
    """Compare the sizes of shot and reverse shot of two who talk."""
    pair = _faced(cut)
    setups_ = {cut.before.shot.setup, cut.after.shot.setup}
    if pair is None or not setups_ <= {"single", "over_shoulder"} or len(setups_) != 1:
        return
    if (cut.before.shot.framing.size or "?") != (cut.after.shot.framing.size or "?"):
        return
    shares: list[float] = []
    for film, key, i in ((cut.before, pair[0], -1), (cut.after, pair[1], 0)):
        figure = film.seen.figures[key]
        shares.append(float((figure.framed_m / film.seen.visible_heights(figure))[i]))
    off = setups.size_mismatch(*shares)
    if math.isfinite(off) and off > limit / 100:
        yield Hit(
            message=f"{_names(cut)} are shot and reverse shot, and one head is {100 * off:.0f} % "
                    "larger in the frame than the other",
            at_s=0.0, paths=_paths(cut), measured=round(100 * off, 1), expected=limit,
            options=("match the distance and the lens",),
        )  # fmt: skip


def _place_jump(cut: Cut, limit: float) -> Iterator[Hit]:
    """Report how far the eye has to jump to find the same subject again."""
    key = _common_subject(cut)
    if key is None:
        return
    places: list[Float[np.ndarray, " 2"]] = []
    for film, i in ((cut.before, -1), (cut.after, 0)):
        figure = film.seen.figures[key]
        point = figure.positions[i] + np.array([0.0, 0.8 * figure.height_m, 0.0])
        places.append(screen.frame_places(
            point, film.seen.world_from_camera[i], intrinsics_px=film.seen.intrinsics_px[i],
            size_px=film.size_px,
        ))  # fmt: skip
    if not all(np.all((p >= 0.0) & (p <= 1.0)) for p in places):
        return
    width, height = cut.before.size_px
    jump = float(screen.place_distance(places[0], places[1], aspect=width / height))
    if jump > limit / 100:
        yield Hit(
            message=f"{cut.before.seen.name(key)} jumps by {100 * jump:.0f} % of the frame's width "
                    f"over the cut between {_names(cut)}",
            at_s=0.0, paths=_paths(cut), measured=round(100 * jump, 1), expected=limit,
            options=("frame the second shot so that the subject stays where the eye is",),
        )  # fmt: skip


def _exposure_jump(cut: Cut, limit: float) -> Iterator[Hit]:
    """Compare the exposures of two cameras that state them, in the same light."""
    cameras = cut.before.lens, cut.after.lens
    if any(c.auto_exposure for c in cameras):
        return
    values = [
        math.log2(max(c.fstop, 1e-3) ** 2 / max(c.iso, 1e-3) / max(c.shutter_angle_rad, 1e-6))
        + c.nd_stops - c.exposure_compensation_ev for c in cameras
    ]  # fmt: skip
    if abs(values[0] - values[1]) > limit:
        yield Hit(
            message=f"{_names(cut)} are exposed {abs(values[0] - values[1]):.1f} stops apart in "
                    "the same light",
            at_s=0.0, paths=_paths(cut), measured=round(abs(values[0] - values[1]), 2),
            expected=limit, options=("give both cameras one exposure",),
        )  # fmt: skip


def _white_jump(cut: Cut, limit: float) -> Iterator[Hit]:
    """Compare the white balances of two cameras that state them, in mired."""
    whites = cut.before.lens.white_balance_k, cut.after.lens.white_balance_k
    if whites[0] is None or whites[1] is None or min(whites[0], whites[1]) <= 0.0:
        return
    apart = abs(1e6 / whites[0] - 1e6 / whites[1])
    if apart > limit:
        yield Hit(
            message=f"{_names(cut)} are balanced to {whites[0]:.0f} and {whites[1]:.0f} K: the "
                    "colours change over the cut",
            at_s=0.0, paths=_paths(cut), measured=round(apart, 1), expected=limit,
            options=("balance both cameras alike",),
        )  # fmt: skip


def _too_short(film: Filmed, limit: float) -> Iterator[Hit]:
    seconds = ((film.shot.last - film.shot.first) / 1000.0 + 1.0) / film.fps
    if seconds < limit:
        yield Hit(
            message=f"the shot lasts {seconds:.2f} s: too short to see what it shows",
            paths=(f"shots/{film.key}/last",), measured=round(seconds, 3), expected=limit,
            options=("let it last longer", "leave it out"),
        )  # fmt: skip


def _too_long(film: Filmed, limit: float) -> Iterator[Hit]:
    seconds = ((film.shot.last - film.shot.first) / 1000.0 + 1.0) / film.fps
    still = float(film.speeds.sum()) == 0.0 and float(film.turns.sum()) == 0.0
    talked = any(ln.end > film.shot.first and ln.start < film.shot.last
                 for ln in film.world.narrative.lines.values())  # fmt: skip
    if seconds > limit and still and not talked and not _anyone_moves(film):
        yield Hit(
            message=f"nothing changes in {seconds:.0f} s: no body moves, nobody speaks and the "
                    "camera stands still",
            paths=(f"shots/{film.key}/last",), measured=round(seconds, 2), expected=limit,
            options=("shorten it", "let something happen"),
        )  # fmt: skip


def _anyone_moves(film: Filmed) -> bool:
    acts = any(t.name != "idle" and t.first < film.shot.last and t.last > film.shot.first
               for t in film.world.tracks.values())  # fmt: skip
    return acts or any(f.moving for f in film.seen.figures.values())


def _line_cut_off(film: Filmed, limit: float) -> Iterator[Hit]:
    """Report words that run on beyond the last shot of the film in their scene."""
    scene = film.shot.scene
    ends = [s.last for s in film.document.shots.values() if s.scene == scene]
    if film.shot.last < max(ends):
        return
    for key, spoken in sorted(film.world.narrative.lines.items()):
        over = (spoken.end - film.shot.last - 1000) / 1000.0 / film.fps
        if film.shot.first <= spoken.start <= film.shot.last and over > limit:
            words = " ".join(spoken.text.split()[:6])
            yield Hit(
                message=f'the scene ends {over:.1f} s before "{words} ..." has been said',
                at_s=film.time_of_frame(len(film.frames) - 1),
                paths=(f"narrative/lines/{key}", f"shots/{film.key}/last"),
                measured=round(over, 2), expected=limit,
                options=(f"let {film.shot.name} last {over:.1f} s longer",),
            )  # fmt: skip


def _asks_for_cut(framing: Framing) -> bool:
    return framing.move not in {"", "static"}


def _moving_into_still(cut: Cut, limit: float) -> Iterator[Hit]:
    """Report a cut out of a move that has not come to rest into a still camera."""
    ends = float(cut.before.speeds[-1]) if len(cut.before.speeds) else 0.0
    starts = float(cut.after.speeds[0]) if len(cut.after.speeds) else 0.0
    if ends > limit and starts < 1e-3 and _asks_for_cut(cut.before.shot.framing):
        yield Hit(
            message=f"{cut.before.shot.name} is still travelling at {ends:.1f} m/s when it is cut "
                    f"to {cut.after.shot.name}, which stands still",
            at_s=0.0, paths=_paths(cut), measured=round(ends, 2), expected=limit,
            options=("let the move come to rest", "cut to a camera that moves as well"),
        )  # fmt: skip


CUT_CHECKS: Final[Mapping[str, CutCheck]] = MappingProxyType(
    {
        "GP201": _line_crossed, "GP202": _jump, "GP203": _same_picture,
        "GP204": _screen_direction, "GP205": _eyeline, "GP206": _reverse_sizes,
        "GP207": _place_jump, "GP208": _exposure_jump, "GP209": _white_jump,
        "GP213": _moving_into_still,
    }
)  # fmt: skip
PACE_CHECKS: Final[Mapping[str, ShotCheck]] = MappingProxyType(
    {"GP210": _too_short, "GP211": _too_long, "GP212": _line_cut_off}
)
