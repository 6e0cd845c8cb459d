"""The train half of `benchmarks/quantities` scores what it did; the test half is only whole."""

import json
import runpy
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
FOLDER = ROOT / "benchmarks" / "quantities"
REACHED = {"value": 1.0, "unit": 1.0, "field": 0.98, "together": 0.98}


def test_the_train_half_scores_no_less_than_it_did() -> None:
    tool = runpy.run_path(str(ROOT / "tools" / "evaluate_quantities.py"))
    result = tool["evaluate"](FOLDER / "train.jsonl")
    for measure, least in REACHED.items():
        assert result.tallies[measure].f1 >= least - 1e-9, (measure, result.errors)


@pytest.mark.parametrize("half", ["train", "test"])
def test_every_gold_quantity_has_a_value_a_unit_and_a_field(half: str) -> None:
    lines = (FOLDER / f"{half}.jsonl").read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in lines]
    assert len(records) >= 150
    assert len({record["text"] for record in records}) == len(records)
    for quantity in (q for record in records for q in record["quantities"]):
        assert {"value", "unit", "field"} <= set(quantity)
