"""A Wan VACE of random weights, saved as a model folder: how fast a model is, weights don't decide.

Nothing is fetched. The text encoder is one layer, because it runs once per clip; its output has the
true width. The VAE is the published one where a shape says so.
"""
# diffusers, transformers and torch are typed only in part.
# ruff: noqa: PLC0415
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportPrivateImportUsage=false

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

__all__ = ["SHAPES", "WanShape", "save_random_wan"]


@dataclass(frozen=True, slots=True, kw_only=True)
class WanShape:
    """The sizes of a `WanVACETransformer3DModel`, and which VAE goes with it."""

    heads: int
    head_width: int
    feed_forward: int
    layers: int
    control_every: int = 2
    """Every which layer has a control block, from the first."""
    text_width: int
    whole_vae: bool
    """Whether the VAE is Wan 2.1's own (diffusers' defaults), or a narrow one."""


SHAPES: Final[dict[str, WanShape]] = {
    # Source: diffusers' defaults for all that is not said, Wan-Video/Wan2.1 `wan_t2v_1_3B.py` for
    # width, heads and layers, modelscope/DiffSynth-Studio `VaceWanModel` for the control blocks.
    "vace-1.3b": WanShape(
        heads=12, head_width=128, feed_forward=8960, layers=30, text_width=4096, whole_vae=True
    ),
    "tiny": WanShape(
        heads=2, head_width=12, feed_forward=16, layers=2, text_width=64, whole_vae=False
    ),
}


def save_random_wan(
    folder: Path, shape: WanShape, *, device: str = "cpu", precision: str = "float32"
) -> int:
    """Save a model in diffusers' layout, and return how many weights its transformer has.

    `precision` is of the transformer and the text encoder; the VAE stays in float32.
    """
    import torch
    from diffusers import UniPCMultistepScheduler, WanVACEPipeline

    torch.manual_seed(0)
    with torch.device(device):
        torch.set_default_dtype(getattr(torch, precision))
        try:
            transformer, text_encoder = _transformer(shape), _text_encoder(shape)
        finally:
            torch.set_default_dtype(torch.float32)
        vae = _vae(whole=shape.whole_vae)
    pipeline: Any = WanVACEPipeline
    pipeline(
        tokenizer=_tokenizer(),
        text_encoder=text_encoder,
        vae=vae,
        scheduler=UniPCMultistepScheduler(
            prediction_type="flow_prediction", use_flow_sigmas=True, flow_shift=3.0
        ),
        transformer=transformer,
    ).save_pretrained(str(folder))
    return sum(one.numel() for one in transformer.parameters())


def _transformer(shape: WanShape) -> Any:  # noqa: ANN401  # of diffusers
    from diffusers import WanVACETransformer3DModel

    return WanVACETransformer3DModel(
        num_attention_heads=shape.heads,
        attention_head_dim=shape.head_width,
        text_dim=shape.text_width,
        ffn_dim=shape.feed_forward,
        num_layers=shape.layers,
        vace_layers=list(range(0, shape.layers, shape.control_every)),
    )


def _text_encoder(shape: WanShape) -> Any:  # noqa: ANN401  # of transformers
    from transformers import UMT5Config, UMT5EncoderModel

    heads = max(1, shape.text_width // 64)
    return UMT5EncoderModel(
        UMT5Config(
            vocab_size=64,
            d_model=shape.text_width,
            d_kv=64,
            d_ff=shape.text_width,
            num_layers=1,
            num_heads=heads,
        )
    )


def _vae(*, whole: bool) -> Any:  # noqa: ANN401  # of diffusers
    from diffusers import AutoencoderKLWan

    if whole:
        return AutoencoderKLWan()
    return AutoencoderKLWan(
        base_dim=8,
        z_dim=16,
        dim_mult=[1, 1, 1, 1],
        num_res_blocks=1,
        temperal_downsample=[False, True, True],
    )


def _tokenizer() -> Any:  # noqa: ANN401  # of transformers
    """Return a tokenizer that knows no word: a prompt has as many tokens as words."""
    from tokenizers import Tokenizer, models, pre_tokenizers
    from transformers import PreTrainedTokenizerFast

    pad, end, unknown = "<pad>", "</s>", "<unk>"
    known = {pad: 0, end: 1, unknown: 2}
    plain = Tokenizer(models.WordLevel(vocab=known, unk_token=unknown))
    plain.pre_tokenizer = pre_tokenizers.Whitespace()
    return PreTrainedTokenizerFast(
        tokenizer_object=plain, pad_token=pad, eos_token=end, unk_token=unknown
    )
