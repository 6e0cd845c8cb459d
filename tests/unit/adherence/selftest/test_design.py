"""The design of the self-test is balanced and repeatable."""

from collections import Counter

from groundplan.adherence.selftest.design import TOLERANCES, Cell, design
from groundplan.adherence.selftest.injections import INJECTION_KINDS

LOOKS = ("a", "b", "c", "d", "e")


def cells(count: int, seed: int = 0) -> list[Cell]:
    return list(design(LOOKS, seed=seed, count=count))


def test_a_design_has_as_many_cells_as_were_asked_for() -> None:
    assert [len(cells(count)) for count in (0, 1, 250)] == [0, 1, 250]


def test_a_shorter_design_is_the_beginning_of_a_longer_one() -> None:
    assert cells(300)[:70] == cells(70)


def test_the_same_seed_gives_the_same_design_and_another_another() -> None:
    assert cells(50) == cells(50)
    assert cells(50) != cells(50, seed=1)


def test_every_kind_is_there_and_meets_every_look() -> None:
    met = {(cell.kind, cell.look) for cell in cells(1000)}
    assert met == {(kind, look) for kind in INJECTION_KINDS for look in LOOKS}


def test_kinds_of_a_design_are_balanced() -> None:
    counts = Counter((cell.kind, cell.course) for cell in cells(1000) if cell.kind != "none")
    scaled = [n for (kind, _), n in counts.items() if kind in {"camera.pan", "subject.moved"}]
    assert max(scaled) - min(scaled) <= 3


def test_sizes_lie_on_both_sides_of_the_tolerance_and_both_ways() -> None:
    pans = {round(cell.size / TOLERANCES["camera.pan"], 3) for cell in cells(2000)
            if cell.kind == "camera.pan" and cell.course == "constant"}  # fmt: skip
    assert pans == {-4.0, -1.6, -0.4, 0.4, 1.6, 4.0}


def test_tolerances_may_be_given_anew() -> None:
    found = design(LOOKS, seed=0, count=200, tolerances={**TOLERANCES, "camera.pan": 10.0})
    pans = {abs(c.size) for c in found if c.kind == "camera.pan" and c.course == "constant"}
    assert pans == {4.0, 16.0, 40.0}
