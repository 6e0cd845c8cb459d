"""A recipe holds what is right, and says what differs."""

from dataclasses import replace

import pytest
from pydantic import TypeAdapter, ValidationError

from groundplan.errors import InputError
from groundplan.shader.adaptation.recipe import TrainingRecipe, recipe_hash

ADAPTER = TypeAdapter(TrainingRecipe)


def test_a_recipe_comes_back_from_its_file() -> None:
    recipe = TrainingRecipe(rank=4, targets=("to_q",), validation_prompts=("rain",))
    assert ADAPTER.validate_json(ADAPTER.dump_json(recipe), strict=True) == recipe
    assert recipe_hash(recipe) != recipe_hash(TrainingRecipe())


@pytest.mark.parametrize(
    "values",
    [{"rank": 0}, {"learning_rate": 0}, {"dropout": 1}, {"targets": ()}, {"steps": 0}, {"lr": 1}],
    ids=["rank", "rate", "dropout", "targets", "steps", "unknown"],
)
def test_a_recipe_that_cannot_be_is_refused(values: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        ADAPTER.validate_python(values)


def test_the_rate_grows_evenly_and_stays() -> None:
    recipe = TrainingRecipe(learning_rate=0.4, warmup_steps=4)
    assert [recipe.learning_rate_at(step) for step in range(6)] == pytest.approx(
        [0.1, 0.2, 0.3, 0.4, 0.4, 0.4]
    )
    assert TrainingRecipe(learning_rate=0.4).learning_rate_at(0) == 0.4


def test_only_length_and_looking_may_change() -> None:
    recipe = TrainingRecipe()
    recipe.check_same(replace(recipe, steps=9, checkpoint_every=1, validate_every=2))
    with pytest.raises(InputError, match="begun with seed 0, not 1"):
        recipe.check_same(replace(recipe, seed=1))
