"""The page as one HTML file that needs nothing else: no script, no font, no network."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from importlib import resources
from pathlib import Path
from typing import Any, Final

from groundplan.errors import InputError
from groundplan.scene.library import EMPTY, Library
from groundplan.studio.describe import describe
from groundplan.studio.page.names import number, readable_path
from groundplan.studio.page.plan_view import plan_view
from groundplan.studio.page.timeline import timeline
from groundplan.studio.page.words import FATES, marked_text
from groundplan.world.document import World
from groundplan.world.files import make_folder, write_atomic
from groundplan.world.finding import Finding

__all__ = ["page", "write_page"]

_MOST_ROWS: Final = 200
Described = Mapping[str, Any]
"""JSON data of `groundplan.describe/1`."""


def write_page(
    world: World, path: Path, *, planned: tuple[Finding, ...] = (), library: Library = EMPTY
) -> None:
    """Write the page of a world; an older page of the same name is replaced.

    Raises:
        InputError: The path is a folder, or no page's name.
        OutputError: It cannot be written.
    """
    if path.is_dir() or path.suffix.lower() not in {".html", ".htm"}:
        raise InputError(f"{path} is no name for a page", "name a file that ends in .html")
    description = describe(world, planned=planned, library=library)
    make_folder(path.parent)
    write_atomic(path, page(world, description).encode())


def page(world: World, description: Described) -> str:
    """Return the page of a world and its description; everything in it is escaped."""
    style = resources.files("groundplan.studio.page").joinpath("style.css").read_text("utf-8")
    body = "".join((
        "<h1>What was understood</h1>", _legend(), *_sources(world), *_floors(description),
        "<h2>Time</h2>", timeline(description), *_tables(world, description),
    ))  # fmt: skip
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "style-src 'unsafe-inline'\">"
        f"<title>groundplan: what was understood</title><style>{style}</style></head>"
        f"<body><main>{body}</main></body></html>\n"
    )


def _legend() -> str:
    said = {
        "extracted": "read in the words", "authored": "set by a person",
        "derived": "follows from other values", "guessed": "assumed",
        "unresolved": "not understood",
    }  # fmt: skip
    marks = "".join(
        f'<span><mark class="{fate}">{fate}</mark> {said[fate]}</span>' for fate in FATES
    )
    return f'<p class="legend">{marks}</p>'


def _sources(world: World) -> Iterable[str]:
    for key in sorted(world.sources, key=_in_order):
        kind = world.sources[key].kind
        yield f'<h2>{escape(kind)}</h2><pre class="words">{marked_text(world, key)}</pre>'


def _in_order(key: str) -> tuple[str, int]:
    name, _, last = key.rpartition("_")
    return (name, int(last)) if last.isdigit() else (key, 0)


def _floors(description: Described) -> Iterable[str]:
    scenes = [s["id"] for s in description.get("scenes", [])] or [""]
    headings = {s["id"]: s["heading"] for s in description.get("scenes", [])}
    for scene in scenes:
        shots = [shot for shot in description["shots"] if shot["scene"] == scene]
        if shots:
            title = headings.get(scene, "")
            yield f"<h2>Plan view{': ' + escape(title) if title else ''}</h2>"
            yield plan_view(description, shots)


def _tables(world: World, description: Described) -> Iterable[str]:
    yield _table(
        "Numbers", ("words", "value", "unit", "sets"),
        [
            (q["text"], number(q["value"], 4), q["unit"], readable_path(world, q["path"]))
            for q in description["quantities"]
        ],
    )  # fmt: skip
    yield _table(
        "Not understood", ("words", "why"),
        [(u["text"], u["reason"]) for u in description["unresolved"]],
    )  # fmt: skip
    yield _table(
        "Findings", ("code", "what", "what helps"),
        [
            (f["code"], f["message"], "; or ".join(f["options"]))
            for f in description["findings"]
        ],
    )  # fmt: skip
    yield _table(
        "Guessed", ("of", "fields"),
        [(owner, ", ".join(fields)) for owner, fields in description["guesses"].items()],
    )  # fmt: skip


def _table(title: str, headers: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table; nothing when it has no rows."""
    if not rows:
        return ""
    head = "".join(f"<th>{escape(cell)}</th>" for cell in headers)
    body = "".join(
        f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>"
        for row in rows[:_MOST_ROWS]
    )
    more = len(rows) - _MOST_ROWS
    note = f"<p>and {more} more</p>" if more > 0 else ""
    return f"<h2>{escape(title)}</h2><table><tr>{head}</tr>{body}</table>{note}"
