"""The train half of `benchmarks/narrative` scores what it did; the test half is only whole."""

import json
import runpy
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
FOLDER = ROOT / "benchmarks" / "narrative"
REACHED = {
    "actions": 0.98, "objects": 0.97, "order": 0.9, "direction, time": 0.97, "cast": 0.98,
    "relations": 0.75, "changes": 0.97, "framing": 1.0, "setting, style": 0.95,
    "sound, lines": 1.0,
}  # fmt: skip


def test_the_train_half_scores_no_less_than_it_did() -> None:
    tool = runpy.run_path(str(ROOT / "tools" / "evaluate_narrative.py"))
    result = tool["evaluate"](FOLDER / "train.jsonl")
    for measure, least in REACHED.items():
        assert result.f1(measure) >= least, (measure, result.errors)
    assert result.whole.total() >= 108


@pytest.mark.parametrize("half", ["train", "test"])
def test_every_sentence_is_there_once_with_gold(half: str) -> None:
    lines = (FOLDER / f"{half}.jsonl").read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in lines]
    assert len(records) >= 115
    assert len({record["text"] for record in records}) == len(records)
    assert all(record["gold"] for record in records)
