"""A text of several shots: one world, a camera for each shot, and time that goes on."""

import re
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import pytest

from groundplan.agents.director import Planned, PlanOptions, plan
from groundplan.agents.shot_facts import facts_of_shot, shot_index
from groundplan.language.facts import Facts, LineFact, ShotText, Span
from groundplan.language.reader import read_brief
from groundplan.units import SUBFRAMES_PER_FRAME
from groundplan.world.queries import entity_named, shots_in_order

STORY = (
    "A woman in a red coat walks to a bench. Close-up of the woman as she smiles, 85 mm lens. "
    "A man runs to the bench. Wide shot, the woman waves for 2 seconds."
)


def facts_in_shots(text: str) -> Facts:
    """Return the facts of a text in which every sentence is a shot."""
    ends = [match.end() for match in re.finditer(r"\.( |$)", text)]
    spans = zip([0, *ends], ends, strict=False)
    shots = tuple(ShotText(number=str(n), span=Span(start=a, end=b)) for n, (a, b) in
                  enumerate(spans, start=1))  # fmt: skip
    return replace(read_brief(text), shots=shots)


@pytest.fixture(scope="module")
def planned() -> Planned:
    return plan(facts_in_shots(STORY), options=PlanOptions(fps=Fraction(25)))


def test_shots_follow_one_another_without_gap_or_overlap(planned: Planned) -> None:
    shots = [shot for _, shot in shots_in_order(planned.world)]
    assert [shot.name for shot in shots] == ["SH010", "SH020", "SH030", "SH040"]
    assert shots[0].first == 0
    for before, after in pairwise(shots):
        assert after.first == before.last + SUBFRAMES_PER_FRAME


def test_what_a_shot_says_happens_in_it(planned: Planned) -> None:
    world = planned.world
    shots = [shot for _, shot in shots_in_order(world)]
    said = {action.verb: action for action in world.narrative.actions.values()}
    for verb, number in (("walk", 0), ("smile", 1), ("run", 2), ("wave", 3)):
        shot = shots[number]
        assert shot.first <= said[verb].start < said[verb].end, verb
        assert said[verb].end <= shot.last + SUBFRAMES_PER_FRAME, verb


def test_a_stated_duration_is_the_length_of_its_own_shot(planned: Planned) -> None:
    last = shots_in_order(planned.world)[-1][1]
    assert (last.last - last.first) // SUBFRAMES_PER_FRAME == pytest.approx(50, abs=1)


def test_each_shot_has_a_camera_with_its_own_lens_and_subject(planned: Planned) -> None:
    world = planned.world
    shots = [shot for _, shot in shots_in_order(world)]
    assert len({shot.camera for shot in shots}) == 4
    lenses = [world.entities[shot.camera].camera for shot in shots]
    assert [lens.focal_mm for lens in lenses if lens is not None][1] == 85.0
    assert shots[1].framing.size == "close_up"
    assert shots[2].framing.subject == entity_named(world, "man")[0]


def test_people_stay_where_the_shot_before_left_them(planned: Planned) -> None:
    world = planned.world
    woman = entity_named(world, "woman")[1]
    keys = sorted(woman.channels["transform.position_m"].keys.values(), key=lambda key: key.t)
    assert keys[-1].t <= shots_in_order(world)[0][1].last + SUBFRAMES_PER_FRAME
    assert keys[0].v != keys[-1].v


def test_words_belong_to_the_shot_that_they_stand_in() -> None:
    facts = facts_in_shots(STORY)
    second = facts_of_shot(facts, 1)
    assert [action.verb for action in second.actions] == ["smile"]
    assert [fact.value for fact in second.camera if fact.facet == "size"] == ["close_up"]
    assert shot_index(facts, Span(start=STORY.index("runs"), end=STORY.index("runs") + 4)) == 2


def test_lines_are_kept_as_text_at_the_time_of_their_speaking() -> None:
    text = "A woman speaks. A man waves."
    facts = facts_in_shots(text)
    speak = facts.actions[0]
    line = LineFact(
        key="l1", speaker=speak.agent, text="Come here.", span=speak.span, duration_s=1.5,
        action=speak.key,
    )  # fmt: skip
    world = plan(replace(facts, lines=(line,))).world
    kept, action = world.narrative.lines["l1"], world.narrative.actions[speak.key]
    assert (kept.text, kept.start) == ("Come here.", action.start)
    assert kept.end - kept.start == 1500 * 16
    assert kept.speaker == entity_named(world, "woman")[0]


SITTING_IN = (
    "A man walks to a bench in a park. Close-up of the man as he sits down on the bench. "
    "Wide shot of the empty park."
)


@pytest.fixture(scope="module")
def sitting_in() -> Planned:
    return plan(facts_in_shots(SITTING_IN))


def test_nobody_sits_down_before_the_cut_to_the_shot_that_says_so(sitting_in: Planned) -> None:
    world = sitting_in.world
    second = shots_in_order(world)[1][1]
    (down,) = (t for t in world.tracks.values() if t.name == "sit_down")
    assert down.first >= second.first


def test_an_empty_place_is_looked_across_and_not_framed_as_a_body(sitting_in: Planned) -> None:
    world = sitting_in.world
    park = shots_in_order(world)[2][1]
    lens = world.entities[park.camera].camera
    assert lens is not None
    assert lens.focal_mm == pytest.approx(35.0)
    assert park.framing.subject != entity_named(world, "park")[0]


def test_a_close_shot_of_nobody_goes_on_with_those_of_the_shot_before() -> None:
    facts = facts_in_shots("A man waits. A dog sleeps. Close-up. Wide shot.")
    nouns = {e.key: e.noun for e in facts.entities}
    shown = [
        {nouns[e.key] for e in facts_of_shot(facts, index).entities} & {"man", "dog"}
        for index in range(4)
    ]
    assert shown == [{"man"}, {"dog"}, {"dog"}, {"man", "dog"}]
