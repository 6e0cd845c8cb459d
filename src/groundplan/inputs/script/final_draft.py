"""Final Draft's XML (FDX) becomes text and elements.

The XML is read with the standard library's expat; document types and entities are refused, depth
and size are bounded, so no file can grow or reach out while it is read.
"""

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final
from xml.parsers import expat

from groundplan.errors import InputError
from groundplan.inputs.script.model import Element, ElementKind
from groundplan.inputs.script.shot_headings import is_shot_heading, shot_label

__all__ = ["FinalDraft", "read_final_draft"]

_DEEPEST: Final = 64
_KINDS: Final = {
    "scene heading": ElementKind.HEADING, "action": ElementKind.ACTION,
    "character": ElementKind.CUE, "parenthetical": ElementKind.PARENTHETICAL,
    "dialogue": ElementKind.DIALOGUE, "transition": ElementKind.TRANSITION,
    "shot": ElementKind.SHOT, "general": ElementKind.ACTION, "singing": ElementKind.LYRIC,
    "lyrics": ElementKind.LYRIC, "cast list": ElementKind.SECTION, "new act": ElementKind.SECTION,
    "end of act": ElementKind.SECTION, "summary": ElementKind.SYNOPSIS,
}  # fmt: skip
_UNDER: Final = frozenset({ElementKind.PARENTHETICAL, ElementKind.DIALOGUE, ElementKind.LYRIC})
_ASIDE: Final = frozenset({"ScriptNote", "Bookmark", "SceneProperties"})


@dataclass(frozen=True, slots=True, kw_only=True)
class FinalDraft:
    """A script as text, with its elements."""

    text: str
    elements: tuple[Element, ...]
    title: str = ""
    author: str = ""


@dataclass(slots=True)
class _Paragraph:
    kind: str
    number: str = ""
    title_page: bool = False
    parts: list[str] = field(default_factory=list[str])
    dual: bool = False


def read_final_draft(text: str) -> FinalDraft:
    """Return the script in an FDX file.

    Raises:
        InputError: it is no XML, no FDX, nested too deeply, or declares entities.
    """
    reader = _Reader()
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.words
    parser.StartDoctypeDeclHandler = _refuse_declaration
    parser.EntityDeclHandler = _refuse_declaration
    try:
        parser.Parse(text.encode(), True)  # noqa: FBT003 - expat names it by place alone
    except expat.ExpatError as error:
        raise InputError(
            f"the script is damaged XML (line {error.lineno})", "export it from Final Draft again"
        ) from error
    if not reader.final_draft:
        raise InputError("the script is XML, but not Final Draft's", "save it as .fdx or .fountain")
    return _laid_out(reader.paragraphs)


def _refuse_declaration(*_parts: object) -> None:
    raise InputError(
        "the script declares a document type or entities", "remove them: FDX has neither"
    )


class _Reader:
    """Collects paragraphs while expat goes through the file."""

    def __init__(self) -> None:
        self.paragraphs: list[_Paragraph] = []
        self.final_draft = False
        self._path: list[str] = []
        self._open: list[_Paragraph] = []
        self._capitals = False
        self._duals = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Open an element."""
        if not self._path:
            self.final_draft = name == "FinalDraft"
        if len(self._path) >= _DEEPEST:
            raise InputError(
                f"the script's XML is nested more than {_DEEPEST} deep", "export it again"
            )
        self._path.append(name)
        if name == "DualDialogue":
            self._duals = 1
        elif name == "Paragraph" and not self._aside():
            paragraph = _Paragraph(
                attributes.get("Type", "Action").strip().lower(),
                number=attributes.get("Number", "").strip()[:16],
                title_page="TitlePage" in self._path,
            )
            if "DualDialogue" in self._path and paragraph.kind == "character":
                paragraph.dual = self._duals == 2
                self._duals += 1
            self.paragraphs.append(paragraph)
            self._open.append(paragraph)
        elif name == "Text":
            self._capitals = "AllCaps" in attributes.get("Style", "")

    def end(self, name: str) -> None:
        """Close an element."""
        if name == "Paragraph" and not self._aside() and self._open:
            self._open.pop()
        self._path.pop()

    def words(self, text: str) -> None:
        """Take what stands in a `Text`."""
        if self._path[-1] == "Text" and self._open and not self._aside():
            self._open[-1].parts.append(text.upper() if self._capitals else text)

    def _aside(self) -> bool:
        return not _ASIDE.isdisjoint(self._path)


def _laid_out(paragraphs: list[_Paragraph]) -> FinalDraft:
    """Return the paragraphs as text, laid out as a script is, with places for each."""
    parts: list[str] = []
    elements: list[Element] = []
    title: list[str] = []
    at = 0
    for paragraph in paragraphs:
        words = " ".join("".join(paragraph.parts).split())
        if not words:
            continue
        if paragraph.title_page:
            title.append(words)
            continue
        kind, label = _kind_of(paragraph, words)
        gap = "" if not parts else "\n" if kind in _UNDER else "\n\n"
        start = at + len(gap)
        parts += [gap, words]
        at = start + len(words)
        elements.append(Element(kind=kind, start=start, end=at, label=label, dual=paragraph.dual))
    return FinalDraft(
        text="".join(parts), elements=tuple(elements), title=title[0] if title else "",
        author=_author(title),
    )  # fmt: skip


def _kind_of(paragraph: _Paragraph, words: str) -> tuple[ElementKind, str]:
    kind = _KINDS.get(paragraph.kind, ElementKind.ACTION)
    if kind is ElementKind.ACTION and is_shot_heading(words):
        kind = ElementKind.SHOT
    label = paragraph.number if kind in {ElementKind.HEADING, ElementKind.SHOT} else ""
    return kind, label or (shot_label(words) if kind is ElementKind.SHOT else "")


def _author(title: list[str]) -> str:
    for line, follower in pairwise(title):
        if line.lower().rstrip(":") in {"by", "written by", "screenplay by", "story by"}:
            return follower
    return ""
