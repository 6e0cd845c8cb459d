"""Groups on and in things: all are carried, each at a place of its own."""

from itertools import combinations

from groundplan.agents.blocking.gathering import gathered
from groundplan.agents.blocking.links import Link
from groundplan.agents.blocking.propped import propped
from groundplan.agents.blocking.spots import offset
from groundplan.agents.blocking.things import Thing
from groundplan.language.facts import Span

SPAN = Span(start=0, end=0)


def link(subject: str, relation: str, to: str) -> Link:
    return Link(key="", subject=subject, relation=relation, object=to, span=SPAN)


def prop(key: str, size: tuple[float, float, float], *, count: int = 1, **more: object) -> Thing:
    return Thing(key=key, noun=key, kind="prop", size=size, count=count, **more)  # pyright: ignore[reportArgumentType]  # fields by name


def test_five_on_three_chairs_are_shared_out_two_two_and_one() -> None:
    chairs = prop("chair", (0.4, 0.9, 0.4), count=3)
    cups = prop("cup", (0.08, 0.1, 0.08), count=5)
    things, _ = gathered({"chair": chairs, "cup": cups}, [link("cup", "on", "chair")])
    nearest = [
        min(range(3), key=lambda k: abs(chairs.offsets[k][0] - x)) for x, _ in things["cup"].offsets
    ]
    assert sorted(nearest.count(k) for k in range(3)) == [1, 2, 2]
    for (x, z), seat in zip(things["cup"].offsets, nearest, strict=True):
        assert abs(x - chairs.offsets[seat][0]) <= 0.2 - 0.04
        assert abs(z - chairs.offsets[seat][1]) <= 0.2 - 0.04


def test_what_carries_a_group_grows_only_where_its_size_is_free() -> None:
    group = prop("box", (0.3, 0.3, 0.3), count=6)
    free, stated = (prop("tray", (0.4, 0.03, 0.4), resizable=r) for r in (True, False))
    link_ = [link("box", "on", "tray")]
    wide, grown = gathered({"tray": free, "box": group}, link_)
    assert grown == {"tray"}
    assert wide["tray"].size[1] == 0.03
    half_x, half_z = wide["tray"].one
    assert all(abs(x) + 0.1 < half_x and abs(z) + 0.1 < half_z for x, z in wide["box"].offsets)
    for (ax, az), (bx, bz) in combinations(wide["box"].offsets, 2):
        assert max(abs(ax - bx), abs(az - bz)) >= 0.3 - 1e-6
    same, none = gathered({"tray": stated, "box": group}, link_)
    assert none == set()
    assert same["tray"].size == stated.size


def test_a_tree_holds_things_in_its_crown_towards_the_camera() -> None:
    tree = prop("tree", (4.0, 6.0, 4.0), stem=0.1)
    x, y, z = offset("inside", prop("nest", (0.3, 0.1, 0.3)), to=tree)
    assert x == 0.0
    assert 2.0 < y < 5.0
    assert 1.5 < z <= 2.0


def test_solid_things_stand_on_what_is_under_them() -> None:
    toaster, oven = prop("toaster", (0.3, 0.25, 0.2)), prop("oven", (0.6, 0.9, 0.6))
    table = prop("table", (1.4, 0.75, 0.8))
    assert offset("under", toaster, to=oven)[1] == -0.25
    assert offset("under", toaster, to=table)[1] == 0.0


def test_what_is_behind_something_high_stands_where_a_raised_camera_sees_it() -> None:
    low, high = prop("cup", (0.1, 0.1, 0.1)), prop("crate", (1.0, 1.0, 1.0))
    gap = -offset("behind", low, to=high)[2] - 0.5 - 0.05
    assert gap >= 0.8
    assert -offset("behind", high, to=low)[2] - 0.5 - 0.05 < 0.5


def test_who_stands_below_what_hangs_in_a_tree_is_placed_by_it() -> None:
    links = (link("kite", "inside", "tree"), link("kite", "above", "boy"))
    assert [(x.subject, x.relation, x.object) for x in propped(links)] == [
        ("kite", "inside", "tree"),
        ("boy", "below", "kite"),
    ]
