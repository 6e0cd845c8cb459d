"""Every example sentence becomes the world that its `expect.json` states."""

import json
from pathlib import Path
from typing import Any

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"
NAMES = sorted(path.parent.name for path in EXAMPLES.glob("*/brief.txt"))


def expectation(name: str) -> dict[str, Any]:
    return json.loads((EXAMPLES / name / "expect.json").read_text())


@pytest.mark.parametrize("name", NAMES)
def test_named_things_are_there(name: str, described: dict[str, dict[str, Any]]) -> None:
    names = {e["name"] for e in described[name]["entities"]}
    assert set(expectation(name)["entities"]) <= names


@pytest.mark.parametrize("name", NAMES)
def test_actions_have_their_agents(name: str, described: dict[str, dict[str, Any]]) -> None:
    by_id = {e["id"]: e["name"] for e in described[name]["entities"]}
    acted = {(by_id[a["agent"]], a["verb"]) for a in described[name]["actions"]}
    assert {tuple(pair) for pair in expectation(name).get("actions", [])} <= acted


@pytest.mark.parametrize("name", NAMES)
def test_relations_are_understood(name: str, described: dict[str, dict[str, Any]]) -> None:
    by_id = {e["id"]: e["name"] for e in described[name]["entities"]}
    held = {
        (by_id[r["subject"]], r["relation"], by_id[r["object"]])
        for r in described[name]["relations"]
    }
    assert {tuple(triple) for triple in expectation(name).get("relations", [])} <= held


@pytest.mark.parametrize("name", NAMES)
def test_the_camera_does_what_was_asked(name: str, described: dict[str, dict[str, Any]]) -> None:
    camera = described[name]["shots"][0]["camera"]
    expected = expectation(name)
    for key in ("move", "size", "angle", "lens_mm"):
        if key in expected:
            assert camera[key] == expected[key]
    if "fps" in expected:
        assert described[name]["shots"][0]["fps"] == expected["fps"]


@pytest.mark.parametrize("name", NAMES)
def test_what_was_not_understood_is_listed(name: str, described: dict[str, dict[str, Any]]) -> None:
    expected = expectation(name)
    said = {entry["text"] for entry in described[name]["unresolved"]}
    assert set(expected.get("unresolved", [])) <= said
    if expected.get("findings"):
        assert any(f["severity"] != "info" for f in described[name]["findings"])


@pytest.mark.parametrize("name", NAMES)
def test_bodies_do_not_stand_in_one_another(
    name: str, described: dict[str, dict[str, Any]]
) -> None:
    codes = {finding["code"] for finding in described[name]["findings"]}
    assert "layout.interpenetration" not in codes
