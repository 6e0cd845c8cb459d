"""Role 1, ingest: keeps the text that everything else quotes."""

from groundplan.agents.port import Proposal, WorldView
from groundplan.language.facts import Facts
from groundplan.world.build import PatchBuilder
from groundplan.world.finding import Finding
from groundplan.world.narrative import SourceText
from groundplan.world.opinion import Origin
from groundplan.world.sequence import Timebase

__all__ = ["IngestAgent"]


class IngestAgent:
    """Writes the source text and the frame rate that it states."""

    name = "ingest"
    territory = ("sources", "timebase")

    def run(self, view: WorldView, facts: Facts) -> Proposal:
        """Return the source as an edit."""
        builder = PatchBuilder(view.world, actor="agent:ingest", summary="read the brief")
        builder.add_node(
            "sources/brief", SourceText(kind="brief", text=facts.text), basis="extracted",
            state=("kind",),
        )  # fmt: skip
        clock = view.world.timebase
        stated = facts.shot.fps is not None
        origin, basis = (Origin.QUANTITY, "extracted") if stated else (Origin.VOCABULARY, "guessed")
        builder.set_field("timebase/fps_num", clock.fps_num, origin=origin, basis=basis)
        builder.set_field("timebase/fps_den", clock.fps_den, origin=origin, basis=basis)
        return Proposal(edits=builder.patch().edits, findings=_refused_rate(facts, clock))


def _refused_rate(facts: Facts, clock: Timebase) -> tuple[Finding, ...]:
    """Return what is wrong with a stated frame rate that no clock can run at."""
    stated, used = facts.shot.fps, clock.fps_num / clock.fps_den
    if stated is None or abs(stated - used) <= 0.01 * used:
        return ()
    return (
        Finding(
            code="quantity.impossible-frame-rate",
            severity="error",
            message=f"{stated:g} frames per second cannot be; {used:g} is used (1 to 1000 can be)",
            paths=("timebase/fps_num",),
            measured=stated,
            expected=used,
            unit="1/s",
            options=("state a rate within 1 and 1000",),
        ),
    )
