"""The network that ships: the one its card names, small, the same bytes in every process."""

import hashlib
import subprocess
import sys
from importlib import resources

import numpy as np
import pytest

from groundplan.errors import PlanError
from groundplan.shader.looks.features import PLANES
from groundplan.shader.looks.names import LOOK_NAMES, look_named
from groundplan.shader.looks.network import load_network, look_card

PROGRAM = """
import hashlib
import numpy as np
from groundplan.shader.looks.features import PLANES
from groundplan.shader.looks.network import load_network
planes = np.random.default_rng(1).random((len(PLANES), 48, 80), dtype=np.float32)
found = b"".join(load_network(look)(planes).tobytes() for look in ("clay", "film"))
print(hashlib.sha256(found).hexdigest())
"""


def model(look: str) -> bytes:
    return (resources.files("groundplan.shader.looks") / "data" / f"{look}.onnx").read_bytes()


def test_the_card_names_the_model_and_says_what_it_saw() -> None:
    card = look_card()
    assert card.sha256 == {k: hashlib.sha256(model(k)).hexdigest() for k in LOOK_NAMES}
    assert card.looks == LOOK_NAMES
    assert card.planes == PLANES
    assert card.licence == "Apache-2.0"
    assert "worlds" in card.trained_on


def test_the_models_are_small_together() -> None:
    assert sum(len(model(look)) for look in LOOK_NAMES) <= 5_000_000


def test_the_figures_of_the_card_are_those_asked_for() -> None:
    card = look_card()
    assert set(card.held_out_psnr_db) == set(card.held_out_flicker_ratio) == set(LOOK_NAMES)
    assert min(card.held_out_psnr_db.values()) >= 26.0
    assert max(card.held_out_flicker_ratio.values()) <= 1.5


def test_processes_with_any_threads_give_the_same_bytes() -> None:
    found = {
        subprocess.run(  # noqa: S603 (fixed arguments)
            [sys.executable, "-c", PROGRAM],
            check=True,
            capture_output=True,
            env={"OMP_NUM_THREADS": threads},
        ).stdout
        for threads in ("1", "2")
    }
    assert len(found) == 1


@pytest.mark.parametrize("size", [(48, 80), (50, 82), (33, 47), (16, 16)])
def test_a_picture_of_any_size_comes_back_in_that_size(size: tuple[int, int]) -> None:
    planes = np.zeros((len(PLANES), *size), np.float32)
    assert load_network("ink")(planes).shape == (*size, 3)


def test_an_unknown_look_is_named_with_those_that_are() -> None:
    with pytest.raises(PlanError, match="clay, ink, watercolour, film"):
        look_named("cubist")
