"""What a person asks of a call, whichever backend makes it."""

from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

from groundplan.shader.intents import Control

__all__ = ["KeyframeWish", "ReferenceWish", "ShadeWish"]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyframeWish:
    """A whole picture that the clip must pass through."""

    frame: int
    """Index in the clip; negative counts from the end."""
    picture: Path | None = None
    """None: the frame of the previz."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceWish:
    """How someone or something looks."""

    picture: Path
    entity: str = ""
    """Id of whom it shows; empty: of nobody in particular."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShadeWish:
    """Empty fields leave the choice to the plan, which says what it chose."""

    controls: tuple[Control, ...] = ()
    size_px: tuple[int, int] | None = None
    rate: Fraction | None = None
    frame_count: int | None = None
    """Of the clip, handles included."""
    handle_frames: int | None = None
    """Before and after the shot, at the clip's rate; None: as the shot has them."""
    exact: bool = False
    """Refuse to change size, rate or frame count of the shot."""
    strict: bool = False
    """Refuse to go on when an intent is ignored, or left to words."""
    seed: int = 0
    steps: int | None = None
    guidance: float | None = None
    strength: float | None = None
    """Of the controls, 0 to 1 (some models go to 2)."""
    depth_of_field: bool = False
    """Render what is out of focus so, in controls that show the previz: eight times the work."""
    look: str = ""
    prompt: str = ""
    """Instead of the compiled one."""
    negative: str = ""
    references: tuple[ReferenceWish, ...] = ()
    keyframes: tuple[KeyframeWish, ...] = ()
    options: tuple[tuple[str, str], ...] = field(default=())
    """Settings of the backend, by name."""

    def option(self, name: str, default: str = "") -> str:
        """Return a setting of the backend."""
        return dict(self.options).get(name, default)
