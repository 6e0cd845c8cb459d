"""Which intents a choice of controls carries, which only words can tell, and which are lost."""

from collections.abc import Sequence
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

__all__ = ["shown_by", "verdicts"]

_ELSEWHERE: Final[dict[IntentName, str]] = {
    "camera_path": "a backend that takes depth or camera poses (`groundplan backends`)",
    "focal_length": "a backend that takes depth or camera poses (`groundplan backends`)",
    "focus": "a backend that takes the previz itself (control rgb or gray), with --depth-of-field",
    "layout": "a backend that takes depth, boxes or the previz itself",
    "trajectory": "a backend that takes depth, boxes or the previz itself",
    "skeleton": "a backend that takes pose or depth",
    "animal_skeleton": "a backend that takes depth: no model is known to read animal skeletons",
    "identity": "a backend with reference pictures, or a first frame that shows them",
    "light_direction": "a backend that takes the previz itself (control rgb or gray)",
    "light_level": "a backend that takes the previz itself (control rgb or gray)",
    "light_temperature": "a backend that takes the previz itself (control rgb)",
    "look": "say it in the prompt of a backend that reads one",
}


def shown_by(controls: Sequence[Control]) -> frozenset[IntentName]:
    """Return what can be read from some controls."""
    return frozenset(name for control in controls for name in CARRIED[control])


def verdicts(
    intents: Sequence[ShotIntent],
    *,
    capabilities: Capabilities,
    controls: Sequence[Control],
    said: frozenset[IntentName],
) -> tuple[IntentVerdict, ...]:
    """Return what becomes of each intent; `said` are those whose words are in the prompt."""
    return tuple(
        _verdict(intent, capabilities=capabilities, controls=controls, said=said)
        for intent in intents
    )


def _verdict(
    intent: ShotIntent,
    *,
    capabilities: Capabilities,
    controls: Sequence[Control],
    said: frozenset[IntentName],
) -> IntentVerdict:
    via: tuple[Control, ...] = tuple(
        control for control in controls if intent.name in CARRIED[control]
    )
    honour = _honour(via, said=intent.name in said and bool(intent.words))
    return IntentVerdict(
        name=intent.name,
        says=intent.says,
        honour=honour,
        via=via,
        words=intent.words if honour == "words" else "",
        fallback=_fallback(intent.name, capabilities) if honour in {"words", "ignored"} else "",
    )


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
    here = [c for c in capabilities.controls if name in CARRIED[c]]
    if here:
        return f"choose --control {here[0]}"
    if name == "identity" and capabilities.references_most:
        return "give a picture with --reference"
    if name in CARRIED["keyframe"] and capabilities.keyframes != "none":
        return "give a first frame with --keyframe"
    return f"use {_ELSEWHERE[name]}"
