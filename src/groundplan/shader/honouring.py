"""Which intents a choice of controls carries, which only words can tell, and which are lost."""

from collections.abc import Mapping, Sequence
from typing import Final

from groundplan.shader.capabilities import Capabilities
from groundplan.shader.intents import (
    CARRIED,
    Control,
    Honour,
    IntentName,
    IntentVerdict,
    ShotIntent,
)

__all__ = ["verdicts"]

_GIVEN: Final = frozenset({"keyframe", "reference"})
"""What comes by an option of its own."""
_ELSEWHERE: Final[dict[IntentName, str]] = {
    "camera_path": "use a backend that takes depth or camera poses (`groundplan backends`)",
    "focal_length": "use a backend that takes depth or camera poses (`groundplan backends`)",
    "focus": "use a backend that takes the previz itself (rgb or gray), with --depth-of-field",
    "layout": "use a backend that takes depth, boxes or the previz itself",
    "trajectory": "use a backend that takes depth, boxes or the previz itself",
    "skeleton": "use a backend that takes pose or depth",
    "animal_skeleton": "use a backend that takes depth: no model is known to read animal skeletons",
    "identity": "use a backend with reference pictures, or a first frame that shows them",
    "light_direction": "use a backend that takes the previz itself (control rgb or gray)",
    "light_level": "use a backend that takes the previz itself (control rgb or gray)",
    "light_temperature": "use a backend that takes the previz itself (control rgb)",
    "look": "use a backend that reads a prompt, or say it in yours with --prompt",
}


def verdicts(
    intents: Sequence[ShotIntent],
    *,
    via: Mapping[IntentName, tuple[Control, ...]],
    said: frozenset[IntentName],
    capabilities: Capabilities,
) -> tuple[IntentVerdict, ...]:
    """Return what becomes of each intent.

    `via` are the controls that tell of it, `said` those whose words are in the prompt.
    """
    found: list[IntentVerdict] = []
    for intent in intents:
        honour = _honour(via[intent.name], said=intent.name in said and bool(intent.words))
        lost = honour in {"words", "ignored"}
        found.append(
            IntentVerdict(
                name=intent.name,
                says=intent.says,
                honour=honour,
                via=via[intent.name],
                words=intent.words if honour == "words" else "",
                fallback=_fallback(intent.name, capabilities) if lost else "",
            )
        )
    return tuple(found)


def _honour(via: tuple[Control, ...], *, said: bool) -> Honour:
    if "camera" in via:
        return "numbers"
    if any(control != "camera_preset" for control in via):
        return "pixels"
    if via:
        return "preset"
    return "words" if said else "ignored"


def _fallback(name: IntentName, capabilities: Capabilities) -> str:
    """Return what would carry it here, or where else."""
    here = [c for c in capabilities.controls if name in CARRIED[c] and c not in _GIVEN]
    if here == ["look"]:
        return "choose the --look that is called so, or a backend that reads a prompt"
    if here:
        lens = " with --depth-of-field" if name == "focus" else ""
        return f"choose --control {here[0]}{lens}"
    if name == "focus" and any(name in CARRIED[c] for c in capabilities.always):
        return "add --depth-of-field"
    if name == "identity" and capabilities.references_most:
        return "add --reference NAME=PICTURE for each of them"
    if name in {*CARRIED["keyframe"], "identity"} and capabilities.keyframes != "none":
        return "add --keyframe first" + ("=PICTURE" if name == "identity" else "")
    return _ELSEWHERE[name]
