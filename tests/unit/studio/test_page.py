"""The page of what was understood: nothing of the words is lost, and nothing runs."""

import re
from html import unescape
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from groundplan.errors import InputError
from groundplan.studio.describe import describe
from groundplan.studio.options import TakeOptions
from groundplan.studio.page.document import page, write_page
from groundplan.studio.page.words import marked_text
from groundplan.studio.script import plan_script
from groundplan.studio.take import plan_world
from groundplan.world.apply import apply
from groundplan.world.build import PatchBuilder
from groundplan.world.document import World
from groundplan.world.opinion import Origin

BRIEF = "A tall woman walks 4 m to a bench. Close-up, 85 mm lens, floccinaucinihilipilification."
FILM = """INT. KITCHEN - NIGHT

Wide shot. JANE (30s), a woman in a red coat, walks to a table.

JANE
Who is there?

CLOSE ON JANE

She smiles.

EXT. GARDEN - DAY

Jane walks to a tree.
"""


@pytest.fixture(scope="module")
def world() -> World:
    return plan_world(BRIEF, options=TakeOptions()).world


@pytest.fixture(scope="module")
def film() -> World:
    return plan_script(FILM, name="film.fountain", options=TakeOptions()).world


def marks(html: str, fate: str) -> list[str]:
    return [
        unescape(text) for text in re.findall(rf'<mark class="{fate}"[^>]*>([^<]*)</mark>', html)
    ]


def test_every_character_of_the_brief_is_on_the_page_once(world: World) -> None:
    html = marked_text(world, "brief")
    assert unescape(re.sub(r"<[^>]+>", "", html)) == BRIEF


def test_words_have_the_colour_of_what_became_of_them(world: World) -> None:
    html = marked_text(world, "brief")
    extracted = " ".join(marks(html, "extracted"))
    for word in ("tall", "walks", "bench", "85 mm", "4 m"):
        assert word in extracted, word
    assert "floccinaucinihilipilification" in " ".join(marks(html, "unresolved"))
    title = re.search(r'title="([^"]*)"[^>]*>[^<]*85 mm', html)
    assert title is not None
    assert "camera.focal_mm" in title[1]


def test_what_a_person_set_is_shown_as_theirs(world: World) -> None:
    path = next(p for p in world.opinions if p.endswith("/camera/focal_mm"))
    patch = PatchBuilder(world, actor="user:ada", summary="lens", origin=Origin.HUMAN)
    span = next(o.span for o in world.opinions[path] if o.span is not None)
    changed = apply(world, patch.set_field(path, 50.0, span=span).patch()).world
    assert "85 mm" in " ".join(marks(marked_text(changed, "brief"), "authored"))


def test_the_page_is_the_same_each_time_and_holds_no_script(film: World) -> None:
    made = page(film, describe(film))
    assert made == page(film, describe(film))
    assert "<script" not in made
    assert "http" not in made.replace("http-equiv", "")
    assert "default-src 'none'" in made


def test_drawings_are_well_formed_and_name_everybody(film: World) -> None:
    drawings = re.findall(r"<svg.*?</svg>", page(film, describe(film)), re.DOTALL)
    assert len(drawings) == 3  # a plan of each scene, and the time
    trees = [ET.fromstring(drawing) for drawing in drawings]  # noqa: S314  (our own drawing)
    words = [" ".join(tree.itertext()) for tree in trees]
    assert "jane" in words[0]
    assert "tree" in words[1]
    assert "table" not in words[1]
    for word in ("SH010", "SH020", "SH030", "walk table", "smile", "jane says"):
        assert word in words[2], word


def test_the_bar_of_an_action_is_as_long_as_the_action(film: World) -> None:
    description: dict[str, Any] = describe(film)
    svg = re.findall(r"<svg.*?</svg>", page(film, description), re.DOTALL)[-1]
    bars = re.findall(
        r'class="bar action" x="([\d.]+)" [^>]*?width="([\d.]+)"[^>]*><title>([^:]*)', svg
    )
    shots = re.findall(r'class="bar shot" x="([\d.]+)" [^>]*?width="([\d.]+)"', svg)
    scale = sum(float(w) for _, w in shots) / sum(
        s["frame_count"] / s["fps"] for s in description["shots"]
    )  # type: ignore[index]
    walk = next(a for a in description["actions"] if a["verb"] == "walk")  # type: ignore[union-attr]
    width = next(float(w) for _, w, name in bars if name.startswith("walk"))
    assert width == pytest.approx((walk["end_s"] - walk["start_s"]) * scale, abs=0.6)


def test_what_a_brief_holds_is_never_markup() -> None:
    brief = 'A man named <img src=x onerror=alert(1)> & "friends" walks to a <b>bench</b>.'
    world = plan_world(brief, options=TakeOptions()).world
    made = page(world, describe(world))
    assert "<img" not in made
    assert "<b>" not in made


def test_a_page_is_written_where_it_was_asked(world: World, tmp_path: Path) -> None:
    target = tmp_path / "pages" / "one.html"
    write_page(world, target)
    assert target.read_text("utf-8").startswith("<!doctype html>")
    with pytest.raises(InputError, match=r"\.html"):
        write_page(world, tmp_path / "one.txt")
    with pytest.raises(InputError, match="name"):
        write_page(world, tmp_path)
