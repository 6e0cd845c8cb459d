"""Cosmos Transfer on a tiny model, with a guardrail that the test supplies."""
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportPrivateImportUsage=false
# pyright: reportArgumentType=false
# ruff: noqa: ANN401
# Pipelines of diffusers are typed only in part.

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import numpy as np
import pytest

from groundplan.errors import CallError, MissingExtraError
from groundplan.passes.pack import ControlPack
from groundplan.shader.backends.cosmos_transfer import CosmosTransfer
from groundplan.shader.brief import ShotBrief
from groundplan.shader.call import ShaderCall
from groundplan.shader.plan import ShadePlan
from groundplan.shader.port import CallSession
from groundplan.shader.wish import ShadeWish

pytestmark = [
    pytest.mark.torch,
    # safetensors and diffusers, on import and on saving.
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::FutureWarning"),
]

Pack = Callable[[ShadePlan], ControlPack]
CHAT: Final = (
    "{% for m in messages %}{% for c in m['content'] %}{{ c['text'] }} {% endfor %}{% endfor %}"
)
SHARED: Final[dict[str, Any]] = {
    "num_attention_heads": 2, "attention_head_dim": 16, "mlp_ratio": 1.0, "text_embed_dim": 16,
    "adaln_lora_dim": 4, "max_size": (32, 32, 32), "patch_size": (1, 2, 2),
    "rope_scale": (1.0, 3.0, 3.0), "extra_pos_embed_type": None, "use_crossattn_projection": True,
    "crossattn_proj_in_channels": 32, "encoder_hidden_states_channels": 16,
    "img_context_dim_in": 16, "img_context_dim_out": 32,
}  # fmt: skip


class Lenient:
    """A guardrail that lets all pass, or blanks all that is seen."""

    def __init__(self, *, blanks: bool = False) -> None:
        """Let all pass, unless told otherwise."""
        self._blanks = blanks

    def to(self, device: object) -> object:
        """Stay where it is."""
        del device
        return self

    def check_text_safety(self, prompt: str) -> bool:
        """Return whether a prompt may be used."""
        return "forbidden" not in prompt

    def check_video_safety(self, frames: np.ndarray) -> np.ndarray | None:
        """Return the frames, or nothing."""
        return None if self._blanks else frames


@pytest.fixture(scope="module")
def tiny_cosmos(
    tmp_path_factory: pytest.TempPathFactory, tiny_model: Callable[[str], Path]
) -> tuple[Path, Path]:
    """Return the folders of a tiny model without control network, and of its network."""
    if find_spec("torchvision") is None:
        pytest.skip("Cosmos needs torchvision, which is not installed: pip install torchvision")
    import diffusers
    import torch
    from transformers import Qwen2_5_VLForConditionalGeneration

    vace = diffusers.WanVACEPipeline.from_pretrained(tiny_model("wan-vace"), local_files_only=True)
    vace.tokenizer.chat_template = CHAT
    torch.manual_seed(7)
    network = diffusers.CosmosControlNetModel(
        n_controlnet_blocks=2, in_channels=18, latent_channels=18, model_channels=32, **SHARED
    )
    for weight in network.parameters():
        if not weight.abs().max():
            torch.nn.init.normal_(weight, std=0.05)
    pipeline = diffusers.Cosmos2_5_TransferPipeline(
        text_encoder=Qwen2_5_VLForConditionalGeneration(_qwen()),
        tokenizer=vace.tokenizer,
        transformer=diffusers.CosmosTransformer3DModel(
            in_channels=17, out_channels=16, num_layers=2, controlnet_block_every_n=1,
            img_context_num_tokens=4, **SHARED,
        ),
        vae=vace.vae,
        scheduler=diffusers.UniPCMultistepScheduler(
            prediction_type="flow_prediction", use_flow_sigmas=True
        ),
        controlnet=network,
        safety_checker=Lenient(),
    )  # fmt: skip
    pipeline.register_modules(safety_checker=None, controlnet=None)
    folder = tmp_path_factory.mktemp("cosmos")
    pipeline.save_pretrained(folder / "model", safe_serialization=True)
    network.save_pretrained(folder / "depth", safe_serialization=True)
    return folder / "model", folder / "depth"


def _qwen() -> Any:
    from transformers import Qwen2_5_VLConfig

    text = {
        "vocab_size": 64, "hidden_size": 16, "intermediate_size": 16, "num_hidden_layers": 2,
        "num_attention_heads": 2, "num_key_value_heads": 1, "bos_token_id": 3, "eos_token_id": 1,
        "rope_scaling": {"rope_type": "default", "mrope_section": [1, 1, 2]},
    }  # fmt: skip
    eyes = {
        "depth": 1, "hidden_size": 16, "intermediate_size": 16, "num_heads": 2,
        "out_hidden_size": 16, "fullatt_block_indexes": [0],
    }  # fmt: skip
    tokens = {
        "image_token_id": 5, "video_token_id": 6, "vision_start_token_id": 7,
        "vision_end_token_id": 8, "vision_token_id": 9,
    }  # fmt: skip
    return Qwen2_5_VLConfig(text_config=text, vision_config=eyes, **tokens)


def _call(
    brief: ShotBrief, pack_of: Pack, *, frames: int = 9, prompt: str = "", **options: str
) -> ShaderCall:
    shader = CosmosTransfer(Lenient())
    given = tuple(({"device": "cpu"} | options).items())
    wish = ShadeWish(size_px=(112, 64), frame_count=frames, steps=2, prompt=prompt, options=given)
    plan = shader.plan(brief, wish)
    return shader.encode(plan, pack_of(plan))


def test_every_number_that_the_pipeline_would_guess_is_given(
    brief: ShotBrief, pack_of: Pack
) -> None:
    request = _call(brief, pack_of).arguments
    assert isinstance(request, dict)
    call = request["call"]
    assert isinstance(call, dict)
    assert (call["width"], call["height"], call["num_frames"]) == (112, 64, 9)
    assert call["num_frames_per_chunk"] == 9


def test_without_torchvision_it_says_so(brief: ShotBrief, pack_of: Pack) -> None:
    if find_spec("torchvision") is not None:
        pytest.skip("torchvision is installed")
    with pytest.raises(MissingExtraError, match="torchvision is not installed"):
        CosmosTransfer(Lenient()).submit(_call(brief, pack_of), session=CallSession())


def test_a_network_of_another_control_is_refused(brief: ShotBrief, pack_of: Pack) -> None:
    call = _call(brief, pack_of, controlnet="/models/controlnet-edge")
    with pytest.raises(CallError, match="is of edge, the control is depth"):
        CosmosTransfer(Lenient()).submit(call, session=CallSession())


def test_it_runs_twice_alike_and_follows_its_control(
    brief: ShotBrief, pack_of: Pack, tiny_cosmos: tuple[Path, Path]
) -> None:
    model, network = (str(path) for path in tiny_cosmos)
    shader = CosmosTransfer(Lenient())
    told: list[tuple[int, int]] = []
    session = CallSession(progress=lambda done, total: told.append((done, total)))
    call = _call(brief, pack_of, model=model, controlnet=network)
    made = shader.submit(call, session=session)
    assert told == [(1, 2), (2, 2)]
    assert made.frames is not None
    assert set(made.weights) == {"model", "settings", "controlnet"}
    again = CosmosTransfer(Lenient()).submit(call, session=CallSession()).frames
    assert again is not None
    assert np.array_equal(again, made.frames)


@pytest.mark.parametrize(("blanks", "prompt"), [(True, "a street"), (False, "forbidden")])
def test_what_the_guardrail_stops_is_an_error(
    brief: ShotBrief, pack_of: Pack, tiny_cosmos: tuple[Path, Path], *, blanks: bool, prompt: str
) -> None:
    model, network = (str(path) for path in tiny_cosmos)
    call = _call(brief, pack_of, prompt=prompt, model=model, controlnet=network)
    with pytest.raises(CallError, match=r"guardrail blanked|unsafe text"):
        CosmosTransfer(Lenient(blanks=blanks)).submit(call, session=CallSession())
