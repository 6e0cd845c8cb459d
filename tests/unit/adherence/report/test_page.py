"""The page of a judged clip."""

import re
from base64 import b64decode, b64encode
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from io import BytesIO
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from PIL import Image
from tests.unit.adherence.report.small_report import (
    ball_entity,
    clip_of,
    repeated,
    report_of,
)

from groundplan.adherence.plan_view import PlanView
from groundplan.adherence.report.page import report_page
from groundplan.errors import InputError

VOID = {"meta", "img", "input"}


class Nesting(HTMLParser):
    """Reads as HTML and fails on an element that is closed in another's place."""

    def __init__(self) -> None:
        """Nothing is open yet."""
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        assert len({name for name, _ in attrs}) == len(attrs)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take an element without content."""
        assert tag in VOID, f"<{tag}/> stays open in HTML"
        assert len({name for name, _ in attrs}) == len(attrs)

    def handle_endtag(self, tag: str) -> None:
        """Close the element that was opened last."""
        assert self.open.pop() == tag


def tree(page: bytes | str) -> ET.Element:
    return ET.fromstring(page)  # noqa: S314  (our own page)


def words_of(page: bytes) -> str:
    return " ".join(" ".join(tree(page).itertext()).split())


def test_a_page_is_valid_as_xml_and_nests_as_html(plan: PlanView) -> None:
    page = report_page(report_of(plan), plan, clip_of(plan, lacks=1), masks=plan.instance)
    assert page.startswith(b"<!DOCTYPE html>")
    tree(page)
    reader = Nesting()
    reader.feed(page.decode())
    reader.close()
    assert not reader.open


def test_every_check_cause_measurement_and_finding_is_on_the_page(plan: PlanView) -> None:
    report = report_of(plan)
    said = words_of(report_page(report, plan, clip_of(plan, lacks=1)))
    assert "The clip does not follow the plan" in said
    for check in report.checks:
        assert check.name in said
    for row in (*report.causes, *report.mapping.findings):
        assert row.says in said
        assert row.code in said
    for measurement in report.measurements:
        assert measurement.definition in said
    assert "not observable: no neutral surface is in sight" in said
    assert report.clip_sha256 in said
    assert report.world_hash in said
    assert "the clip has no frame here" in said


def test_status_is_said_in_words_not_by_colour_alone(plan: PlanView) -> None:
    root = tree(report_page(report_of(plan), plan, clip_of(plan)))
    badges = [node for node in root.iter("span") if "badge" in node.get("class", "")]
    word = {"pass": "✓ passes", "fail": "✗ fails", "cannot_tell": "? can't tell"}
    assert {node.get("class", "").split()[1] for node in badges} == set(word)
    for node in badges:
        assert node.text == word[node.get("class", "").split()[1]]


@pytest.mark.parametrize(
    "name",
    [
        "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "]]>-->&amp;",
        "a\x00\x1b\x07b", "\u202eton si siht", "x" * 100_000,
    ],
    ids=["script", "attribute", "xml", "control", "turned", "long"],
)  # fmt: skip
def test_hostile_names_stay_text(plan: PlanView, name: str) -> None:
    clip = clip_of(plan)
    plain = tree(report_page(report_of(plan), plan, clip))
    page = report_page(report_of(plan, ball_name=name, clip_name=name), plan, clip)
    hostile = tree(page)
    assert [node.tag for node in hostile.iter()] == [node.tag for node in plain.iter()]
    assert len(page) < len(ET.tostring(plain)) + 20_000
    assert "\u202e" not in page.decode()


def test_a_page_asks_for_nothing_from_elsewhere(plan: PlanView) -> None:
    page = report_page(report_of(plan), plan, clip_of(plan), masks=plan.instance).decode()
    assert not re.search(r"https?:|@import|<link|<iframe|srcset", page)
    root = tree(page)
    linked = [
        value for node in root.iter() for key, value in node.items() if key in {"src", "href"}
    ]
    assert linked
    assert all(value.startswith("data:image/") for value in linked)
    assert all(name == "#hatch" for name in re.findall(r"url\(([^)]*)\)", page))


def test_only_its_own_script_may_run(plan: PlanView) -> None:
    root = tree(report_page(report_of(plan), plan, clip_of(plan)))
    scripts = [node.text or "" for node in root.iter("script")]
    assert len(scripts) == 1
    digest = b64encode(sha256(scripts[0].encode()).digest()).decode()
    policy = next(n.get("content", "") for n in root.iter("meta") if n.get("http-equiv"))
    assert f"script-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'")


def test_equal_inputs_give_equal_bytes(plan: PlanView) -> None:
    pages = {report_page(report_of(plan), plan, clip_of(plan)) for _ in range(2)}
    assert len(pages) == 1


def test_the_page_of_a_thousand_noisy_frames_is_bounded(plan: PlanView) -> None:
    long = repeated(plan, 1000, size_px=(160, 90))
    noise = np.random.default_rng(1).integers(0, 256, (90, 160, 3), dtype=np.uint8)
    clip = clip_of(long)
    clip = replace(clip, frames=np.broadcast_to(noise, clip.frames.shape))
    page = report_page(report_of(long), long, clip)
    root = tree(page)
    pairs = [node for node in root.iter("figure") if node.get("class") == "pair"]
    assert len(pairs) <= 24 + 4
    assert len(page) < 8 << 20


def test_the_worst_frame_is_at_full_size_and_is_the_one_that_fails(plan: PlanView) -> None:
    root = tree(report_page(report_of(plan), plan, clip_of(plan)))
    full = next(node for node in root.iter("div") if node.get("class") == "pairs full")
    pair = next(iter(full))
    assert pair.get("data-frame") == "4"
    data = next(pair.iter("img")).get("src", "").partition(",")[2]
    assert Image.open(BytesIO(b64decode(data))).size == plan.size_px


def test_measured_outlines_lie_where_the_masks_are(plan: PlanView) -> None:
    moved = np.zeros_like(plan.instance)
    ball = next(row.instance for row in plan.instances if row.entity == ball_entity(plan))
    moved[:, 4:12, 40:60] = ball
    page = report_page(report_of(plan), plan, clip_of(plan), masks=moved)
    line = next(n for n in tree(page).iter("img") if n.get("class") == "seen-line")
    picture = Image.open(BytesIO(b64decode(line.get("src", "").partition(",")[2])))
    rows, columns = np.nonzero(np.asarray(picture.convert("RGBA"))[..., 3])
    assert (rows.min(), rows.max()) == pytest.approx((4, 11), abs=2)
    assert (columns.min(), columns.max()) == pytest.approx((40, 59), abs=2)


@pytest.mark.parametrize("status", ["pass", "fail", "cannot_tell"])
def test_a_report_without_measurements_makes_a_page(plan: PlanView, status: str) -> None:
    empty = replace(report_of(plan), status=status, measurements=(), checks=(), causes=(), names={})
    clip = clip_of(plan, lacks=plan.frame_count)
    said = words_of(report_page(empty, plan, clip))
    assert "Nothing was measured" in said
    assert "No check was made" in said


def test_a_report_of_another_plan_is_refused(plan: PlanView) -> None:
    other = replace(report_of(plan), frame_count=6)
    with pytest.raises(InputError, match="6 frames"):
        report_page(other, plan, clip_of(plan))
    with pytest.raises(InputError, match="masks"):
        report_page(report_of(plan), plan, clip_of(plan), masks=plan.instance[:2])
