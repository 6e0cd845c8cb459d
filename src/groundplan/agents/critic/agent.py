"""The critic: looks at a finished world and says what is wrong, in numbers; changes nothing."""

from collections.abc import Iterator

from groundplan.agents.critic.clearance_checks import clearance_findings
from groundplan.agents.critic.framing_checks import framing_findings
from groundplan.agents.critic.light_checks import light_findings
from groundplan.agents.critic.number_checks import (
    guess_finding,
    impossible_findings,
    speed_findings,
)
from groundplan.agents.critic.observation import observe
from groundplan.agents.critic.relation_checks import relation_findings
from groundplan.agents.port import Proposal, WorldView
from groundplan.language.facts import Facts
from groundplan.world.finding import Finding

__all__ = ["CriticAgent"]


class CriticAgent:
    """Samples every shot nine times and compares it with what was asserted."""

    @property
    def name(self) -> str:
        """Return the role's name."""
        return "critic"

    @property
    def territory(self) -> tuple[str, ...]:
        """Return nothing: the critic is pure."""
        return ()

    def run(self, view: WorldView, facts: Facts) -> Proposal:
        """Return all findings, in a stable order."""
        return Proposal(findings=tuple(dict.fromkeys(_findings(view, facts))))


def _findings(view: WorldView, facts: Facts) -> Iterator[Finding]:
    yield from impossible_findings(facts)
    for key in sorted(view.world.shots):
        seen = observe(view.world, key)
        if seen is None:
            yield Finding(
                code="camera.missing",
                severity="error",
                message=f"shot {view.world.shots[key].name} has no camera that can be posed",
                paths=(f"shots/{key}/camera",),
                options=("add a camera",),
            )
            continue
        yield from framing_findings(seen)
        yield from relation_findings(seen)
        yield from clearance_findings(seen)
        yield from light_findings(seen)
        yield from speed_findings(seen)
    yield guess_finding(view.world)
