"""A call that was written by a dry run is read back whole."""

import json
import sys
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parents[3] / "tools"))

from gpu.saved_call import read_call
from groundplan.errors import InputError
from groundplan.shader.call import ShaderCall


@pytest.fixture
def call() -> ShaderCall:
    rng = np.random.default_rng(5)
    return ShaderCall(
        backend="wan-vace",
        arguments={"call": {"video": {"$clip": "video"}, "steps": 3}},
        clips={"video": rng.integers(0, 256, (3, 4, 6, 3), dtype=np.uint8)},
        pictures={"reference_0": rng.integers(0, 256, (4, 6, 3), dtype=np.uint8)},
        arrays={"poses": rng.normal(size=(3, 4))},
    )


@pytest.fixture
def folder(call: ShaderCall, tmp_path: Path) -> Path:
    call.write(tmp_path)
    plan = {"backend": "wan-vace", "rate": [24000, 1001]}
    (tmp_path / "plan.json").write_text(json.dumps(plan))
    return tmp_path


def test_a_call_is_read_back_with_every_part_equal(call: ShaderCall, folder: Path) -> None:
    found, rate = read_call(folder, "wan-vace")
    assert found.hashes() == call.hashes()
    assert rate == Fraction(24000, 1001)


def test_a_call_to_another_backend_is_refused(folder: Path) -> None:
    with pytest.raises(InputError, match="a call to wan-vace"):
        read_call(folder, "sana-wm")


def test_a_folder_without_a_dry_run_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds no dry run"):
        read_call(tmp_path, "wan-vace")
