"""The graph of LTX-2 with a control adapter, as ComfyUI's own template: half size, then double.

Control and first frame arrive at the size of the stage that reads them. `LTXVAddGuide` would cut a
clip that is not 8n+1 long and crop one of another shape; `LTXVCropGuides` takes the guide off.

Source:
    comfyui-workflow-templates-json 0.1.123: `video_ltx2_depth_to_video`, subgraph "Depth to Video".
    ComfyUI, `comfy_extras/nodes_lt.py`.
"""

from dataclasses import dataclass
from typing import Final

from groundplan.shader.comfy.graph import Graph, Link, Node
from groundplan.shader.comfy.orders import Built, Take
from groundplan.shader.comfy.stage_nodes import Lora, add_clip, add_picture, add_saver, add_words

__all__ = ["LtxGraph", "ltx_graph"]

_LAST_SIGMAS: Final = "0.909375, 0.725, 0.421875, 0.0"
"""Noise levels of the second stage, three steps. Source: as above."""
_LAST_STEPS: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class LtxGraph:
    """Model files, and the names of the call's clips and pictures."""

    checkpoint: str
    text_encoder: str
    adapter: Lora
    """Of the control."""
    distilled: Lora
    """Of the second stage."""
    upscaler: str
    control: str
    """A clip at half the width and height."""
    start: str = ""
    """A first frame at half the size; empty: none."""
    start_whole: str = ""
    """The same at the whole size."""
    strength: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stage:
    """Loaded models and conditionings that both stages read."""

    model: Link
    vae: Link
    audio_vae: Link
    positive: Link
    negative: Link


def ltx_graph(parts: LtxGraph, take: Take) -> Built:
    """Return the graph; the model makes sound too, which is not decoded."""
    graph = Graph()
    stage = _models(graph, parts, take)
    width, height = take.size_px
    latent = graph.add(
        "EmptyLTXVLatentVideo",
        width=width // 2,
        height=height // 2,
        length=take.frame_count,
        batch_size=1,
    ).out()
    latent = _started(graph, latent, stage, picture=parts.start)
    guide = graph.add(
        "LTXVAddGuide",
        positive=stage.positive,
        negative=stage.negative,
        vae=stage.vae,
        latent=latent,
        image=add_clip(graph, parts.control),
        frame_idx=0,
        strength=parts.strength,
    )
    first = _first_pass(graph, guide, take, stage=stage)
    split = graph.add("LTXVSeparateAVLatent", av_latent=first.out(0))
    cropped = graph.add(
        "LTXVCropGuides", positive=guide.out(0), negative=guide.out(1), latent=split.out(0)
    )
    second = _second_pass(graph, cropped, parts, stage=stage, sound=split.out(1))
    video = graph.add("LTXVSeparateAVLatent", av_latent=second.out(1)).out(0)
    frames = graph.add(
        "VAEDecodeTiled",
        samples=video,
        vae=stage.vae,
        tile_size=512,
        overlap=64,
        temporal_size=4096,
        temporal_overlap=8,
    ).out()
    result = add_saver(graph, frames, rate=take.rate, as_video=take.as_video)
    return Built(
        graph=graph, result=result, samplers={first.key: take.steps, second.key: _LAST_STEPS}
    )


def _models(graph: Graph, parts: LtxGraph, take: Take) -> _Stage:
    whole = graph.add("CheckpointLoaderSimple", ckpt_name=parts.checkpoint)
    text = graph.add(
        "LTXAVTextEncoderLoader",
        text_encoder=parts.text_encoder,
        ckpt_name=parts.checkpoint,
        device="default",
    )
    sound = graph.add("LTXVAudioVAELoader", ckpt_name=parts.checkpoint)
    positive, negative = add_words(graph, text.out(), prompt=take.prompt, negative=take.negative)
    timed = graph.add(
        "LTXVConditioning", positive=positive, negative=negative, frame_rate=take.rate
    )
    return _Stage(
        model=_adapted(graph, whole.out(0), parts.adapter),
        vae=whole.out(2),
        audio_vae=sound.out(),
        positive=timed.out(0),
        negative=timed.out(1),
    )


def _adapted(graph: Graph, model: Link, lora: Lora) -> Link:
    return graph.add(
        "LoraLoaderModelOnly", model=model, lora_name=lora.name, strength_model=lora.strength
    ).out()


def _started(graph: Graph, latent: Link, stage: _Stage, *, picture: str) -> Link:
    if not picture:
        return latent
    return graph.add(
        "LTXVImgToVideoInplace",
        vae=stage.vae,
        image=add_picture(graph, picture),
        latent=latent,
        strength=1.0,
        bypass=False,
    ).out()


def _first_pass(graph: Graph, guide: Node, take: Take, *, stage: _Stage) -> Node:
    silence = graph.add(
        "LTXVEmptyLatentAudio",
        audio_vae=stage.audio_vae,
        frames_number=take.frame_count,
        frame_rate=round(take.rate),
        batch_size=1,
    )
    both = graph.add(
        "LTXVConcatAVLatent", video_latent=guide.out(2), audio_latent=silence.out()
    ).out()
    sigmas = graph.add(
        "LTXVScheduler",
        steps=take.steps,
        max_shift=take.shift,
        base_shift=0.95,
        stretch=True,
        terminal=0.1,
        latent=both,
    )
    guider = graph.add(
        "CFGGuider",
        model=stage.model,
        positive=guide.out(0),
        negative=guide.out(1),
        cfg=take.guidance,
    )
    return _sampled(
        graph,
        both,
        noise_seed=take.seed,
        sampler="euler",
        guider=guider.out(),
        sigmas=sigmas.out(),
    )


def _second_pass(
    graph: Graph, cropped: Node, parts: LtxGraph, *, stage: _Stage, sound: Link
) -> Node:
    upscaler = graph.add("LatentUpscaleModelLoader", model_name=parts.upscaler)
    larger = graph.add(
        "LTXVLatentUpsampler",
        samples=cropped.out(2),
        upscale_model=upscaler.out(),
        vae=stage.vae,
    ).out()
    larger = _started(graph, larger, stage, picture=parts.start_whole)
    both = graph.add("LTXVConcatAVLatent", video_latent=larger, audio_latent=sound).out()
    guider = graph.add(
        "CFGGuider",
        model=_adapted(graph, stage.model, parts.distilled),
        positive=cropped.out(0),
        negative=cropped.out(1),
        cfg=1.0,
    )
    sigmas = graph.add("ManualSigmas", sigmas=_LAST_SIGMAS)
    return _sampled(
        graph,
        both,
        noise_seed=0,
        sampler="gradient_estimation",
        guider=guider.out(),
        sigmas=sigmas.out(),
    )


def _sampled(
    graph: Graph, latent: Link, *, noise_seed: int, sampler: str, guider: Link, sigmas: Link
) -> Node:
    return graph.add(
        "SamplerCustomAdvanced",
        noise=graph.add("RandomNoise", noise_seed=noise_seed).out(),
        guider=guider,
        sampler=graph.add("KSamplerSelect", sampler_name=sampler).out(),
        sigmas=sigmas,
        latent_image=latent,
    )
