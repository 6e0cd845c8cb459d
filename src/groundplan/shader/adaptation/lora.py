"""The adapter of a transformer: low-rank weights beside frozen ones, and their file."""
# peft and torch's Module carry few types.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final, cast

import orjson

from groundplan.errors import InputError
from groundplan.shader.adaptation.draws import torch_seed
from groundplan.shader.adaptation.recipe import TrainingRecipe

if TYPE_CHECKING:
    import torch

__all__ = ["WEIGHTS_FILE", "LoraWeights"]

WEIGHTS_FILE: Final = "pytorch_lora_weights.safetensors"
"""What diffusers' `load_lora_weights` looks for in a folder."""

_PREFIX: Final = "transformer."
_METADATA: Final = "lora_adapter_metadata"
"""Source: diffusers 0.42.1, `loaders.lora_base.LORA_ADAPTER_METADATA_KEY`."""


class LoraWeights:
    """Every trained weight by the name that diffusers gives it."""

    def __init__(self, transformer: "torch.nn.Module", recipe: TrainingRecipe) -> None:
        """Put an adapter that changes nothing yet on every target layer.

        Source:
            Hu et al., "LoRA: Low-Rank Adaptation of Large Language Models", 2021: W + alpha / rank
            times B A, with B = 0 at first.

        Raises:
            InputError: A target names no linear layer; lists some that there are.
        """
        import torch
        from peft import LoraConfig  # noqa: PLC0415  (an extra)

        _check_targets(transformer, recipe.targets)
        self._config = LoraConfig(
            r=recipe.rank,
            lora_alpha=cast("int", recipe.alpha),
            lora_dropout=recipe.dropout,
            target_modules=list(recipe.targets),
        )
        with torch.random.fork_rng():
            torch.manual_seed(torch_seed(recipe.seed, None))
            cast("Any", transformer).add_adapter(self._config)
        self._parameters: dict[str, torch.nn.Parameter] = {}
        for name, parameter in transformer.named_parameters():
            if parameter.requires_grad:
                parameter.data = parameter.data.float()
                self._parameters[name.replace(".default.", ".")] = parameter

    @property
    def parameters(self) -> "Mapping[str, torch.nn.Parameter]":
        """Return the trained weights by name, in the order of the layers."""
        return self._parameters

    @property
    def count(self) -> int:
        """Return how many numbers are trained."""
        return sum(one.numel() for one in self._parameters.values())

    def tensors(self) -> "dict[str, torch.Tensor]":
        """Return a copy on the CPU."""
        return {
            name: one.detach().to("cpu", copy=True).contiguous()
            for name, one in self._parameters.items()
        }

    def load(self, tensors: "Mapping[str, torch.Tensor]") -> None:
        """Take over weights.

        Raises:
            InputError: They are of another adapter.
        """
        import torch

        shapes = {name: tuple(one.shape) for name, one in self._parameters.items()}
        if {name: tuple(one.shape) for name, one in tensors.items()} != shapes:
            raise InputError(
                "the checkpoint's layers are not those of this recipe", "begin another run with -o"
            )
        with torch.no_grad():
            for name, one in self._parameters.items():
                one.copy_(tensors[name])

    def file_bytes(self) -> bytes:
        """Return the adapter as diffusers loads it; the same weights, the same bytes."""
        from safetensors.torch import save  # noqa: PLC0415  (an extra)

        # diffusers leaves a loaded adapter in training mode: dropout would film at random.
        whole = self._config.to_dict() | {"lora_dropout": 0.0}
        settings = {
            _PREFIX + key: sorted(value) if isinstance(value, set) else value
            for key, value in whole.items()
        }
        plain = orjson.dumps(settings, option=orjson.OPT_SORT_KEYS, default=str).decode()
        named = {_PREFIX + name: one for name, one in sorted(self.tensors().items())}
        # One key only: safetensors writes several in an order of its own.
        return save(named, metadata={_METADATA: plain})


def _check_targets(transformer: "torch.nn.Module", targets: Iterable[str]) -> None:
    from torch import nn

    names = [name for name, one in transformer.named_modules() if isinstance(one, nn.Linear)]
    for target in targets:
        if not any(name == target or name.endswith(f".{target}") for name in names):
            ends = sorted({re.sub(r"^.*\.\d+\.(?=[a-z])", "", name) for name in names})
            raise InputError(
                f"no linear layer ends in {target!r}", f"there are {', '.join(ends[:16])}"
            )
