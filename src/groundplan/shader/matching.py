"""A plan and a pack belong together, or nothing is sent."""

from typing import Final

from groundplan.errors import PlanError
from groundplan.passes.pack import ControlPack
from groundplan.previz.port import Pass
from groundplan.shader.intents import Control
from groundplan.shader.plan import ShadePlan, Window

__all__ = ["check_pack", "passes_of", "window_frames", "window_of"]

_NEEDS: Final[dict[Control, frozenset[Pass]]] = {
    "depth": frozenset({Pass.DEPTH}),
    "pose": frozenset({Pass.POSE, Pass.DEPTH, Pass.INSTANCE}),
    "layout": frozenset({Pass.INSTANCE}),
    "flow": frozenset({Pass.FLOW_FWD}),
    "gray": frozenset({Pass.BEAUTY}),
    "scribble": frozenset({Pass.DEPTH, Pass.NORMAL, Pass.INSTANCE}),
    "canny": frozenset({Pass.BEAUTY}),
    "blur": frozenset({Pass.BEAUTY}),
    "seg": frozenset({Pass.INSTANCE}),
    "tracks": frozenset({Pass.DEPTH, Pass.INSTANCE}),
    "rgb": frozenset({Pass.BEAUTY}),
    "camera": frozenset(),
    "camera_preset": frozenset(),
    "keyframe": frozenset({Pass.BEAUTY}),
    "reference": frozenset(),
    "mask": frozenset({Pass.INSTANCE}),
    "look": frozenset({Pass.BEAUTY, Pass.DEPTH, Pass.NORMAL, Pass.INSTANCE, Pass.ILLUMINANCE}),
}


def passes_of(plan: ShadePlan) -> frozenset[Pass]:
    """Return the passes that a pack must have for a plan; beauty always, for people to look at."""
    return frozenset({Pass.BEAUTY}).union(*(_NEEDS[control] for control in plan.controls))


def check_pack(plan: ShadePlan, pack: ControlPack) -> None:
    """Refuse a pack that is not of the planned world, shot, size, rate, length and passes.

    Raises:
        PlanError: It is another one; says what differs, and what it must be.
    """
    manifest = pack.manifest
    clock = manifest.clock
    pairs = (
        ("world", manifest.world_hash, plan.world_hash),
        ("shot", manifest.shot, plan.shot),
        ("size in px", manifest.size_px, plan.size_px),
        ("rate in frames/s", (clock.fps_num, clock.fps_den), plan.rate),
        ("number of frames", clock.frame_count, plan.frame_count),
        ("first frame", clock.start_time_subframes, plan.start_time),
        ("depth of field", manifest.renderer.depth_of_field, plan.depth_of_field),
    )
    for what, there, planned in pairs:
        if there != planned:
            raise PlanError(
                f"the control pack has another {what} than the plan: {_told(there)}",
                f"render it with {_told(planned)}; nothing is cropped, padded or rounded",
            )
    missing = sorted(str(name) for name in passes_of(plan) if name not in pack)
    if missing:
        raise PlanError(
            f"the control pack lacks {', '.join(missing)}", "render it with these passes"
        )


def window_of(plan: ShadePlan, window: int) -> Window:
    """Return a window by number.

    Raises:
        PlanError: The plan has no such window.
    """
    if not 0 <= window < len(plan.windows):
        raise PlanError(f"window {window}", f"the plan has windows 0 to {len(plan.windows) - 1}")
    return plan.windows[window]


def window_frames(pack: ControlPack, window: Window) -> range:
    """Return the indices of a window's frames in a pack.

    Raises:
        PlanError: The pack does not have them all.
    """
    end = window.first + window.count
    if window.first < 0 or window.count < 1 or end > pack.frame_count:
        raise PlanError(
            f"frames {window.first} to {end - 1} of a pack of {pack.frame_count}",
            f"give frames from 0 to {pack.frame_count - 1}",
        )
    return range(window.first, end)


def _told(value: object) -> str:
    return str(value).strip("()").replace(", ", "x")[:80]
