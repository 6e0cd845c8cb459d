"""Role 1, ingest: keeps the text that everything else quotes."""

from groundplan.agents.port import Proposal, WorldView
from groundplan.language.facts import Facts
from groundplan.world.build import PatchBuilder
from groundplan.world.narrative import SourceText
from groundplan.world.opinion import Origin

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
        return Proposal(edits=builder.patch().edits)
