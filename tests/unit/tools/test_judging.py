"""The judge of worlds says no to worlds that are almost right."""

import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[3] / "tools"))

from judging.verdicts import judge

Body = dict[str, Any]


def body(x: float, *, size: float = 0.5) -> Body:
    """Return a thing at (x, 0, 0); the camera below shows a metre as 100 px."""
    around = [416 + 100 * (x - size / 2), 240 - 100 * size, 416 + 100 * (x + size / 2), 240.0]
    return {
        "position_m": [x, 0.0, 0.0], "heading_rad": 0.0, "size_m": [size, size, size],
        "bbox_px": around, "visible": True,
    }  # fmt: skip


def entity(key: str, noun: str, **more: object) -> dict[str, Any]:
    """Return a described prop."""
    prop: dict[str, Any] = {
        "id": key, "name": key, "label": f"a {noun}", "noun": noun, "kind": "prop",
        "attributes": {}, "source_span": [0, 1], "body": None,
    }  # fmt: skip
    return prop | more


def world(
    entities: list[dict[str, Any]], first: dict[str, Body], last: dict[str, Body] | None = None
) -> dict[str, Any]:
    """Return a description of one shot of 5 s by a still camera 10 m in front."""
    pose = [[1, 0, 0, 0], [0, -1, 0, 0], [0, 0, -1, 10], [0, 0, 0, 1]]
    samples = [
        {
            "t_s": t, "camera_from_world": pose, "entities": bodies,
            "intrinsics_px": [[1000, 0, 416], [0, 1000, 240], [0, 0, 1]],
        }
        for t, bodies in ((0.0, first), (5.0, last or first))
    ]  # fmt: skip
    shot = {"samples": samples, "size_px": [832, 480], "camera": {"sensor_mm": [24.89, 14.0]}}
    return {
        "entities": entities, "actions": [], "relations": [], "quantities": [], "shots": [shot]
    }  # fmt: skip


def test_a_count_needs_the_number_a_place_each_and_the_picture() -> None:
    dogs = [entity("a", "dog"), entity("b", "dog")]
    gold = {"counts": {"dog": 2}}
    apart = world(dogs, {"a": body(0), "b": body(1)})
    assert judge(apart, gold)["counts"]
    assert not judge(apart, {"counts": {"dog": 3}})["counts"]
    assert not judge(world(dogs, {"a": body(0), "b": body(0.05)}), gold)["counts"]
    outside = body(1) | {"bbox_px": None, "visible": False}
    assert not judge(world(dogs, {"a": body(0), "b": outside}), gold)["counts"]
    hidden = body(1) | {"visible": False}
    assert not judge(world(dogs, {"a": body(0), "b": hidden}), gold)["counts"]


def test_things_that_are_never_in_frame_together_are_not_counted() -> None:
    dogs = [entity("a", "dog"), entity("b", "dog")]
    gone = {"bbox_px": None, "visible": False}
    turns = world(dogs, {"a": body(0), "b": body(1) | gone}, {"a": body(0) | gone, "b": body(1)})
    assert not judge(turns, {"counts": {"dog": 2}})["counts"]


@pytest.mark.parametrize(
    ("noun", "wanted", "right"),
    [
        ("puppies", "puppy", True), ("fire hydrant", "hydrant", True), ("birdhouse", "bird", False),
        ("bird cage", "bird", False), ("sofa", "couch", True), ("rowboat", "boat", True),
        ("boat", "rowboat", False), ("cat", "dog|cat", True), ("geese", "goose", True),
    ],
)  # fmt: skip
def test_nouns_answer_by_head_synonym_and_kind(noun: str, wanted: str, *, right: bool) -> None:
    described = world([entity("a", noun)], {"a": body(0)})
    assert judge(described, {"entities": [wanted]})["entities in frame"] is right


def test_a_longer_noun_must_stand_in_the_label() -> None:
    described = world([entity("a", "ball", label="a red ball")], {"a": body(0)})
    assert judge(described, {"entities": ["red ball"]})["entities in frame"]
    assert not judge(described, {"entities": ["blue ball"]})["entities in frame"]


def test_a_relation_is_read_at_its_own_sample() -> None:
    pair = [entity("a", "dog"), entity("b", "table")]
    described = world(pair, {"a": body(-1), "b": body(0)}, {"a": body(1), "b": body(0)})
    gold = {"subject": "dog", "relation": "left_of", "object": "table", "when": "start"}
    assert judge(described, {"relations": [gold]})["relations"]
    assert not judge(described, {"relations": [gold | {"when": "end"}]})["relations"]
    accepted = gold | {"when": "end", "accept": ["right_of"]}
    assert judge(described, {"relations": [accepted]})["relations"]


def acting(verb: str, *, to_x: float, start_s: float = 0.0, end_s: float = 5.0) -> dict[str, Any]:
    """Return a dog that does something while it goes from 0 to `to_x`."""
    described = world([entity("a", "dog")], {"a": body(0)}, {"a": body(to_x)})
    action = {"agent": "a", "verb": verb, "object": None, "start_s": start_s, "end_s": end_s}
    return described | {"actions": [action]}


def test_verbs_of_travel_move_and_postures_keep() -> None:
    measure = "action: moves or keeps"
    run = {"actions": [{"agent": "dog", "verb": "run"}]}
    assert judge(acting("run", to_x=2), run)[measure]
    assert judge(acting("sprint", to_x=2), run)["action: verb"]
    assert not judge(acting("run", to_x=0.1), run)[measure]
    sit = {"actions": [{"agent": "dog", "verb": "sit"}]}
    assert judge(acting("sit", to_x=0), sit)[measure]
    assert not judge(acting("sit", to_x=2), sit)[measure]
    assert not judge(acting("sit", to_x=0), run)["action: verb"]


def test_a_camera_that_follows_does_not_hide_a_direction() -> None:
    described = acting("run", to_x=2)
    last = described["shots"][0]["samples"][1]
    last["camera_from_world"] = [[1, 0, 0, -4], [0, -1, 0, 0], [0, 0, -1, 10], [0, 0, 0, 1]]
    right = {"actions": [{"agent": "dog", "verb": "run", "direction": "right"}]}
    left = {"actions": [{"agent": "dog", "verb": "run", "direction": "left"}]}
    assert judge(described, right)["action: direction"]
    assert not judge(described, left)["action: direction"]


def test_an_order_allows_no_overlap() -> None:
    gold = {
        "actions": [
            {"agent": "dog", "verb": "sit", "order": 1},
            {"agent": "dog", "verb": "bark", "order": 2},
        ]
    }  # fmt: skip
    sits = acting("sit", to_x=0, end_s=2.0)
    barks = acting("bark", to_x=0, start_s=2.0)["actions"]
    assert judge(sits | {"actions": sits["actions"] + barks}, gold)["action: order"]
    early = acting("bark", to_x=0, start_s=1.0)["actions"]
    assert not judge(sits | {"actions": sits["actions"] + early}, gold)["action: order"]


def test_a_colour_is_an_attribute_and_never_a_name() -> None:
    gold = {"colours": {"ball": ["red", "blue"]}}
    red = entity("a", "ball", attributes={"color": "#c2402f"})
    blue = entity("b", "ball", attributes={"color": "dark blue"})
    bodies = {"a": body(0), "b": body(1)}
    assert judge(world([red, blue], bodies), gold)["colours"]
    assert not judge(world([red, red | {"id": "b"}], bodies), gold)["colours"]
    named = entity("b", "ball", label="a blue ball", name="blue_ball")
    assert not judge(world([red, named], bodies), gold)["colours"]


def test_parts_of_a_beast_are_attributes_and_no_beasts() -> None:
    gold = {
        "attributes": [{"noun": "wolf", "value": "horse body", "kind": "part"}],
        "absent": ["horse"],
    }
    mixed = entity("a", "wolf", attributes={"body": "horse"})
    assert judge(world([mixed], {"a": body(0)}), gold)["attributes"]
    both = judge(world([mixed, entity("b", "horse")], {"a": body(0), "b": body(1)}), gold)
    assert not both["absent"]


def test_a_room_holds_all_and_nothing_collides() -> None:
    pair = [entity("a", "bed"), entity("b", "chair")]
    gold = {"room": {"size_m": [3.0, 2.0]}}
    said = {"quantities": [{"value": 3.0, "unit": "m"}, {"value": 2.0, "unit": "m"}]}
    good = judge(world(pair, {"a": body(-1), "b": body(1)}) | said, gold)
    assert {k for k, right in good.items() if k.startswith("room") and not right} == set()
    assert not judge(world(pair, {"a": body(-2), "b": body(2)}) | said, gold)["room: all inside"]
    assert not judge(world(pair, {"a": body(0), "b": body(0.3)}), gold)["room: no collisions"]
    assert not judge(world(pair, {"a": body(0), "b": body(1)}), gold)["room: size understood"]


def test_size_angle_and_lens_are_read_from_the_matrices() -> None:
    described = world([entity("a", "man", kind="character")], {"a": body(0)})
    assert judge(described, {"camera": {"size": "wide"}})["camera size"]
    assert not judge(described, {"camera": {"size": "close_up"}})["camera size"]
    assert judge(described, {"camera": {"angle": "eye_level"}})["camera angle"]
    assert not judge(described, {"camera": {"angle": "overhead"}})["camera angle"]
    assert judge(described, {"camera": {"lens_mm": 30.0}})["camera lens"]
    assert not judge(described, {"camera": {"lens_mm": 35.0}})["camera lens"]
