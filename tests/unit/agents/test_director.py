"""The director: territories hold, each role signs one patch, patches replay to the same world."""

import dataclasses

import pytest
from tests.unit.agents.brief import PLANNING, SPAN, Silent, codes, planned, thing, told

from groundplan.agents.director import GROUP, PlanOptions, plan
from groundplan.agents.layout import LayoutAgent
from groundplan.agents.port import Proposal, WorldView
from groundplan.agents.territory import check_territory, within
from groundplan.errors import EditError
from groundplan.language.facts import Dimension, Facts, QuantityFact
from groundplan.world.apply import apply
from groundplan.world.build import PatchBuilder
from groundplan.world.canonical import world_hash
from groundplan.world.finding import Finding


class Trespasser(LayoutAgent):
    """A layout that also wants to change the picture format."""

    def run(self, view: WorldView, facts: Facts) -> Proposal:  # noqa: ARG002  # the port's signature
        """Return the proposal."""
        builder = PatchBuilder(view.world, actor="agent:layout", summary="trespass")
        return Proposal(edits=builder.set_field("film/width_px", 64).patch().edits)


class Critic(Silent):
    """Finds the same thing each time."""

    def run(self, view: WorldView, facts: Facts) -> Proposal:  # noqa: ARG002  # the port's signature
        """Return the proposal."""
        return Proposal(findings=(Finding(code="test.open", severity="info", message="open"),))


def test_a_role_that_leaves_its_territory_is_refused() -> None:
    roles = (*PLANNING[:4], Trespasser(), *PLANNING[-2:])
    with pytest.raises(EditError, match="outside its territory"):
        plan(told([thing("e1", "ball")]), options=PlanOptions(roles=roles))


@pytest.mark.parametrize(("path", "inside"), [
    ("entities/A/transform/position_m", True), ("entities/A/transform", True),
    ("entities/A", False), ("entities/A/size_m", False), ("tracks/t1", False),
])  # fmt: skip
def test_a_pattern_covers_its_node_and_what_is_below(path: str, *, inside: bool) -> None:
    assert within(path, ("entities/*/transform",)) is inside


def test_an_empty_proposal_breaks_no_territory() -> None:
    check_territory("critic", (), Proposal())


def test_every_role_signs_exactly_one_patch_and_they_replay_to_the_world() -> None:
    result = planned(told([thing("e1", "ball"), thing("e2", "table")]))
    assert [p.actor for p in result.patches] == [
        "agent:ingest", "agent:narrative", "agent:casting", "agent:layout",
    ]  # fmt: skip
    world = result.base
    for patch in result.patches:
        world = apply(world, patch).world
    assert world_hash(world) == world_hash(result.world)


def test_open_findings_of_the_critic_are_returned_once() -> None:
    roles = (*PLANNING[:-2], Critic(), Silent())
    result = plan(told([thing("e1", "ball")]), options=PlanOptions(roles=roles))
    assert [f.code for f in result.findings].count("test.open") == 1


def test_nothing_at_all_still_gives_a_world_with_a_shot() -> None:
    result = planned(told([]))
    assert result.world.shots["s1"].last == 80000


def test_a_number_that_nothing_claimed_is_a_finding_and_kept() -> None:
    number = QuantityFact(
        key="q1", value=7.0, dimension=Dimension.LENGTH, unit="m", text="7 m", span=SPAN
    )
    facts = dataclasses.replace(told([thing("e1", "ball")]), quantities=(number,))
    result = planned(facts)
    assert "quantity.unclaimed" in codes(result)
    assert result.world.narrative.quantities["q1"].path == ""


def test_all_roles_are_registered_like_third_parties() -> None:
    from importlib.metadata import entry_points  # noqa: PLC0415  # only here

    names = {point.name for point in entry_points(group=GROUP)}
    assert {"ingest", "quantity", "narrative", "casting", "layout", "motion", "camera", "lighting",
            "critic", "repair"} <= names  # fmt: skip
