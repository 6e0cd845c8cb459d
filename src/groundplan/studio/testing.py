"""Shots as tests: every intent of a project measured and asserted, for people and for CI."""

from dataclasses import dataclass

from groundplan.agents.critic.assertions.asserting import assert_world
from groundplan.agents.critic.assertions.outcome import Assertion
from groundplan.agents.critic.rules.registry import rule_of_intent
from groundplan.scene.library import Library
from groundplan.studio.junit import Case, Suite, junit_xml
from groundplan.studio.project import Project
from groundplan.world.document import World
from groundplan.world.queries import shot_numbered, shots_in_order

__all__ = ["ShotTest", "shot_tests"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShotTest:
    """What came of asserting a project's intents."""

    shots: tuple[tuple[str, str], ...]
    """Ids and names, in the order of the cut."""
    assertions: tuple[Assertion, ...]
    strict: bool = False
    """True: wishes (`strength` should) fail as well."""

    def failed(self, assertion: Assertion) -> bool:
        """Return whether an assertion fails the test."""
        must = self.strict or assertion.intent.strength == "must"
        return assertion.status == "failed" and must

    @property
    def failures(self) -> tuple[Assertion, ...]:
        """Return what failed."""
        return tuple(a for a in self.assertions if self.failed(a))

    @property
    def lines(self) -> list[str]:
        """Return one line per assertion, and a summary."""
        told = [f"{a.shot_name} {_word(self, a)} {a.key} {a.message}" for a in self.assertions]
        skipped = sum(a.status == "skipped" for a in self.assertions)
        wished = sum(a.status == "failed" for a in self.assertions) - len(self.failures)
        passed = sum(a.status == "passed" for a in self.assertions)
        counts = [f"{passed} passed", f"{len(self.failures)} failed", f"{skipped} skipped"]
        counts += [f"{wished} only wished and not met"] if wished else []
        return [*told, ", ".join(counts)]

    def as_json(self) -> dict[str, object]:
        """Return it as JSON data (`groundplan.test/1`)."""
        return {
            "schema": "groundplan.test/1",
            "shots": [
                {"shot": name,
                 "assertions": [_json(self, a) for a in self.assertions if a.shot == key]}
                for key, name in self.shots
            ],
            "passed": sum(a.status == "passed" for a in self.assertions),
            "failed": len(self.failures),
            "skipped": sum(a.status == "skipped" for a in self.assertions),
        }  # fmt: skip

    def junit(self, name: str) -> bytes:
        """Return it as JUnit XML: a suite per shot, a case per intent."""
        suites = [
            Suite(name=shot, cases=tuple(_case(self, a) for a in self.assertions if a.shot == key))
            for key, shot in self.shots
        ]
        return junit_xml(name, suites)


def shot_tests(project: Project, *, shot: str = "", strict: bool = False) -> ShotTest:
    """Return every intent of a project, asserted in every shot that it is about.

    Raises:
        PathError: There is no such shot.
    """
    world = project.world
    keys = (shot_numbered(world, shot)[0],) if shot else ()
    return ShotTest(
        shots=_shots(world, keys), strict=strict,
        assertions=assert_world(world, shots=keys, library=Library(project.store.attachment)),
    )  # fmt: skip


def _shots(world: World, keys: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((k, s.name) for k, s in shots_in_order(world) if not keys or k in keys)


def _word(test: ShotTest, assertion: Assertion) -> str:
    if assertion.status == "failed" and not test.failed(assertion):
        return "wished"
    return {"passed": "ok", "failed": "FAILED", "skipped": "skipped"}[assertion.status]


def _json(test: ShotTest, a: Assertion) -> dict[str, object]:
    return {
        "intent": a.key, "kind": a.intent.kind, "title": a.title, "status": a.status,
        "fails": test.failed(a), "strength": a.intent.strength, "measured": a.measured,
        "expected": a.expected or None, "unit": a.unit, "tolerance": a.tolerance, "at_s": a.at_s,
        "share": a.share, "reason": a.reason or None, "rule": rule_of_intent(a.intent.kind).code,
    }  # fmt: skip


def _case(test: ShotTest, a: Assertion) -> Case:
    code = rule_of_intent(a.intent.kind).code
    name = f"{a.key} {a.title}"
    if test.failed(a):
        detail = f"{a.message}\nrule {code}, intents/{a.key}"
        return Case(name=name, classname=f"{a.shot_name}.{code}", status="failed",
                    message=a.message, detail=detail)  # fmt: skip
    if a.status == "passed":
        return Case(name=name, classname=f"{a.shot_name}.{code}", status="passed")
    reason = a.reason if a.status == "skipped" else f"only wished, and not met: {a.message}"
    return Case(name=name, classname=f"{a.shot_name}.{code}", status="skipped", message=reason)
