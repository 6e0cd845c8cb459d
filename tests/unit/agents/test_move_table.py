"""The data of moves and rigs: enough of them, complete, and equal to what the document shows."""

from pathlib import Path

from groundplan.agents.camera.choreography import MAKERS
from groundplan.agents.camera.move_list import moves_as_markdown
from groundplan.agents.camera.move_table import described_as, move_table
from groundplan.agents.camera.rigs import rig_table

DOCUMENT = Path(__file__).parents[3] / "docs" / "moves.md"
DESCRIBED = frozenset(
    {
        "static", "pan_left", "pan_right", "tilt_up", "tilt_down", "roll", "truck_left",
        "truck_right", "pedestal_up", "pedestal_down", "dolly_in", "dolly_out", "zoom_in",
        "zoom_out", "arc_left", "arc_right", "orbit", "follow", "crane_up", "crane_down",
        "handheld", "dolly_zoom", "whip_pan",
    }
)  # fmt: skip
"""Ids of `groundplan.describe/1`."""


def test_the_document_is_what_the_data_says() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == moves_as_markdown()


def test_there_are_at_least_45_moves_with_a_signature_of_their_own() -> None:
    assert len([m for m in move_table().values() if not m.shares]) >= 45


def test_every_id_of_the_contract_is_a_move_or_what_moves_are_told_as() -> None:
    assert {described_as(m) for m in move_table()} >= DESCRIBED


def test_every_move_has_a_maker_and_a_rig() -> None:
    special = {"crane", "glide"}
    for move in move_table().values():
        assert move.make in MAKERS or move.make in special, move.id
        assert move.rigs
        assert set(move.rigs) <= set(rig_table())
