"""Wan VACE made ready for training, through the pipeline's own steps.

Everything that the control branch sees is made by the methods that film with it, so that training
and filming cannot differ: no mask (all is generated), references in front, the VAE's mean.
"""
# diffusers is hardly typed: its pipeline is held as Any.
# pyright: reportUnknownMemberType=false

from collections.abc import Generator
from contextlib import contextmanager
from typing import Any, Final, cast

import numpy as np
import torch
from diffusers.pipelines.wan.pipeline_wan_vace import WanVACEPipeline
from diffusers.utils import logging as diffusers_logging
from PIL import Image
from transformers.utils import logging as transformers_logging

from groundplan.errors import InputError
from groundplan.shader.adaptation.clips import Clip
from groundplan.shader.adaptation.port import FilmOptions, ModelOptions, Tensors
from groundplan.shader.adaptation.sample import Sample
from groundplan.shader.frame_rules import FrameRule, SizeRule

__all__ = ["WanVaceAdaptable"]

_MOST_TOKENS: Final = 512
"""Default of `WanVACEPipeline.__call__`."""
_BARS: Final = (diffusers_logging, transformers_logging)
_FRAMES: Final = FrameRule(stride=4, offset=1)


class WanVaceAdaptable:
    """A `WanVACEPipeline` whose transformer is adapted; single-expert models only."""

    kind = "wan-vace"

    def __init__(self, options: ModelOptions) -> None:
        """Load the model of a folder.

        Raises:
            InputError: The folder holds another or a two-expert pipeline, or not all of it.
        """
        self._device = torch.device(options.device)
        self._dtype = cast("torch.dtype", getattr(torch, options.precision))
        self._pipe: Any = _loaded(options, self._dtype)
        self._shift = _shift_of(self._pipe.scheduler)
        for part in (self._pipe.vae, self._pipe.text_encoder, self._pipe.transformer):
            part.eval().requires_grad_(requires_grad=False)
        self._pipe.set_progress_bar_config(disable=True)
        self.transformer.to(self._device)
        if options.gradient_checkpointing:
            self._pipe.transformer.enable_gradient_checkpointing()

    @property
    def shift(self) -> float:
        """Return the scheduler's shift."""
        return self._shift

    @property
    def transformer(self) -> torch.nn.Module:
        """Return the transformer with its control blocks."""
        return self._pipe.transformer

    @property
    def pipeline(self) -> WanVACEPipeline:
        """Return the pipeline itself."""
        return self._pipe

    def check(self, sample: Sample) -> None:
        """Refuse a sample that the pipeline would round or scramble.

        Raises:
            InputError: Frames are not 4n+1, or a side is no multiple of the patch.
        """
        count, height, width = sample.target.shape[:3]
        patch = self._pipe.vae_scale_factor_spatial * self._pipe.transformer.config.patch_size[1]
        rule = SizeRule(multiple=patch)
        if not _FRAMES.holds(count):
            near = [n for n in (_FRAMES.at_most(count), _FRAMES.at_least(count)) if n]
            raise InputError(
                f"{sample.name} has {count} frames",
                f"Wan VACE takes 4n+1: export it with {' or '.join(map(str, near))}",
            )
        if not rule.holds((width, height)):
            w, h = rule.nearest((width, height))
            raise InputError(
                f"{sample.name} is {width}x{height} px",
                f"Wan VACE takes {rule.says()}: export it at {w}x{h}",
            )

    @torch.no_grad()
    def prepared(self, sample: Sample) -> Tensors:
        """Return latents, conditioning and words of a sample.

        References stand in front and are arrived at like frames.

        Source:
            diffusers 0.42.1, `WanVACEPipeline.__call__`. References as targets:
            modelscope/DiffSynth-Studio, `WanVideoUnit_InputVideoEmbedder` (wan_video pipeline).
        """
        self._pipe.vae.to(self._device)
        self._pipe.text_encoder.to(self._device)
        pipe, device = self._pipe, self._device
        count, height, width = sample.target.shape[:3]
        video, mask, references = pipe.preprocess_conditions(
            _pictures(sample.control_clip), None, _references(sample),
            1, height, width, count, torch.float32, device,
        )  # fmt: skip
        conditioning = torch.cat(
            [
                pipe.prepare_video_latents(video, mask, references, None, device),
                pipe.prepare_masks(mask, references, None),
            ],
            dim=1,
        )
        target = pipe.video_processor.preprocess_video(_pictures(sample.target), height, width)
        shown = [image[:, None] for image in references[0]]
        latents = torch.cat(
            [self._latents(one[None].to(device)) for one in shown] + [self._latents(target)], dim=2
        )
        return {
            "latents": latents.float().cpu(),
            "conditioning": conditioning.to(self._dtype).cpu(),
            "words": self._words(sample.caption).cpu(),
            "no_words": self._words("").cpu(),
        }

    def velocity(
        self, prepared: Tensors, noisy: torch.Tensor, *, sigma: float, captioned: bool
    ) -> torch.Tensor:
        """Return the model's guess of noise minus latents, with gradients."""
        steps = self._pipe.scheduler.config.num_train_timesteps
        words = prepared["words" if captioned else "no_words"]
        (guess,) = self._pipe.transformer(
            hidden_states=noisy.to(self._device, self._dtype),
            timestep=torch.tensor([sigma * steps], device=self._device),
            encoder_hidden_states=words.to(self._device, self._dtype),
            control_hidden_states=prepared["conditioning"].to(self._device, self._dtype),
            return_dict=False,
        )
        return guess.float()

    def settled(self) -> None:
        """Move VAE and text encoder off the device."""
        self._pipe.vae.to("cpu")
        self._pipe.text_encoder.to("cpu")

    @torch.no_grad()
    def film(self, sample: Sample, options: FilmOptions) -> Clip:
        """Return what the whole pipeline makes of a sample's control, references and words."""
        self._pipe.to(self._device)
        count, height, width = sample.target.shape[:3]
        found = self._pipe(
            prompt=options.prompt or sample.caption,
            negative_prompt="",
            video=_pictures(sample.control_clip),
            reference_images=_references(sample),
            height=height,
            width=width,
            num_frames=count,
            num_inference_steps=options.steps,
            guidance_scale=options.guidance,
            generator=torch.Generator("cpu").manual_seed(options.seed),
            output_type="np",
        )
        self.settled()
        frames = np.asarray(found.frames[0], dtype=np.float32)
        return np.rint(frames * 255.0).astype(np.uint8)

    def _latents(self, video: torch.Tensor) -> torch.Tensor:
        """Return normalised latents of a clip of -1..1, as the pipeline decodes them."""
        vae = self._pipe.vae
        found = vae.encode(video.to(self._device, vae.dtype)).latent_dist.mode().float()
        shape = (1, vae.config.z_dim, 1, 1, 1)
        mean = torch.tensor(vae.config.latents_mean, device=self._device).view(shape)
        deviation = torch.tensor(vae.config.latents_std, device=self._device).view(shape)
        return (found - mean) / deviation

    def _words(self, text: str) -> torch.Tensor:
        found, _none = self._pipe.encode_prompt(
            prompt=text,
            do_classifier_free_guidance=False,
            max_sequence_length=_MOST_TOKENS,
            device=self._device,
        )
        return found


def _loaded(options: ModelOptions, dtype: torch.dtype) -> WanVACEPipeline:
    """Return the pipeline of a folder."""
    folder = options.folder
    if not (folder / "model_index.json").is_file():
        raise InputError(
            f"{folder} holds no diffusers model (no model_index.json)",
            "give the folder of a Wan VACE model in diffusers' layout",
        )
    try:
        with _quiet():
            found: Any = WanVACEPipeline.from_pretrained(
                str(folder),
                # The VAE is small and loses most in half precision.
                dtype={"default": dtype, "vae": torch.float32},
                local_files_only=True,
                use_safetensors=True,  # never a pickle
            )
    except (OSError, ValueError, TypeError, KeyError, RuntimeError) as error:
        reason = str(error).splitlines()[0][:160] if str(error) else type(error).__name__
        raise InputError(f"{folder} cannot be loaded as Wan VACE ({reason})", "check it") from error
    if found.transformer is None or found.transformer_2 is not None:
        raise InputError(
            f"{folder} is a two-expert model", "train a model with one transformer (Wan 2.1 VACE)"
        )
    return found


@contextmanager
def _quiet() -> Generator[None]:
    """Keep the libraries' own progress bars off the terminal, which has ours."""
    before = [one.is_progress_bar_enabled() for one in _BARS]
    for one in _BARS:
        one.disable_progress_bar()
    try:
        yield
    finally:
        for one, shown in zip(_BARS, before, strict=True):
            if shown:
                one.enable_progress_bar()


def _shift_of(scheduler: Any) -> float:  # noqa: ANN401  (any scheduler of diffusers)
    """Return the shift of a flow scheduler.

    Raises:
        InputError: The scheduler's noise is not a straight flow: the loss would be another.
    """
    config, name = scheduler.config, type(scheduler).__name__
    if name.startswith("FlowMatch"):
        return float(config.shift)
    flows = config.get("use_flow_sigmas") and config.get("prediction_type") == "flow_prediction"
    if not flows:
        raise InputError(f"{name} is not set to flow prediction", "use the model's own scheduler")
    return float(config.get("flow_shift") or 1.0)


def _pictures(clip: Clip) -> list[Image.Image]:
    return [Image.fromarray(frame, "RGB") for frame in clip]


def _references(sample: Sample) -> list[Image.Image] | None:
    return [Image.fromarray(one, "RGB") for one in sample.references] or None
