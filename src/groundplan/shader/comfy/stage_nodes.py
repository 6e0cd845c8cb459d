"""Parts that every graph has: models, words, pictures in, frames out."""

from dataclasses import dataclass

from groundplan.errors import PlanError
from groundplan.shader.comfy.graph import Graph, Link, Node, Part, Value

__all__ = [
    "Lora", "WanModels", "add_clip", "add_mask", "add_picture", "add_saver", "add_wan_models",
    "add_words", "lora_of",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Lora:
    """An adapter's file name on the server and how strongly it is applied."""

    name: str
    strength: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class WanModels:
    """Where a Wan graph gets model, text encoder and autoencoder from."""

    model: Link
    clip: Link
    vae: Link


def lora_of(text: str) -> Lora | None:
    """Return the adapter of a setting `name[:strength]`; None where it is empty.

    Raises:
        PlanError: The strength is no number from -10 to 10.
    """
    if not text:
        return None
    name, colon, strength = text.rpartition(":")
    if not colon:
        return Lora(name=text)
    try:
        number = float(strength)
    except ValueError:
        number = 11.0
    if not name or not -10.0 <= number <= 10.0:
        raise PlanError(f"the adapter {text!r}", "give name.safetensors or name.safetensors:0.8")
    return Lora(name=name, strength=number)


def add_wan_models(
    graph: Graph, *, unet: str, clip: str, vae: str, lora: Lora | None = None
) -> WanModels:
    """Add the loaders of a Wan model."""
    model = graph.add("UNETLoader", unet_name=unet, weight_dtype="default").out()
    text = graph.add("CLIPLoader", clip_name=clip, type="wan", device="default").out()
    if lora is not None:
        adapted = graph.add(
            "LoraLoader",
            model=model,
            clip=text,
            lora_name=lora.name,
            strength_model=lora.strength,
            strength_clip=1.0,
        )
        model, text = adapted.out(0), adapted.out(1)
    return WanModels(model=model, clip=text, vae=graph.add("VAELoader", vae_name=vae).out())


def add_words(graph: Graph, clip: Link, *, prompt: str, negative: str) -> tuple[Link, Link]:
    """Add the prompt and the negative prompt; return their conditionings."""
    positive = graph.add("CLIPTextEncode", clip=clip, text=prompt)
    against = graph.add("CLIPTextEncode", clip=clip, text=negative)
    return positive.out(), against.out()


def add_clip(graph: Graph, name: str) -> Link:
    """Add a clip of the call; return its frames."""
    video = graph.add("LoadVideo", file=Part(kind="$clip", name=name))
    return graph.add("GetVideoComponents", video=video.out()).out()


def add_mask(graph: Graph, name: str) -> Link:
    """Add a grey clip of the call as a mask; 1 where it is white."""
    return graph.add("ImageToMask", image=add_clip(graph, name), channel="red").out()


def add_picture(graph: Graph, name: str) -> Link:
    """Add a picture of the call."""
    return graph.add("LoadImage", image=Part(kind="$picture", name=name)).out()


def add_saver(graph: Graph, frames: Link, *, rate: float, as_video: bool) -> Node:
    """Add what keeps the frames: PNG each, or one H.264 file as ComfyUI writes it.

    `format.codec` is how newer servers name `codec`; older ones do not read it.
    """
    if not as_video:
        return graph.add("SaveImage", images=frames, filename_prefix="groundplan/frame")
    video = graph.add("CreateVideo", images=frames, fps=rate).out()
    inputs: dict[str, Value] = {
        "video": video,
        "filename_prefix": "groundplan/clip",
        "format": "auto",
        "codec": "auto",
        "format.codec": "auto",
    }
    return graph.place("SaveVideo", inputs)
