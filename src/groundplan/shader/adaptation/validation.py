"""How good an adapter is: a loss that can be compared, and pictures to look at."""
# torch.from_numpy is partly untyped.
# pyright: reportUnknownMemberType=false

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from groundplan.passes.files import write_atomic
from groundplan.passes.sheet_layout import COLUMNS, Tile, drawn_sheet
from groundplan.shader.adaptation.clips import Clip
from groundplan.shader.adaptation.draws import noise_of, shifted, validation_sigmas
from groundplan.shader.adaptation.port import Adaptable, FilmOptions, Tensors
from groundplan.shader.adaptation.recipe import TrainingRecipe
from groundplan.shader.adaptation.sample import Sample

if TYPE_CHECKING:
    import torch

__all__ = ["Validation", "sample_loss", "validation_loss", "write_sheet"]

_FRAMES: Final = COLUMNS


@dataclass(frozen=True, slots=True, kw_only=True)
class Validation:
    """What a run was at some step."""

    step: int
    loss: float
    sheet: Path | None


def sample_loss(
    model: Adaptable, prepared: Tensors, *, sigma: float, noise: "torch.Tensor", captioned: bool
) -> "torch.Tensor":
    """Return the mean square error of the velocity at one share of noise.

    Source:
        Lipman et al., "Flow Matching for Generative Modeling", 2023, with straight paths:
        x = (1 - s) latents + s noise, velocity = noise - latents; as diffusers' flow schedulers.
    """
    device = next(model.transformer.parameters()).device
    latents, noise = prepared["latents"].to(device), noise.to(device)
    noisy = (1.0 - sigma) * latents + sigma * noise
    guess = model.velocity(prepared, noisy, sigma=sigma, captioned=captioned)
    return ((guess - (noise - latents)) ** 2).mean()


def validation_loss(model: Adaptable, items: Sequence[Tensors], *, recipe: TrainingRecipe) -> float:
    """Return the mean loss over items and evenly spaced shares of noise, always the same noise."""
    import torch

    model.transformer.eval()
    losses: list[float] = []
    with torch.no_grad():
        for number, prepared in enumerate(items):
            for place, sigma in enumerate(validation_sigmas()):
                shape = tuple(prepared["latents"].shape)
                drawn = noise_of(recipe.seed, number * 64 + place, shape, validation=True)
                loss = sample_loss(
                    model,
                    prepared,
                    sigma=shifted(sigma, model.shift),
                    noise=torch.from_numpy(drawn),
                    captioned=True,
                )
                losses.append(float(loss))
    return sum(losses) / len(losses)


def write_sheet(
    model: Adaptable, samples: Sequence[Sample], path: Path, *, recipe: TrainingRecipe, step: int
) -> Path:
    """Film the samples and write a sheet: control, target and what the model makes, below.

    Raises:
        OutputError: It cannot be written.
    """
    rows: list[Sequence[Tile]] = []
    for number, sample in enumerate(samples):
        prompts = recipe.validation_prompts
        options = FilmOptions(
            steps=recipe.validation_steps,
            guidance=recipe.validation_guidance,
            seed=recipe.seed + number,
            prompt=prompts[number % len(prompts)] if prompts else "",
        )
        model.transformer.eval()
        filmed = model.film(sample, options)
        for name, clip in (
            (f"control: {sample.control}", sample.control_clip),
            ("target", sample.target),
            ("filmed", filmed),
        ):
            rows.append(_row(f"{sample.name}  {name}", clip))
    height, width = samples[0].target.shape[1:3]
    facts = (
        f"step {step}   |   rank {recipe.rank}   |   seed {recipe.seed}   |   {width} x {height} px"
    )
    sheet = drawn_sheet(rows, title="Adapter in training", facts=facts, size_px=(width, height))
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomic(path, sheet)
    return path


def _row(label: str, clip: Clip) -> list[Tile]:
    count = min(_FRAMES, len(clip))
    chosen = [round(k * (len(clip) - 1) / max(1, count - 1)) for k in range(count)]
    return [Tile(picture=clip[k], left=label, right=f"frame {k}") for k in chosen]
