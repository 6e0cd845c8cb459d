"""The critic: looks at a finished world and says what is wrong, in numbers; changes nothing."""

from collections.abc import Iterator

from groundplan.agents.continuity import continuity_findings
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
from groundplan.world.document import World
from groundplan.world.finding import Finding

__all__ = ["CriticAgent", "criticise"]


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
        impossible = impossible_findings(facts)
        return Proposal(findings=tuple(dict.fromkeys((*impossible, *criticise(view.world)))))


def criticise(world: World) -> tuple[Finding, ...]:
    """Return what a world itself contradicts, without the words that it came from."""
    return tuple(dict.fromkeys(_findings(world)))


def _findings(world: World) -> Iterator[Finding]:
    for key in sorted(world.shots):
        seen = observe(world, key)
        if seen is None:
            yield Finding(
                code="camera.missing",
                severity="error",
                message=f"shot {world.shots[key].name} has no camera that can be posed",
                paths=(f"shots/{key}/camera",),
                options=("add a camera",),
            )
            continue
        yield from framing_findings(seen)
        yield from relation_findings(seen)
        yield from clearance_findings(seen)
        yield from light_findings(seen)
        yield from speed_findings(seen)
    yield from continuity_findings(world)
    yield guess_finding(world)
