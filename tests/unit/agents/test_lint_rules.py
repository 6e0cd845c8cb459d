"""Every rule fires on a world that breaks it, and not on a near miss; codes and texts are whole."""

import re
import sys
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest

sys.path.insert(0, str(Path(__file__).parents[3] / "tools"))

from groundplan.agents.critic.assertions.asserting import MEASURES
from groundplan.agents.critic.linting import Choice, LintReport, lint_world
from groundplan.agents.critic.rules.registry import (
    CUT_RULES,
    SHOT_RULES,
    WORLD_RULES,
    all_rules,
    rule_called,
    rule_of_intent,
    rule_of_slug,
)
from groundplan.agents.lint_repairs import FIXABLE
from groundplan.errors import InputError
from groundplan.world.document import World
from groundplan.world.finding import Finding
from groundplan.world.intent import IntentKind
from rule_worlds import cuts, document, framing, intents, light, models, motion, safety, space
from rule_worlds.scene import Case

CASES: dict[str, Case] = {
    **framing.CASES, **cuts.CASES, **space.CASES, **motion.CASES, **light.CASES, **safety.CASES,
    **models.CASES, **intents.CASES, **document.CASES,
}  # fmt: skip
SOURCES = Path(__file__).parents[3] / "src" / "groundplan"


def linted(world: World, code: str) -> LintReport:
    # Whether a waiver is of use only a run of all rules can tell.
    return lint_world(world, choice=Choice(select=() if code == "GP910" else (code,)))


@pytest.mark.parametrize("code", sorted(CASES))
def test_a_rule_fires_on_a_world_that_breaks_it_and_not_on_a_near_miss(code: str) -> None:
    rule = all_rules()[code]
    found = [a for a in linted(CASES[code].bad(), code).alarms if a.rule is rule]
    assert found
    for alarm in found:
        assert rule_of_slug(alarm.finding.code) is rule
        assert alarm.finding.unit == rule.unit or not rule.unit
        numbers = re.search(r"\d", alarm.finding.message) or alarm.finding.measured is not None
        assert numbers or rule.limit is None
    assert not [a for a in linted(CASES[code].good(), code).alarms if a.rule is rule]


@pytest.mark.parametrize(
    ("code", "lenient"),
    [("GP101", 1.0), ("GP107", 5.0), ("GP202", 10.0), ("GP210", 0.3), ("GP301", 0.4),
     ("GP308", 0.9), ("GP409", 3.0), ("GP413", 15.0), ("GP503", 4.0), ("GP509", 6e6),
     ("GP602", 2.0), ("GP608", 50_000.0), ("GP701", 1.5), ("GP704", 12.0), ("GP717", 100.0)],
)  # fmt: skip
def test_a_world_may_set_the_number_that_a_rule_compares_with(code: str, lenient: float) -> None:
    world = CASES[code].bad()
    world = replace(world, lint=replace(world.lint, limits={code: lenient}))
    assert not [a for a in linted(world, code).alarms if a.rule.code == code]


def test_every_rule_that_measures_has_a_case_and_every_check_a_text() -> None:
    measured = {c for c, r in all_rules().items() if r.scope != "reported"} | {"GP910", "GP911"}
    assert set(CASES) == measured
    assert {*SHOT_RULES, *CUT_RULES, *WORLD_RULES} <= set(all_rules())
    assert len(measured) >= 50


def test_codes_and_slugs_are_unique_and_of_their_form() -> None:
    rules = list(all_rules().values())
    assert all(re.fullmatch(r"GP[1-9]\d\d", rule.code) for rule in rules)
    slugs = [rule.slug for rule in rules]
    assert len(set(slugs)) == len(slugs)
    assert all(re.fullmatch(r"[a-z]+(\.[a-z0-9-]+)?", slug) for slug in slugs)


@pytest.mark.parametrize("code", sorted(all_rules()))
def test_a_rule_says_what_why_how_and_where_its_number_is_from(code: str) -> None:
    rule = all_rules()[code]
    assert len(rule.what.split()) >= 8
    assert rule.cure.endswith(".")
    assert rule.source.endswith(".")
    assert len(rule.title) <= 60
    if rule.limit is not None and rule.scope == "shot":
        assert rule.unit


def test_fixable_rules_are_those_with_repairs() -> None:
    assert {c for c, rule in all_rules().items() if rule.fixable} == set(FIXABLE)


def test_every_kind_of_intent_is_measured_and_has_a_rule() -> None:
    kinds = get_args(IntentKind)
    assert set(MEASURES) == set(kinds)
    assert len({rule_of_intent(kind).code for kind in kinds}) == len(kinds)


def test_every_dotted_code_that_the_source_gives_has_a_rule_of_its_own() -> None:
    given = set[str]()
    for path in SOURCES.rglob("*.py"):
        if "adherence" in path.parts:  # causes of a judged clip, which no plan can have
            continue
        given |= set(re.findall(r'code="([a-z]+\.[a-z-]+)"', path.read_text()))
    lost = sorted(code for code in given if rule_of_slug(code).code == "GP999")
    assert lost == []


def test_a_rule_is_found_by_code_by_slug_and_by_an_old_dotted_code() -> None:
    assert rule_called("gp201").slug == "cut.line-crossed"
    assert rule_called("camera.size-contradicts-distance").code == "GP801"
    assert rule_called("camera.impossible-lens").code == "GP922"
    with pytest.raises(InputError, match="there is no rule"):
        rule_called("GP1000")


@pytest.mark.parametrize(
    ("slug", "code"),
    [("layout.clash", "GP926"), ("layout.implied-seat", "GP929"), ("llm.timeout", "GP934"),
     ("casting.hair-likeness", "GP924"), ("somebody.elses", "GP999")],
)  # fmt: skip
def test_what_planning_found_gets_a_code(slug: str, code: str) -> None:
    found = Finding(code=slug, severity="warning", message="so it is")
    report = lint_world(World(), planned=(found,))
    assert [a.finding for a in report.alarms if a.rule.code == code] == [found]
