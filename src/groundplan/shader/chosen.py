"""What of a wish a backend can be given: controls, references, keyframes and settings."""

from groundplan.errors import PlanError
from groundplan.shader.brief import ShotBrief
from groundplan.shader.capabilities import Capabilities
from groundplan.shader.intents import Control
from groundplan.shader.plan import PlannedKeyframe, PlannedReference
from groundplan.shader.wish import ShadeWish

__all__ = ["chosen_controls", "chosen_options", "keyframes_of", "references_of"]


def chosen_controls(
    capabilities: Capabilities, brief: ShotBrief, wish: ShadeWish
) -> tuple[Control, ...]:
    """Return all that is sent, chosen controls first.

    Raises:
        PlanError: The backend does not take a control, or not these together, or there is nothing
            to draw it from.
    """
    wanted = wish.controls or capabilities.controls[:1]
    for control in wanted:
        if control not in capabilities.controls:
            raise PlanError(
                f"{capabilities.name} takes no {control}",
                f"it takes {', '.join(capabilities.controls) or 'no control'}",
            )
    if len(wanted) > 1 and not any(set(wanted) <= set(group) for group in capabilities.together):
        groups = " or ".join("+".join(group) for group in capabilities.together)
        raise PlanError(
            f"{capabilities.name} does not take {'+'.join(wanted)} together",
            f"choose {groups or 'one of them'}",
        )
    if wanted == ("pose",) and not brief.people:
        raise PlanError("pose needs a person in the shot, and there is none", "choose depth")
    given: list[Control] = [*wanted, *capabilities.always]
    if wish.references:
        given.append("reference")
    if wish.keyframes:
        given.append("keyframe")
    return tuple(dict.fromkeys(given))


def references_of(capabilities: Capabilities, wish: ShadeWish) -> tuple[PlannedReference, ...]:
    """Return the reference pictures.

    Raises:
        PlanError: They are more than the backend takes.
    """
    most = capabilities.references_most
    if len(wish.references) > most:
        allowed = f"give at most {most}" if most else "it takes none: leave them out"
        raise PlanError(f"{len(wish.references)} references for {capabilities.name}", allowed)
    return tuple(
        PlannedReference(picture=str(one.picture), entity=one.entity) for one in wish.references
    )


def keyframes_of(
    capabilities: Capabilities, wish: ShadeWish, *, frame_count: int
) -> tuple[PlannedKeyframe, ...]:
    """Return the keyframes by index from the start.

    Raises:
        PlanError: The backend takes none, or not at such a frame; says the nearest right one.
    """
    found: list[PlannedKeyframe] = []
    for one in wish.keyframes:
        frame = one.frame + frame_count if one.frame < 0 else one.frame
        _check_keyframe(capabilities, frame, frame_count)
        picture = "" if one.picture is None else str(one.picture)
        found.append(PlannedKeyframe(frame=frame, picture=picture))
    if len({one.frame for one in found}) != len(found):
        raise PlanError("two keyframes at one frame", "give each frame one picture")
    return tuple(sorted(found, key=lambda one: one.frame))


def _check_keyframe(capabilities: Capabilities, frame: int, frame_count: int) -> None:
    kind, stride, last = capabilities.keyframes, capabilities.keyframe_stride, frame_count - 1
    if not 0 <= frame <= last:
        raise PlanError(f"a keyframe at {frame}", f"the clip has frames 0 to {last}")
    if kind == "none":
        raise PlanError(f"{capabilities.name} takes no keyframes", "leave --keyframe out")
    if kind == "first" and frame != 0:
        raise PlanError(f"a keyframe at {frame}", f"{capabilities.name} takes frame 0 alone")
    if kind == "first_last" and frame not in {0, last}:
        raise PlanError(f"a keyframe at {frame}", f"{capabilities.name} takes 0 and {last}")
    if kind == "indices" and frame % stride != 0 and frame != last:
        near = round(frame / stride) * stride
        raise PlanError(f"a keyframe at {frame}", f"it must be a multiple of {stride}: {near}")


def chosen_options(capabilities: Capabilities, wish: ShadeWish) -> dict[str, str]:
    """Return the settings that were given, with defaults; those of the environment are not read.

    Raises:
        PlanError: There is no such setting.
    """
    known = {option.name: option for option in capabilities.options}
    for name, _ in wish.options:
        if name not in known:
            settings = ", ".join(known) or "no settings"
            raise PlanError(f"{capabilities.name} has no setting {name!r}", f"it has {settings}")
    given = dict(wish.options)
    return {name: given.get(name, option.default) for name, option in sorted(known.items())}
