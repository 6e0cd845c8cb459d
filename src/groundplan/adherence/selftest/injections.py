"""Errors that are put into clips: what kind, how large, whose, and from when."""

import math
from dataclasses import dataclass
from typing import Final, Literal, get_args

from groundplan.errors import InputError

__all__ = [
    "INJECTION_KINDS", "NO_INJECTION", "UNITS", "ActsOn", "Course", "Injection", "InjectionKind",
    "acts_on",
]  # fmt: skip

InjectionKind = Literal[
    "none",
    "camera.pan", "camera.tilt", "camera.roll",
    "camera.truck", "camera.pedestal", "camera.dolly", "camera.path",
    "camera.focal", "camera.frozen",
    "subject.moved", "subject.late", "subject.missing", "subject.swapped", "subject.extra",
    "clock.retime", "clock.shift",
    "cut.angle", "cut.scene", "scene.other",
    "light.warmer", "light.exposure", "light.flicker",
    "picture.blur", "picture.noise", "picture.compressed", "picture.mirrored",
]  # fmt: skip
INJECTION_KINDS: Final[tuple[InjectionKind, ...]] = get_args(InjectionKind)

Course = Literal["constant", "ramp"]
"""constant: whole from `first_frame` on. ramp: grows from nothing there to all in the last frame.
"""

ActsOn = Literal["nothing", "stage", "footage", "picture"]
"""stage: the world that is filmed. footage: other footage takes its place. picture: pixels."""

UNITS: Final[dict[InjectionKind, str]] = {
    "none": "",
    "camera.pan": "deg", "camera.tilt": "deg", "camera.roll": "deg",
    "camera.truck": "m", "camera.pedestal": "m", "camera.dolly": "m", "camera.path": "%",
    "camera.focal": "%", "camera.frozen": "",
    "subject.moved": "% width", "subject.late": "frames", "subject.missing": "",
    "subject.swapped": "", "subject.extra": "% width",
    "clock.retime": "%", "clock.shift": "frames",
    "cut.angle": "deg", "cut.scene": "frames", "scene.other": "",
    "light.warmer": "K", "light.exposure": "stops", "light.flicker": "%",
    "picture.blur": "px", "picture.noise": "1/255", "picture.compressed": "crf",
    "picture.mirrored": "",
}  # fmt: skip
"""Unit of `Injection.size` by kind; empty: there or not, and the size is 1."""

_RAMPED: Final[frozenset[InjectionKind]] = frozenset({
    "camera.pan", "camera.tilt", "camera.roll", "camera.truck", "camera.pedestal", "camera.dolly",
    "camera.focal", "subject.moved", "light.warmer", "light.exposure",
})  # fmt: skip
_LEAST: Final[dict[InjectionKind, float]] = {
    "camera.focal": -99.0, "clock.retime": -99.0, "light.flicker": 0.0, "picture.blur": 0.0,
    "picture.noise": 0.0, "picture.compressed": 0.0, "cut.scene": 1.0,
}  # fmt: skip
"""Smallest size that means something."""
_MOST: Final[dict[InjectionKind, float]] = {"light.flicker": 100.0, "picture.compressed": 51.0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Injection:
    """One error, of known kind and size.

    Signs: pan to the right, tilt up, roll clockwise as the operator sees it, truck to the right,
    pedestal up, dolly in, path longer, focal length longer, subject to the picture's right, late
    (not early), warmer (a neutral grey gets a lower temperature), brighter.
    """

    kind: InjectionKind
    size: float = 1.0
    """In `unit`."""
    subject: str = ""
    """Entity id of who is moved, late, missing, swapped or doubled."""
    other: str = ""
    """Entity id of whom the subject is swapped with."""
    first_frame: int = 0
    """First frame, 0-based, that the error is in."""
    course: Course = "constant"

    def __post_init__(self) -> None:
        """Refuse what means nothing.

        Raises:
            InputError: The size is out of range, or somebody is missing.
        """
        low, high = _LEAST.get(self.kind, -math.inf), _MOST.get(self.kind, math.inf)
        if not (low <= self.size <= high and math.isfinite(self.size)):
            raise InputError(
                f"{self.kind} of {self.size:g} {self.unit}", f"give {low:g} to {high:g}"
            )
        if self.kind.startswith("subject.") and not self.subject:
            raise InputError(f"{self.kind} of nobody", "name an entity as its subject")
        if (self.kind == "subject.swapped") != bool(self.other):
            raise InputError(f"{self.kind} with {self.other!r}", "a swap needs two, others one")
        if self.course == "ramp" and self.kind not in _RAMPED:
            raise InputError(f"{self.kind} has no ramp", "make it constant")
        if self.first_frame < 0:
            raise InputError(f"{self.kind} from frame {self.first_frame}", "give 0 or more")

    @property
    def unit(self) -> str:
        """Return the unit of `size`."""
        return UNITS[self.kind]

    def share(self, frame: float, *, last_frame: int) -> float:
        """Return how much of the error, 0..1, is there at a frame (0-based, may lie between)."""
        if frame < self.first_frame:
            return 0.0
        if self.course == "constant":
            return 1.0
        return min((frame - self.first_frame) / max(last_frame - self.first_frame, 1), 1.0)


NO_INJECTION: Final = Injection(kind="none")


def acts_on(injection: Injection) -> ActsOn:
    """Return where an error is put in."""
    if injection.kind == "none":
        return "nothing"
    if injection.kind in {"cut.scene", "scene.other"}:
        return "footage"
    staged = injection.kind.startswith(("camera.", "subject.", "clock.")) or (
        injection.kind == "cut.angle"
    )
    return "stage" if staged else "picture"
