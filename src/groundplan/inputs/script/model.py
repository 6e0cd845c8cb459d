"""What a script holds: scenes, their shots, and what each stretch of their text is."""

from dataclasses import dataclass
from enum import StrEnum

from groundplan.language.names import Person

__all__ = ["Element", "ElementKind", "Heading", "Scene", "Script", "Shot", "Speech"]


class ElementKind(StrEnum):
    """What a stretch of a script is."""

    HEADING = "heading"
    ACTION = "action"
    CUE = "cue"
    PARENTHETICAL = "parenthetical"
    DIALOGUE = "dialogue"
    LYRIC = "lyric"
    TRANSITION = "transition"
    SHOT = "shot"
    CENTRED = "centred"
    SECTION = "section"
    SYNOPSIS = "synopsis"
    PAGE_BREAK = "page_break"
    TITLE = "title"


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """Characters `start` (inclusive) to `end` (exclusive) of a text, marks left out."""

    kind: ElementKind
    start: int
    end: int
    label: str = ""
    """Scene or shot number as written, without its marks."""
    dual: bool = False
    """A cue whose speech runs beside the one before."""
    seconds: float | None = None
    """How long a shot was said to be [s]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What a slug line says."""

    interior: bool | None = None
    """Inside, outside, or not said; a car is both and counts as inside."""
    place: str = ""
    """As written ("SMITH HOUSE - KITCHEN")."""
    time_of_day: str = ""
    """As written; for CONTINUOUS, LATER and SAME that of the scene before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """One shot of a scene: places in the scene's `text`."""

    number: str
    """As the script numbers it; may be empty."""
    heading: str
    """As written; empty for a shot that no heading opens."""
    start: int
    end: int
    seconds: float | None = None
    """Stated duration [s]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """What somebody says without a parenthetical in between: places in the scene's `text`."""

    speaker: str
    """Name as the cue has it, extensions left out ("JANE")."""
    cue_start: int
    cue_end: int
    start: int
    end: int
    text: str
    """Its words, marks and line ends left out."""
    parenthetical: str = ""
    heard: str = ""
    """`off_screen`, `voice_over` or empty."""
    dual: bool = False
    """Spoken at the same time as the speech before."""
    sung: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One scene; all its spans are places in `text`."""

    number: str
    """As the script numbers it, else counted from 1."""
    heading: str
    """The slug line as written; empty when the script starts without one."""
    heading_start: int
    heading_end: int
    setting: Heading
    text: str
    """The scene's own part of the script."""
    prose: str
    """As long as `text`: shot headings and what is seen to happen, everything else blank; names in
    capitals read "Jane", other capitals are small."""
    shots: tuple[Shot, ...]
    speeches: tuple[Speech, ...]
    people: tuple[Person, ...]
    """Who speaks anywhere in the script, and what it says of them."""

    @property
    def interior(self) -> bool | None:
        """Whether it plays inside; None when that is not said."""
        return self.setting.interior

    @property
    def place(self) -> str:
        """Return where it plays, as written."""
        return self.setting.place

    @property
    def time_of_day(self) -> str:
        """Return when it plays, as written."""
        return self.setting.time_of_day


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """A whole script."""

    title: str
    author: str
    form: str
    """`fountain`, `fdx` or `plain`."""
    scenes: tuple[Scene, ...]
    people: tuple[Person, ...]
