"""GP4xx, second part: how camera, lens and bodies move, whatever carries them."""

import math
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.agents.critic.filmed import Filmed
from groundplan.agents.critic.rules.nearness import sped
from groundplan.agents.critic.rules.rule import Hit, ShotCheck
from groundplan.errors import InputError
from groundplan.geometry.focus import circle_of_confusion, depth_of_field
from groundplan.units import Metres, Millimetres
from groundplan.world.placement import number_at

__all__ = ["MOTION_CHECKS"]

_ONE_JUMP_M: Final = 0.4
"""A step within one frame that no body makes: 6.4 m/s at 16 fps on top of what it does anyway."""
_QUICK: Final = ("whip", "handheld", "shake", "crash")
_RIDDEN: Final = ("ride", "drive", "cycle", "fly", "fall", "ski", "skate", "slide", "throw")


def _jump(film: Filmed, limit: float) -> Iterator[Hit]:
    """Report a frame at which the camera is suddenly elsewhere."""
    if len(film.speeds) < 3:
        return
    steps = film.speeds * film.step_s
    turns = np.degrees(film.turns) * film.step_s
    far = (steps > limit) & (steps > 4.0 * _beside(steps))
    round_ = (turns > 35.0) & (turns > 4.0 * _beside(turns))
    if (far | round_).any():
        index = int(np.argmax(far | round_))
        yield Hit(
            message=f"the camera jumps by {steps[index]:.2f} m and {turns[index]:.0f} degrees "
                    "within one frame: that is a cut inside the shot",
            at_s=film.time_of_frame(index + 1), paths=(film.camera_path,),
            measured=round(float(steps[index]), 3), expected=limit,
            options=("make it two shots", "give the move keys in between"),
        )  # fmt: skip


def _beside(steps: Float[np.ndarray, " step"]) -> Float[np.ndarray, " step"]:
    """Return the larger of the steps before and after each: what a jump stands out from."""
    before = np.concatenate([steps[:1] * 0.0, steps[:-1]])
    return np.maximum(before, np.concatenate([steps[1:], steps[:1] * 0.0]))


def _judder(film: Filmed, limit: float) -> Iterator[Hit]:
    """Report a pan that carries what it sees across the frame too fast for the eye to follow."""
    if any(word in film.shot.framing.move for word in (*_QUICK, "follow", "track", "orbit", "arc")):
        return
    if not len(film.turns) or float(film.speeds.max()) > 0.05:
        return
    wide = 2.0 * np.arctan(0.5 * film.size_px[0] / film.intrinsics[:-1, 0, 0])
    crossing = wide / np.maximum(film.turns, 1e-9)
    worst = int(np.argmin(crossing))
    if crossing[worst] < limit:
        yield Hit(
            message=f"the pan carries things across the frame in {crossing[worst]:.1f} s: at "
                    f"{film.fps:g} frames a second they judder",
            at_s=film.time_of_frame(worst), paths=(film.camera_path,),
            measured=round(float(crossing[worst]), 2), expected=limit,
            options=("pan more slowly", "follow a subject", "make it a whip pan"),
        )  # fmt: skip


def _zoom_range(film: Filmed, limit: float) -> Iterator[Hit]:
    focal = number_at(film.eye, "camera.focal_mm", film.frames)
    ratio = float(focal.max() / max(float(focal.min()), 1e-6))
    if ratio > limit:
        yield Hit(
            message=f"the lens zooms from {focal.min():.0f} to {focal.max():.0f} mm, {ratio:.1f} "
                    "times: no cine zoom does",
            paths=(f"{film.camera_path}/channels/camera.focal_mm",),
            measured=round(ratio, 2), expected=limit, options=("travel as well", "cut"),
        )  # fmt: skip


def _lens_range(film: Filmed, limit: float) -> Iterator[Hit]:
    """Report a lens that nobody makes for a gate of its size."""
    focal = number_at(film.eye, "camera.focal_mm", film.frames)
    scale = film.lens.sensor_width_mm / 24.89
    low, high = limit * scale, 1200.0 * scale
    for value in (float(focal.min()), float(focal.max())):
        if not low * 0.99 <= value <= high * 1.01:
            yield Hit(
                message=f"a {value:g} mm lens for a gate {film.lens.sensor_width_mm:g} mm wide: "
                        f"there are {low:.0f} to {high:.0f} mm",
                paths=(f"{film.camera_path}/camera/focal_mm",),
                measured=round(value, 2), expected=round(low if value < low else high, 1),
                options=("use a lens that exists",),
            )  # fmt: skip
            return


def _body_fast(film: Filmed, limit: float) -> Iterator[Hit]:
    """Report a person on foot who is faster than anybody."""
    world = film.world
    carried = {a.agent for a in world.narrative.actions.values()
               if any(word in a.action or word in a.verb for word in _RIDDEN)}  # fmt: skip
    carried |= {t.entity for t in world.tracks.values() if any(w in t.name for w in _RIDDEN)}
    for figure in film.dense_people():
        if figure.entity in carried or world.entities[figure.entity].parent is not None:
            continue
        speeds = sped(figure, film)
        if not len(speeds) or (speeds * film.step_s).max() > _ONE_JUMP_M + limit * film.step_s:
            continue
        worst = int(np.argmax(speeds))
        if speeds[worst] > limit:
            yield Hit(
                message=f"{figure.name} runs at {speeds[worst]:.1f} m/s, and the fastest human "
                        f"reaches {limit:g}",
                at_s=film.time_of_frame(worst), paths=(f"entities/{figure.entity}",),
                measured=round(float(speeds[worst]), 2), expected=limit,
                options=("give it more time", "shorten the way"),
            )  # fmt: skip


def _body_jump(film: Filmed, limit: float) -> Iterator[Hit]:
    """Report a living body that is elsewhere from one frame to the next."""
    for figure in film.dense.values():
        if not figure.living or len(figure.positions) < 3:
            continue
        steps = sped(figure, film) * film.step_s
        worst = int(np.argmax(steps))
        if steps[worst] > limit and steps[worst] > 4.0 * _beside(steps)[worst]:
            yield Hit(
                message=f"{figure.name} is {steps[worst]:.2f} m away from one frame to the next",
                at_s=film.time_of_frame(worst + 1), paths=(f"entities/{figure.entity}",),
                measured=round(float(steps[worst]), 3), expected=limit,
                options=("give the way keys in between", "make it two shots"),
            )  # fmt: skip


def _shake(film: Filmed, limit: float) -> Iterator[Hit]:
    """Report a hand-held camera that shakes more than hands do."""
    if not any(word in film.shot.framing.move for word in ("handheld", "shake")):
        return
    forward = -film.poses[:, :3, 2]
    window = max(int(film.fps), 3)
    if len(forward) < 2 * window:
        return
    kernel = np.ones(window) / window
    columns = [
        np.asarray(np.convolve(forward[:, k], kernel, mode="valid"), dtype=np.float64)
        for k in range(3)
    ]
    smooth: Float[np.ndarray, "frame 3"] = np.stack(columns, axis=1)
    middle = forward[window // 2 : window // 2 + len(smooth)]
    off = np.asarray(middle - smooth, dtype=np.float64)
    rms = math.degrees(math.sqrt(float((off * off).sum()) / max(len(off), 1)))
    if rms > limit:
        yield Hit(
            message=f"the hand-held camera shakes by {rms:.1f} degrees rms",
            paths=(film.camera_path,), measured=round(rms, 2), expected=limit,
            options=("shake less",),
        )  # fmt: skip


def _soft(film: Filmed, limit: float) -> Iterator[Hit]:
    """Report a subject that is not within the depth of field, in blur over the circle."""
    subject = film.subject
    lens = film.lens
    if subject is None or min(lens.fstop, lens.sensor_width_mm, lens.sensor_height_mm) <= 0.0:
        return
    eyes = film.bodies.eyes(subject.entity)
    aims = eyes if eyes is not None else subject.positions + np.array([0, subject.eye_m, 0])
    depth = np.sum((aims - film.seen.centres) * -film.seen.world_from_camera[:, :3, 2], axis=1)
    circle = lens.circle_mm or circle_of_confusion(
        Millimetres(lens.sensor_width_mm), Millimetres(lens.sensor_height_mm)
    )
    times = film.seen.figures[subject.entity].times.astype(np.float64)
    focus = number_at(film.eye, "camera.focus_m", times)
    stops = number_at(film.eye, "camera.fstop", times)
    slack = 0.5 * max(subject.size_m[0], subject.size_m[2])
    sharp = [
        _holds(float(depth[k]), film.seen.focals_mm[k], float(focus[k]), float(stops[k]),
               float(circle), slack)
        for k in range(len(depth))
    ]  # fmt: skip
    share = 1.0 - float(np.mean(sharp))
    if share > limit:
        worst = sharp.index(False)
        yield Hit(
            message=f"{subject.name} is out of focus for {100 * share:.0f} % of the shot: "
                    f"{depth[worst]:.2f} m away, focused at {focus[worst]:.2f} m",
            at_s=film.time_of_sample(worst), paths=(f"{film.camera_path}/camera/focus_m",),
            measured=round(share, 2), expected=limit,
            options=(f"focus at {depth[worst]:.2f} m", "stop down"),
        )  # fmt: skip


def _holds(*numbers: float) -> bool:
    """Tell whether a depth is within the sharp zone, give or take half the body."""
    depth, focal, focus, fstop, circle, slack = numbers
    if depth <= 0.0:
        return True
    try:
        field = depth_of_field(
            Millimetres(focal), focus=Metres(focus), fstop=fstop, circle=Millimetres(circle)
        )
    except InputError:
        return False
    return bool(field.near - slack <= depth <= field.far + slack)


def _too_near(film: Filmed, _: float) -> Iterator[Hit]:
    focus = number_at(film.eye, "camera.focus_m", film.frames)
    worst = int(np.argmin(focus))
    near = film.lens.close_focus_m
    if focus[worst] < near - 1e-9:
        yield Hit(
            message=f"the lens is focused at {focus[worst]:.2f} m, and it focuses from "
                    f"{near:.2f} m on",
            at_s=film.time_of_frame(worst), paths=(f"{film.camera_path}/camera/focus_m",),
            measured=round(float(focus[worst]), 3), expected=near,
            options=("step back", "take a macro lens"),
        )  # fmt: skip


MOTION_CHECKS: Final[Mapping[str, ShotCheck]] = MappingProxyType(
    {
        "GP409": _jump, "GP410": _judder, "GP411": _zoom_range, "GP412": _lens_range,
        "GP413": _body_fast, "GP414": _body_jump, "GP415": _shake, "GP416": _soft,
        "GP417": _too_near,
    }
)  # fmt: skip
