"""A person idling, walking, running: legs follow planted feet, the trunk and arms balance them."""

import math
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.assets.skeleton import Skeleton
from groundplan.geometry import quaternions
from groundplan.motion.fingers.posing import finger_rotations, lay_fingers
from groundplan.motion.footfall import Feet, feet_at
from groundplan.motion.frame import BodyFrames, resting
from groundplan.motion.limbs import bend_limb, pitch, roll, soft_minimum, yaw
from groundplan.motion.striding import Stride

__all__ = ["ARM_HANG_RAD", "biped_frames", "hang_arms", "leg_length", "reach_feet"]

ARM_HANG_RAD: Final = math.radians(79.0)
"""How far below the T-pose an arm hangs."""
_LEAN_UPHILL: Final = 0.6
"""Of the slope's angle that the trunk leans into it: our engineering default."""
_MIDFOOT: Final = 0.5
"""How far the middle of a sole lies ahead of its ankle, over the distance from ankle to ball."""
_SIDES: Final = (("left", 1.0), ("right", -1.0))


def leg_length(skeleton: Skeleton) -> float:
    """Return the height of the hip joint above the sole [m]."""
    return float(skeleton.place("leftUpperLeg")[1])


def biped_frames(
    skeleton: Skeleton,
    stride: Stride,
    seconds: Float[np.ndarray, " time"],
    *,
    body_from_world: Float[np.ndarray, "time 4 4"],
    seed: float,
) -> BodyFrames:
    """Return the body along its stride; `seed` in 0..1 sets its breathing apart from others'."""
    frames = resting(skeleton, len(seconds))
    leg = leg_length(skeleton)
    rest = np.array([skeleton.place(f"{side}Foot") for side, _ in _SIDES]) * [1.0, 0.0, 1.0]
    if stride.gait.name == "stairs":
        # The middle of the foot, not its ankle, over the middle of a step.
        rest[:, 2] -= _MIDFOOT * (skeleton.place("leftToes") - skeleton.place("leftFoot"))[2]
    feet = feet_at(stride, seconds, rest=rest, leg_m=leg)
    _trunk(frames, stride, feet, seconds=seconds, seed=seed)
    tips = _tips(feet, body_from_world)
    places, rolls, headings = _ankles(frames, feet, body_from_world, tips=tips)
    _hips(frames, stride, feet, ankles=places, leg=leg)
    reach_feet(frames, places, rolls=rolls, headings=headings, tips=tips)
    _arms(frames, stride, feet)
    return frames


def _trunk(
    frames: BodyFrames,
    stride: Stride,
    feet: Feet,
    *,
    seconds: Float[np.ndarray, " time"],
    seed: float,
) -> None:
    wave = math.tau * feet.phase
    breath = np.sin(math.tau * (seconds / 4.0 + seed))
    shift = np.sin(math.tau * (seconds / 6.5 + seed)) * (1.0 - feet.vigour)
    turn = -0.13 * np.cos(wave) * feet.vigour
    frames.turn("hips", quaternions.multiply(yaw(turn), roll(0.03 * np.sin(wave) * feet.vigour)))
    lean = stride.gait.lean * feet.vigour + _LEAN_UPHILL * _uphill(stride, seconds)
    frames.turn("spine", quaternions.multiply(yaw(-0.6 * turn), pitch(0.7 * lean)))
    frames.turn("chest", quaternions.multiply(yaw(-0.8 * turn), pitch(0.3 * lean + 0.006 * breath)))
    frames.turn("upperChest", pitch(-0.012 * breath))
    frames.turn("neck", quaternions.multiply(yaw(0.2 * turn), pitch(-0.4 * lean)))
    frames.turn("head", quaternions.multiply(yaw(0.2 * turn), pitch(-0.6 * lean + 0.006 * breath)))
    height = frames.skeleton.places[0, 1]
    frames.root[:, 0] += height * (0.012 * shift - 0.015 * np.sin(wave) * feet.vigour)
    frames.turn("spine", quaternions.multiply(roll(-0.012 * shift), frames.rotations[:, 1]))


def _uphill(stride: Stride, seconds: Float[np.ndarray, " time"]) -> Float[np.ndarray, " time"]:
    """Return how steeply the ground rises ahead of the body [rad]."""
    path = stride.path
    heading = np.interp(seconds, path.times, path.headings)
    places = np.stack([np.interp(seconds, path.times, path.positions[:, k]) for k in range(3)], -1)
    normals = path.normals(places)
    return -np.arctan2(normals[:, 0] * np.sin(heading) + normals[:, 2] * np.cos(heading),
                       normals[:, 1])  # fmt: skip


def _tips(
    feet: Feet, body_from_world: Float[np.ndarray, "time 4 4"]
) -> Float[np.ndarray, "time 2 4"]:
    """Return how soles lie on ground that is not level: from +Y to its normal, in body axes."""
    normals = feet.normals_in_body(body_from_world)
    up = np.broadcast_to(np.array([0.0, 1.0, 0.0]), normals.shape)
    return quaternions.shortest_arc(up, normals)


def _ankles(
    frames: BodyFrames,
    feet: Feet,
    body_from_world: Float[np.ndarray, "time 4 4"],
    *,
    tips: Float[np.ndarray, "time 2 4"],
) -> tuple[Float[np.ndarray, "time 2 3"], Float[np.ndarray, "time 2"], Float[np.ndarray, "time 2"]]:
    """Return ankle places in the body's space, how far each heel is raised, and foot headings."""
    ground = feet.places_in_body(body_from_world)
    own = np.arctan2(body_from_world[:, 0, 2], body_from_world[:, 2, 2])
    headings = feet.headings + own[:, None]
    raised = _heel(feet)
    result = np.empty_like(ground)
    for k, (side, _) in enumerate(_SIDES):
        ankle, ball = frames.skeleton.place(f"{side}Foot"), frames.skeleton.place(f"{side}Toes")
        heel = np.array([ankle[0], 0.0, ankle[2] - 0.5 * (ball[2] - ankle[2])])
        tilt = pitch(raised[:, k])
        # The ball of the foot holds its place; with the toes up the foot rolls on its heel.
        pivot = np.where(raised[:, k, None] < 0.0, heel, ball)
        moved = pivot + quaternions.rotate(tilt, ankle - pivot)
        offset = moved - ankle * np.array([1.0, 0.0, 1.0])
        turned = quaternions.multiply(tips[:, k], yaw(headings[:, k]))
        result[:, k] = ground[:, k] + quaternions.rotate(turned, offset)
        up = np.stack([np.zeros(len(ground)), feet.lift[:, k], np.zeros(len(ground))], axis=-1)
        result[:, k] += quaternions.rotate(tips[:, k], up)
    return result, raised, headings


def _heel(feet: Feet) -> Float[np.ndarray, "time 2"]:
    """Return the pitch of the feet: heel up before lift-off, toes up at touchdown [rad]."""
    s = feet.progress
    late = np.clip((s - 0.6) / 0.4, 0.0, 1.0)
    early = np.clip(1.0 - s / 0.14, 0.0, 1.0)
    stance = 0.62 * late * late * (3.0 - 2.0 * late) - 0.26 * early
    swing = 0.62 + (-0.26 - 0.62) * s * s * (3.0 - 2.0 * s)
    bump = 0.35 * np.sin(math.pi * s) * (1.0 - s)
    return np.where(feet.planted, stance, swing + bump) * feet.vigour[:, None]


def _hips(
    frames: BodyFrames,
    stride: Stride,
    feet: Feet,
    *,
    ankles: Float[np.ndarray, "time 2 3"],
    leg: float,
) -> None:
    """Set the height of the hips: as high as both feet allow, and no higher than standing."""
    skeleton = frames.skeleton
    gait = stride.gait
    bob = gait.bounce * np.cos(2.0 * math.tau * (feet.phase - 0.25 - 0.5 * stride.duty))
    stand = skeleton.places[0, 1] + leg * feet.vigour * (
        -gait.crouch - 0.008 + np.abs(gait.bounce) * 0.0 + bob
    )
    choices = [stand]
    for k, (side, _) in enumerate(_SIDES):
        joint = skeleton.place(f"{side}UpperLeg")
        offset = quaternions.rotate(frames.rotations[:, 0], joint - skeleton.places[0])
        hip = frames.root + offset
        flat = np.linalg.norm((ankles[:, k] - hip)[:, [0, 2]], axis=-1)
        full = 0.9985 * _bones(skeleton, side)
        high = ankles[:, k, 1] + np.sqrt(np.maximum(full * full - flat * flat, 0.0))
        choices.append(high - offset[:, 1])
    lowest = soft_minimum(np.stack(choices, axis=1), width=0.004 * leg)
    still = skeleton.places[0, 1] - 0.0035 * leg
    # The soft minimum dips a little where all agree; a standing body keeps its own height.
    frames.root[:, 1] = np.minimum(lowest, still)


def _bones(skeleton: Skeleton, side: str) -> float:
    hip, knee, ankle = (
        skeleton.place(f"{side}{part}") for part in ("UpperLeg", "LowerLeg", "Foot")
    )
    return float(np.linalg.norm(knee - hip) + np.linalg.norm(ankle - knee))


def reach_feet(
    frames: BodyFrames,
    ankles: Float[np.ndarray, "time 2 3"],
    *,
    rolls: Float[np.ndarray, "time 2"],
    headings: Float[np.ndarray, "time 2"],
    tips: Float[np.ndarray, "time 2 4"] | None = None,
) -> None:
    """Bend the legs so that the ankles are where asked [m, body space], feet pitched by `rolls`.

    `tips` turn level soles onto the ground.
    """
    skeleton = frames.skeleton
    for k, (side, _) in enumerate(_SIDES):
        names = [f"{side}{part}" for part in ("UpperLeg", "LowerLeg", "Foot", "Toes")]
        rest = np.array([skeleton.place(name) for name in names[:3]])
        offset = rest[0] - skeleton.places[0]
        hip = frames.root + quaternions.rotate(frames.rotations[:, 0], offset)
        ahead = quaternions.rotate(yaw(headings[:, k]), np.array([0.0, 0.0, 1.0]))
        bend = bend_limb(rest, hip, ankles[:, k], pole=ahead)
        frames.turn_to(names[0], bend.upper)
        frames.turn_to(names[1], bend.lower)
        facing = yaw(headings[:, k])
        if tips is not None:
            facing = quaternions.multiply(tips[:, k], facing)
        frames.turn_to(names[2], quaternions.multiply(facing, pitch(rolls[:, k])))
        frames.turn(names[3], pitch(-np.maximum(rolls[:, k], 0.0)))


def hang_arms(
    frames: BodyFrames,
    *,
    swing: Float[np.ndarray, " time"],
    elbow: Float[np.ndarray, " time"],
    spread: float = 0.0,
) -> None:
    """Let both arms hang, swung by +-`swing` (left back for positive) and bent at the elbows."""
    for side, sign in _SIDES:
        down = roll(np.full(len(swing), -sign * (ARM_HANG_RAD - spread)))
        frames.turn(f"{side}UpperArm", quaternions.multiply(pitch(sign * swing), down))
        # The elbow bends more while the arm is ahead.
        more = elbow * (1.0 - 0.35 * sign * np.tanh(2.0 * swing))
        frames.turn(f"{side}LowerArm", yaw(-sign * more))
        lay_fingers(frames, side, finger_rotations(frames.skeleton, side, "relaxed"))


def _arms(frames: BodyFrames, stride: Stride, feet: Feet) -> None:
    gait, vigour = stride.gait, feet.vigour
    swing = gait.swing * np.cos(math.tau * feet.phase) * vigour
    hang_arms(frames, swing=swing, elbow=0.18 + (gait.elbow - 0.18) * vigour)
