"""Tiny diffusers pipelines of random weights, saved to disk, and packs to shade with them.

They keep the real compression ratios (Wan 4 and 8, LTX-2 8 and 32, CogVideoX 4 and 8).
"""
# torch, diffusers and transformers are typed only in part.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportPrivateImportUsage=false
# pyright: reportArgumentType=false
# ruff: noqa: PLC0415, ANN401  (extras: imported where they are used, and hardly typed)

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import numpy as np
import pytest

from groundplan.geometry.transforms import compose, look_at
from groundplan.passes.pack import ControlPack
from groundplan.passes.render import PackOptions, write_pack
from groundplan.previz.port import RenderOptions
from groundplan.scene.stage import (
    CameraPose,
    Exposure,
    Instance,
    Item,
    Material,
    Mesh,
    Pose,
    SkyPose,
    Stage,
    StageClock,
)
from groundplan.shader.brief import CameraMove, ShotBrief
from groundplan.shader.matching import passes_of
from groundplan.shader.plan import ShadePlan
from groundplan.shader.prompt.words import ShotWords
from groundplan.studio.registry import renderer
from groundplan.units import Subframes

PLATE: Final = "0" * 25 + "1"
WALL: Final = "0" * 25 + "2"
WORLD: Final = "ab" * 32


@pytest.fixture(scope="session")
def brief() -> ShotBrief:
    """Return the brief of the plate's shot."""
    return ShotBrief(
        world_hash=WORLD, shot="SH010", name="SH010", size_px=(112, 64), rate=(16, 1),
        frame_count=9, camera=CameraMove(move="truck_right"),
        words=ShotWords(subjects=("a woman",), actions=("walks to a red car",)),
    )  # fmt: skip


@pytest.fixture(scope="session")
def pack_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[ShadePlan], ControlPack]:
    """Return a renderer of the pack that a plan wants; equal ones are rendered once."""
    held: dict[object, ControlPack] = {}

    def render(plan: ShadePlan) -> ControlPack:
        passes = passes_of(plan)
        key = (plan.size_px, plan.rate, plan.frame_count, passes)
        if key not in held:
            folder = tmp_path_factory.mktemp("packs") / "pack"
            options = PackOptions(
                render=RenderOptions(passes=passes), threads=1, previews=(), contact_sheet=False
            )
            write_pack(renderer("numba"), _stage(plan), folder, options=options)
            held[key] = ControlPack.open(folder)
        return held[key]

    return render


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Return a maker of saved models by name of backend; equal ones are made once."""
    if find_spec("torch") is None or find_spec("diffusers") is None:
        pytest.skip("torch and diffusers are not installed: pip install 'groundplan[diffusers]'")
    held: dict[str, Path] = {}

    def make(name: str) -> Path:
        if name not in held:
            import torch

            torch.manual_seed(7)
            pipeline = _BUILT[name]()
            folder = tmp_path_factory.mktemp("models") / name
            pipeline.save_pretrained(folder, safe_serialization=True)
            held[name] = folder
        return held[name]

    return make


@pytest.fixture(scope="session")
def tiny_lora(
    tmp_path_factory: pytest.TempPathFactory, tiny_model: Callable[[str], Path]
) -> Callable[..., Path]:
    """Return a maker of LoRAs of rank 2 with random weights, by model; `says`: their metadata."""

    def make(name: str, says: dict[str, str] | None = None) -> Path:
        import diffusers
        import torch
        from peft import LoraConfig
        from peft.utils import get_peft_model_state_dict
        from safetensors.torch import load_file, save_file

        pipeline_class = getattr(diffusers, _LORA_PIPELINES[name])
        pipeline = pipeline_class.from_pretrained(tiny_model(name), local_files_only=True)
        torch.manual_seed(11)
        config = LoraConfig(
            r=2, lora_alpha=2, init_lora_weights=False, target_modules=["to_q", "to_k"]
        )
        pipeline.transformer.add_adapter(config)
        folder = tmp_path_factory.mktemp("loras")
        layers = get_peft_model_state_dict(pipeline.transformer)
        pipeline_class.save_lora_weights(folder, transformer_lora_layers=layers)
        path = folder / "pytorch_lora_weights.safetensors"
        if says is not None:
            save_file(load_file(path), path, metadata=says)
        return path

    return make


_LORA_PIPELINES: Final = {"wan-vace": "WanVACEPipeline", "ltx2": "LTX2InContextPipeline"}


def _tokenizer(length: int) -> object:
    """Return a tokenizer of 44 pieces, trained here on three sentences: nothing is fetched."""
    from tokenizers import Tokenizer, models, pre_tokenizers, trainers
    from transformers import PreTrainedTokenizerFast

    names = {"pad_token": "<pad>", "eos_token": "</s>", "unk_token": "<unk>", "bos_token": "<bos>"}
    made = Tokenizer(models.Unigram())
    made.pre_tokenizer = pre_tokenizers.Metaspace()
    trainer = trainers.UnigramTrainer(
        vocab_size=44,
        special_tokens=list(names.values()),
        unk_token=names["unk_token"],
        show_progress=False,
    )
    said = [
        "a woman walks to a red car",
        "the camera slowly dollies in",
        "soft light from the left",
    ]
    made.train_from_iterator(said, trainer)
    return PreTrainedTokenizerFast(tokenizer_object=made, model_max_length=length, **names)


def _wan_vae() -> object:
    from diffusers import AutoencoderKLWan

    return AutoencoderKLWan(
        base_dim=4, z_dim=16, dim_mult=[1, 1, 1, 1], num_res_blocks=1,
        temperal_downsample=[False, True, True],
    )  # fmt: skip


def _vace_transformer() -> Any:
    from diffusers import WanVACETransformer3DModel

    return WanVACETransformer3DModel(
        patch_size=(1, 2, 2), num_attention_heads=2, attention_head_dim=12, in_channels=16,
        out_channels=16, text_dim=16, freq_dim=16, ffn_dim=16, num_layers=2, cross_attn_norm=True,
        qk_norm="rms_norm_across_heads", rope_max_seq_len=32, vace_layers=[0], vace_in_channels=96,
    )  # fmt: skip


def _vace(*, experts: int = 1) -> Any:
    from diffusers import UniPCMultistepScheduler, WanVACEPipeline
    from transformers import UMT5Config, UMT5EncoderModel

    text = UMT5Config(
        vocab_size=64, d_model=16, d_kv=8, d_ff=16, num_layers=1, num_heads=2,
        relative_attention_num_buckets=4,
    )  # fmt: skip
    scheduler = UniPCMultistepScheduler(
        prediction_type="flow_prediction", use_flow_sigmas=True, flow_shift=3.0
    )
    return WanVACEPipeline(
        tokenizer=_tokenizer(512),
        text_encoder=UMT5EncoderModel(text),
        vae=_wan_vae(),
        scheduler=scheduler,
        transformer=_vace_transformer(),
        transformer_2=_vace_transformer() if experts == 2 else None,
        boundary_ratio=0.9 if experts == 2 else None,
    )


def _ltx_vae() -> object:
    from diffusers import AutoencoderKLLTX2Video

    return AutoencoderKLLTX2Video(
        latent_channels=4, block_out_channels=(8, 8, 8, 8), decoder_block_out_channels=(8, 16, 32),
        layers_per_block=(1, 1, 1, 1, 1), decoder_layers_per_block=(1, 1, 1, 1),
        spatial_compression_ratio=32, temporal_compression_ratio=8,
    )  # fmt: skip


def _gemma3() -> object:
    from transformers import Gemma3Config, Gemma3ForConditionalGeneration

    text = {
        "vocab_size": 64, "hidden_size": 16, "intermediate_size": 16, "num_hidden_layers": 1,
        "num_attention_heads": 2, "num_key_value_heads": 1, "head_dim": 8,
    }  # fmt: skip
    eyes = {
        "hidden_size": 16, "intermediate_size": 16, "num_hidden_layers": 1,
        "num_attention_heads": 2, "image_size": 28, "patch_size": 14,
    }  # fmt: skip
    return Gemma3ForConditionalGeneration(
        Gemma3Config(text_config=text, vision_config=eyes, mm_tokens_per_image=4)
    )


def _ltx_transformer() -> object:
    from diffusers import LTX2VideoTransformer3DModel

    return LTX2VideoTransformer3DModel(
        in_channels=4, out_channels=4, num_attention_heads=2, attention_head_dim=8,
        cross_attention_dim=16, audio_in_channels=8, audio_out_channels=8,
        audio_num_attention_heads=2, audio_attention_head_dim=4, audio_cross_attention_dim=8,
        num_layers=1, caption_channels=16, rope_double_precision=False, rope_type="split",
    )  # fmt: skip


def _ltx_connectors() -> object:
    from diffusers.pipelines.ltx2 import LTX2TextConnectors

    one = {"num_attention_heads": 2, "attention_head_dim": 8, "num_layers": 1}
    both = {f"{k}_connector_{name}": v for k in ("video", "audio") for name, v in one.items()}
    return LTX2TextConnectors(
        caption_channels=16, text_proj_in_factor=2, video_connector_num_learnable_registers=None,
        audio_connector_num_learnable_registers=None, connector_rope_base_seq_len=32,
        rope_double_precision=False, rope_type="split", **both,
    )  # fmt: skip


def _ltx() -> Any:
    from diffusers import (
        AutoencoderKLLTX2Audio,
        FlowMatchEulerDiscreteScheduler,
        LTX2InContextPipeline,
    )
    from diffusers.pipelines.ltx2.vocoder import LTX2Vocoder

    return LTX2InContextPipeline(
        scheduler=FlowMatchEulerDiscreteScheduler(),
        vae=_ltx_vae(),
        audio_vae=AutoencoderKLLTX2Audio(
            base_channels=8, ch_mult=(1,), num_res_blocks=1, latent_channels=2, mel_bins=16
        ),
        text_encoder=_gemma3(),
        tokenizer=_tokenizer(1024),
        connectors=_ltx_connectors(),
        transformer=_ltx_transformer(),
        vocoder=LTX2Vocoder(
            in_channels=32, hidden_channels=16, upsample_kernel_sizes=[4, 4],
            upsample_factors=[2, 2], resnet_kernel_sizes=[3], resnet_dilations=[[1, 3, 5]],
        ),
    )  # fmt: skip


def _awake(module: Any) -> Any:
    """Fill weights that start at zero: an untrained branch of control would do nothing."""
    import torch

    for weight in module.parameters():
        if not weight.abs().max():
            torch.nn.init.normal_(weight, std=0.05)
    return module


def _sana() -> Any:
    from diffusers import FlowMatchEulerDiscreteScheduler, SanaWMPipeline, SanaWMTransformer3DModel
    from transformers import Gemma2Config, Gemma2ForCausalLM

    text = Gemma2Config(
        vocab_size=64, hidden_size=16, intermediate_size=16, num_hidden_layers=1,
        num_attention_heads=2, num_key_value_heads=1, head_dim=8, max_position_embeddings=1024,
    )  # fmt: skip
    transformer = SanaWMTransformer3DModel(
        in_channels=4, num_layers=2, hidden_size=32, num_attention_heads=2, linear_head_dim=16,
        softmax_every_n=2, caption_channels=16, chunk_plucker_post_attn_blocks=2, mlp_ratio=1.0,
    )  # fmt: skip
    return SanaWMPipeline(
        tokenizer=_tokenizer(1024),
        text_encoder=Gemma2ForCausalLM(text),
        vae=_ltx_vae(),
        transformer=_awake(transformer),
        scheduler=FlowMatchEulerDiscreteScheduler(),
    )


def _cogvideox(*, channels: int = 8) -> Any:
    from diffusers import (
        AutoencoderKLCogVideoX,
        CogVideoXDDIMScheduler,
        CogVideoXFunControlPipeline,
        CogVideoXTransformer3DModel,
    )
    from transformers import T5Config, T5EncoderModel

    text = T5Config(
        vocab_size=64, d_model=16, d_kv=8, d_ff=16, num_layers=1, num_heads=2,
        relative_attention_num_buckets=4,
    )  # fmt: skip
    return CogVideoXFunControlPipeline(
        tokenizer=_tokenizer(226),
        text_encoder=T5EncoderModel(text),
        vae=AutoencoderKLCogVideoX(
            block_out_channels=(8, 8, 8, 8), latent_channels=4, layers_per_block=1,
            norm_num_groups=2, temporal_compression_ratio=4,
        ),
        transformer=CogVideoXTransformer3DModel(
            num_attention_heads=2, attention_head_dim=16, in_channels=channels, out_channels=4,
            time_embed_dim=2, text_embed_dim=16, num_layers=1, sample_width=14, sample_height=8,
            sample_frames=9, use_rotary_positional_embeddings=True,
        ),
        scheduler=CogVideoXDDIMScheduler(),
    )  # fmt: skip


_BUILT: Final[dict[str, Callable[[], Any]]] = {
    "wan-vace": _vace,
    "wan-vace-2": lambda: _vace(experts=2),
    "ltx2": _ltx,
    "sana-wm": _sana,
    "cogvideox-fun": _cogvideox,
    "cogvideox": lambda: _cogvideox(channels=4),
}


def _camera(time: float, size_px: tuple[int, int]) -> CameraPose:
    width, height = size_px
    at = time / 1000.0
    eye = np.array([-0.2 + 0.05 * at, 1.2, 4.0])
    focal = 1.1 * width
    return CameraPose(
        world_from_camera=look_at(eye, np.array([-0.01 * at, 1.0, 0.0])),
        intrinsics_px=np.array([[focal, 0, width / 2], [0, focal, height / 2], [0, 0, 1.0]]),
        distortion=(0.0, 0.0, 0.0, 0.0, 0.0),
        near_m=0.05,
        focal_mm=27.4,
        sensor_mm=(24.89, 16.59),
        fstop=4.0,
        focus_m=4.0,
        shutter_angle_rad=3.141592653589793,
        exposure=Exposure(saturation_luminance_nit=4915.2, ev100=12.0, automatic=True),
    )


def _square(half_m: float) -> Mesh:
    corners = half_m * np.array([[-1, -1, 0], [1, -1, 0], [1, 1, 0], [-1, 1, 0]])
    return Mesh(
        positions=corners.astype(np.float32),
        normals=np.tile(np.array([0, 0, 1], dtype=np.float32), (4, 1)),
        triangles=np.array([[0, 1, 2], [0, 2, 3]], dtype=np.int32),
    )


def _stage(plan: ShadePlan) -> Stage:
    """Return a plate that slides before a wall, seen by a moving camera."""
    still = np.array([0.0, 0.0, 0.0, 1.0])
    grey = SkyPose(zenith_nit=(900, 950, 1000), horizon_nit=(900, 950, 1000), ground_nit=(3, 3, 3))

    def pose(time: Subframes) -> Pose:
        plate = compose(np.array([-0.5 + 0.08 * time / 1000.0, 1.0, 0.5]), still)
        wall = compose(np.array([0.0, 1.0, -1.0]), still)
        return Pose(
            time=time,
            world_from_item=np.stack([plate, wall]).astype(np.float32),
            skin_from_bind=np.zeros((0, 4, 4), dtype=np.float32),
            camera=_camera(time, plan.size_px),
            lights=(),
            sky=grey,
        )

    red, green = Material(base_color=(0.6, 0.1, 0.1)), Material(base_color=(0.2, 0.5, 0.3))
    return Stage(
        world_hash=WORLD,
        shot="SH010",
        clock=StageClock(fps_num=plan.rate[0], fps_den=plan.rate[1], frame_count=plan.frame_count),
        size_px=plan.size_px,
        items=(
            Item(instance=1, mesh=_square(0.4), material=red),
            Item(instance=2, mesh=_square(2.0), material=green, moving=False),
        ),
        instances=(
            Instance(instance=1, entity=PLATE, name="plate", kind="prop"),
            Instance(instance=2, entity=WALL, name="wall", kind="set"),
        ),
        pose=pose,
    )
