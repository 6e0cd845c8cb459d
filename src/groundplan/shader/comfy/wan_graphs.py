"""Graphs of Wan models: VACE, Fun Control, Fun Camera; each as ComfyUI's own template wires it.

Sizes, lengths and pictures arrive as the nodes want them: the nodes would pad a short control with
grey, cut a long one and crop another size, all without a word.

Source:
    comfyui-workflow-templates-json 0.1.123: `video_wan_vace_14B_v2v`, `wan2.1_fun_control`,
    `video_wan2_2_14B_fun_camera`. ComfyUI, `comfy_extras/nodes_wan.py`.
"""

from dataclasses import dataclass

from groundplan.shader.comfy.graph import Graph, Link, Node
from groundplan.shader.comfy.orders import Built, Take
from groundplan.shader.comfy.stage_nodes import (
    Lora,
    WanModels,
    add_clip,
    add_mask,
    add_picture,
    add_saver,
    add_wan_models,
    add_words,
)

__all__ = [
    "CameraGraph", "FunGraph", "VaceGraph", "camera_graph", "fun_graph", "vace_graph",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class VaceGraph:
    """Model files, and the names of the call's clips and pictures."""

    unet: str
    clip: str
    vae: str
    lora: Lora | None = None
    control: str
    mask: str = ""
    reference: str = ""
    strength: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class FunGraph:
    """As `VaceGraph`; a start picture is also looked at by a vision encoder."""

    unet: str
    clip: str
    vae: str
    vision: str
    control: str
    start: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraGraph:
    """As `VaceGraph`; two experts share the steps."""

    unet_high: str
    unet_low: str
    clip: str
    vae: str
    start: str
    preset: str
    speed: float


def vace_graph(parts: VaceGraph, take: Take) -> Built:
    """Return VACE's graph. A reference becomes a latent before the clip, and is trimmed away."""
    graph = Graph()
    models = add_wan_models(graph, unet=parts.unet, clip=parts.clip, vae=parts.vae, lora=parts.lora)
    positive, negative = add_words(graph, models.clip, prompt=take.prompt, negative=take.negative)
    pictures: dict[str, Link] = {"control_video": add_clip(graph, parts.control)}
    if parts.mask:
        pictures["control_masks"] = add_mask(graph, parts.mask)
    if parts.reference:
        pictures["reference_image"] = add_picture(graph, parts.reference)
    guide = graph.add(
        "WanVaceToVideo",
        positive=positive,
        negative=negative,
        vae=models.vae,
        **_shape(take),
        batch_size=1,
        strength=parts.strength,
        **pictures,
    )
    model = graph.add("ModelSamplingSD3", model=models.model, shift=take.shift).out()
    sampler = _sampler(graph, guide, take, model=model)
    trimmed = graph.add("TrimVideoLatent", samples=sampler.out(), trim_amount=guide.out(3)).out()
    return _built(graph, trimmed, take, models=models, samplers={sampler.key: take.steps})


def fun_graph(parts: FunGraph, take: Take) -> Built:
    """Return Fun Control's graph, with the guidance nodes of the template."""
    graph = Graph()
    models = add_wan_models(graph, unet=parts.unet, clip=parts.clip, vae=parts.vae)
    positive, negative = add_words(graph, models.clip, prompt=take.prompt, negative=take.negative)
    pictures: dict[str, Link] = {"control_video": add_clip(graph, parts.control)}
    if parts.start:
        start = add_picture(graph, parts.start)
        loader = graph.add("CLIPVisionLoader", clip_name=parts.vision)
        seen = graph.add("CLIPVisionEncode", clip_vision=loader.out(), image=start, crop="none")
        pictures |= {"start_image": start, "clip_vision_output": seen.out()}
    guide = graph.add(
        "WanFunControlToVideo",
        positive=positive,
        negative=negative,
        vae=models.vae,
        **_shape(take),
        batch_size=1,
        **pictures,
    )
    model = _steadied(graph, models.model, shift=take.shift)
    sampler = _sampler(graph, guide, take, model=model)
    return _built(graph, sampler.out(), take, models=models, samplers={sampler.key: take.steps})


def camera_graph(parts: CameraGraph, take: Take) -> Built:
    """Return Fun Camera's graph: the first half of the steps by one expert, the rest by another."""
    graph = Graph()
    models = add_wan_models(graph, unet=parts.unet_high, clip=parts.clip, vae=parts.vae)
    low = graph.add("UNETLoader", unet_name=parts.unet_low, weight_dtype="default").out()
    positive, negative = add_words(graph, models.clip, prompt=take.prompt, negative=take.negative)
    camera = graph.add(
        "WanCameraEmbedding",
        camera_pose=parts.preset,
        **_shape(take),
        speed=parts.speed,
        fx=0.5,
        fy=0.5,
        cx=0.5,
        cy=0.5,
    )
    guide = graph.add(
        "WanCameraImageToVideo",
        positive=positive,
        negative=negative,
        vae=models.vae,
        width=camera.out(1),
        height=camera.out(2),
        length=camera.out(3),
        batch_size=1,
        start_image=add_picture(graph, parts.start),
        camera_conditions=camera.out(0),
    )
    half = take.steps // 2
    first = _expert(graph, guide, take, model=models.model, span=(0, half), latent=guide.out(2))
    second = _expert(graph, guide, take, model=low, span=(half, 10000), latent=first.out())
    steps = {first.key: half, second.key: take.steps - half}
    return _built(graph, second.out(), take, models=models, samplers=steps)


def _shape(take: Take) -> dict[str, int]:
    width, height = take.size_px
    return {"width": width, "height": height, "length": take.frame_count}


def _steadied(graph: Graph, model: Link, *, shift: float) -> Link:
    """Add what the template of Fun Control puts between model and sampler, with its numbers."""
    skipped = graph.add(
        "SkipLayerGuidanceDiT",
        model=model,
        double_layers="9,10",
        single_layers="9,10",
        scale=3.0,
        start_percent=0.01,
        end_percent=0.8,
        rescaling_scale=0.0,
    )
    shifted = graph.add("ModelSamplingSD3", model=skipped.out(), shift=shift)
    steady = graph.add(
        "UNetTemporalAttentionMultiply",
        model=shifted.out(),
        self_structural=1.0,
        self_temporal=1.0,
        cross_structural=1.2,
        cross_temporal=1.3,
    )
    return graph.add("CFGZeroStar", model=steady.out()).out()


def _sampler(graph: Graph, guide: Node, take: Take, *, model: Link) -> Node:
    return graph.add(
        "KSampler",
        model=model,
        positive=guide.out(0),
        negative=guide.out(1),
        latent_image=guide.out(2),
        seed=take.seed,
        steps=take.steps,
        cfg=take.guidance,
        sampler_name="uni_pc",
        scheduler="simple",
        denoise=1.0,
    )


def _expert(
    graph: Graph, guide: Node, take: Take, *, model: Link, span: tuple[int, int], latent: Link
) -> Node:
    begins = span[0] == 0
    return graph.add(
        "KSamplerAdvanced",
        model=graph.add("ModelSamplingSD3", model=model, shift=take.shift).out(),
        positive=guide.out(0),
        negative=guide.out(1),
        latent_image=latent,
        add_noise="enable" if begins else "disable",
        noise_seed=take.seed if begins else 0,
        steps=take.steps,
        cfg=take.guidance,
        sampler_name="euler",
        scheduler="simple",
        start_at_step=span[0],
        end_at_step=span[1],
        return_with_leftover_noise="enable" if begins else "disable",
    )


def _built(
    graph: Graph, latent: Link, take: Take, *, models: WanModels, samplers: dict[str, int]
) -> Built:
    frames = graph.add("VAEDecode", samples=latent, vae=models.vae).out()
    result = add_saver(graph, frames, rate=take.rate, as_video=take.as_video)
    return Built(graph=graph, result=result, samplers=samplers)
