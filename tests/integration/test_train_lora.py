"""Training an adapter on a real pipeline of tiny random weights, from disk to disk."""
# torch, diffusers and transformers carry few types, and are not always installed.
# ruff: noqa: ANN401, PLC0415
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportPrivateImportUsage=false
# pyright: reportArgumentType=false

import importlib.util
import json
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import typer
from PIL import Image
from pydantic import TypeAdapter
from typer.testing import CliRunner

from groundplan.cli import train
from groundplan.errors import CallCancelledError, CallError, InputError, OutputError
from groundplan.shader.adaptation.adapter_record import check_base, read_adapter
from groundplan.shader.adaptation.dataset import write_dataset
from groundplan.shader.adaptation.loop import Watch
from groundplan.shader.adaptation.recipe import TrainingRecipe
from groundplan.shader.adaptation.records import ItemSource
from groundplan.shader.adaptation.sample import Sample
from groundplan.shader.adaptation.training import Trained, TrainingJob, train_adapter
from groundplan.shader.diffusion.adapters import adapter_file, load_adapters
from groundplan.shader.diffusion.choice import Adapter
from groundplan.shader.diffusion.identity import weights_identity

MISSING = [
    n for n in ("torch", "diffusers", "transformers", "peft") if not importlib.util.find_spec(n)
]
pytestmark = [
    pytest.mark.torch,
    pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}"),
]

RECIPE = TrainingRecipe(
    steps=6,
    rank=4,
    alpha=8.0,
    learning_rate=2e-3,
    caption_dropout=0.25,
    dropout=0.1,
    checkpoint_every=3,
    validation_steps=2,
    validation_guidance=2.0,
    seed=7,
)


def _tokenizer() -> Any:
    from tokenizers import Tokenizer, models, pre_tokenizers, trainers
    from transformers import PreTrainedTokenizerFast

    plain = Tokenizer(models.Unigram())
    plain.pre_tokenizer = pre_tokenizers.Metaspace()
    words = ["a woman walks to a red car", "the camera dollies in", "rain at night on a street"]
    special = pad, end, unknown = ["<pad>", "</s>", "<unk>"]
    trainer = trainers.UnigramTrainer(vocab_size=44, special_tokens=special, unk_token=unknown)
    plain.train_from_iterator(words, trainer)
    return PreTrainedTokenizerFast(
        tokenizer_object=plain, pad_token=pad, eos_token=end, unk_token=unknown
    )


def _pipeline(seed: int) -> Any:
    import torch
    from diffusers import (
        AutoencoderKLWan,
        UniPCMultistepScheduler,
        WanVACEPipeline,
        WanVACETransformer3DModel,
    )
    from transformers import UMT5Config, UMT5EncoderModel

    with torch.random.fork_rng():
        torch.manual_seed(seed)
        vae = AutoencoderKLWan(
            base_dim=3, z_dim=16, dim_mult=[1, 1, 1, 1], num_res_blocks=1,
            temperal_downsample=[False, True, True],
        )  # fmt: skip
        encoder = UMT5EncoderModel(
            UMT5Config(
                vocab_size=64, d_model=16, d_kv=4, d_ff=32, num_layers=1, num_heads=2,
                feed_forward_proj="gated-gelu", is_encoder_decoder=False, use_cache=False,
            )
        )  # fmt: skip
        transformer = WanVACETransformer3DModel(
            patch_size=(1, 2, 2), num_attention_heads=2, attention_head_dim=12, in_channels=16,
            out_channels=16, text_dim=16, freq_dim=32, ffn_dim=32, num_layers=2,
            rope_max_seq_len=32, vace_layers=[0, 1], vace_in_channels=96,
        )  # fmt: skip
    scheduler = UniPCMultistepScheduler(
        prediction_type="flow_prediction", use_flow_sigmas=True, flow_shift=3.0
    )
    return WanVACEPipeline(
        tokenizer=_tokenizer(), text_encoder=encoder, vae=vae, scheduler=scheduler,
        transformer=transformer,
    )  # fmt: skip


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("base") / "tiny-vace"
    _pipeline(0).save_pretrained(str(folder))
    return folder


def _sample(name: str, shift: int, *, references: int = 0) -> Sample:
    t, y, x = np.mgrid[0:5, 0:32, 0:48]
    ramp = ((4 * x + 8 * t + shift) % 256).astype(np.uint8)
    control = np.stack([ramp] * 3, axis=-1)
    target = np.stack([255 - ramp, (y * 7).astype(np.uint8), ramp // 2], axis=-1)
    return Sample(
        name=name, caption="a woman walks to a red car", control="depth", control_clip=control,
        target=target, references=tuple(target[k] for k in range(references)), rate=Fraction(16),
        source=ItemSource(
            project="bench", world_hash="0" * 64, shot="s1", backend="wan-vace",
            capabilities_version="1", target="previz",
        ),
        licence="CC0-1.0",
    )  # fmt: skip


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data") / "set"
    write_dataset([_sample("a", 0), _sample("b", 90, references=1), _sample("c", 40)], folder)
    return folder


@pytest.fixture(scope="module")
def one_clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("one") / "set"
    write_dataset([_sample("a", 0)], folder)
    return folder


def _train(
    dataset: Path, base: Path, out: Path, recipe: TrainingRecipe = RECIPE, **more: Any
) -> Trained:
    watch = more.pop("watch", Watch())
    job = TrainingJob(
        dataset=dataset, model=base, out=out, recipe=recipe, device="cpu", command="test", **more
    )
    return train_adapter(job, watch)


@pytest.fixture(scope="module")
def trained(dataset: Path, base: Path, tmp_path_factory: pytest.TempPathFactory) -> Trained:
    return _train(dataset, base, tmp_path_factory.mktemp("run") / "out")


def _weights(folder: Path) -> bytes:
    return (folder / "pytorch_lora_weights.safetensors").read_bytes()


def test_the_loss_of_one_clip_goes_down(one_clip: Path, base: Path, tmp_path: Path) -> None:
    recipe = replace(
        RECIPE, steps=40, rank=8, learning_rate=2e-2, dropout=0.0, caption_dropout=0.0,
        validation_clips=0, checkpoint_every=0,
    )  # fmt: skip
    found = _train(one_clip, base, tmp_path / "out", recipe).figures
    (first_step, first), (last_step, last) = found.validations
    assert (first_step, last_step) == (0, 40)
    assert last < 0.9 * first
    assert np.mean(found.losses[-10:]) < np.mean(found.losses[:10])


def test_a_run_in_two_parts_is_the_run_in_one(
    dataset: Path, base: Path, trained: Trained, tmp_path: Path
) -> None:
    _train(dataset, base, tmp_path / "out", replace(RECIPE, steps=3))
    again = _train(dataset, base, tmp_path / "out", resume=True)
    assert _weights(tmp_path / "out") == _weights(trained.folder)
    assert again.record == trained.record
    assert again.figures.losses == trained.figures.losses


def test_a_run_that_is_stopped_goes_on_exactly(
    dataset: Path, base: Path, trained: Trained, tmp_path: Path
) -> None:
    steps: list[int] = []
    watch = Watch(training=lambda done, _: steps.append(done), cancelled=lambda: len(steps) == 2)
    with pytest.raises(CallCancelledError, match="after 2 of 6 steps"):
        _train(dataset, base, tmp_path / "out", watch=watch)
    assert not (tmp_path / "out/pytorch_lora_weights.safetensors").exists()
    _train(dataset, base, tmp_path / "out", resume=True)
    assert _weights(tmp_path / "out") == _weights(trained.folder)


KILLED = """
import sys
from pathlib import Path
from groundplan.shader.adaptation.loop import Watch
from groundplan.shader.adaptation.recipe import TrainingRecipe
from groundplan.shader.adaptation.training import TrainingJob, train_adapter
from pydantic import TypeAdapter
data, base, out, recipe = sys.argv[1:]
recipe = TypeAdapter(TrainingRecipe).validate_json(recipe)
job = TrainingJob(
    dataset=Path(data), model=Path(base), out=Path(out), recipe=recipe, device="cpu"
)
train_adapter(job, Watch(training=lambda done, _: print(done, flush=True)))
"""


def test_a_run_that_is_killed_goes_on_exactly(
    dataset: Path, base: Path, trained: Trained, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    recipe = TypeAdapter(TrainingRecipe).dump_json(replace(RECIPE, checkpoint_every=2)).decode()
    run = [sys.executable, "-W", "ignore", "-c", KILLED, str(dataset), str(base), str(out), recipe]
    with subprocess.Popen(run, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        assert process.stdout is not None
        for line in process.stdout:
            if line.strip() == "3":
                process.kill()
                break
    assert (out / "checkpoints/000002/state.json").exists()
    assert not (out / "pytorch_lora_weights.safetensors").exists()
    _train(dataset, base, out, resume=True)
    assert _weights(out) == _weights(trained.folder)


def test_another_seed_gives_other_weights(
    dataset: Path, base: Path, trained: Trained, tmp_path: Path
) -> None:
    _train(dataset, base, tmp_path / "out", replace(RECIPE, seed=8, validation_clips=0))
    assert _weights(tmp_path / "out") != _weights(trained.folder)


def _film(pipe: Any) -> np.ndarray:
    import torch

    sample = _sample("a", 0)
    return pipe(
        prompt=sample.caption,
        video=[Image.fromarray(frame) for frame in sample.control_clip],
        height=32, width=48, num_frames=5, num_inference_steps=3, guidance_scale=1.0,
        generator=torch.Generator("cpu").manual_seed(0), output_type="np",
    ).frames  # fmt: skip


def _fresh(base: Path) -> Any:
    from diffusers import WanVACEPipeline

    pipe = WanVACEPipeline.from_pretrained(str(base), local_files_only=True)
    pipe.set_progress_bar_config(disable=True)
    return pipe


def test_the_adapter_loads_in_diffusers_and_has_its_effect(
    base: Path, dataset: Path, trained: Trained
) -> None:
    from groundplan.shader.adaptation.checkpoints import load_latest
    from groundplan.shader.adaptation.lora import LoraWeights

    del dataset
    plain = _film(_fresh(base))
    loaded = _fresh(base)
    loaded.load_lora_weights(str(trained.folder))
    filmed = _film(loaded)
    assert np.abs(filmed - plain).max() > 1e-4
    assert np.array_equal(_film(loaded), filmed)  # no dropout is left in it
    own = _fresh(base)
    progress = load_latest(trained.folder / "checkpoints")
    assert progress is not None
    weights = LoraWeights(own.transformer, RECIPE)
    weights.load(progress.weights)
    own.transformer.eval()
    assert np.array_equal(_film(own), filmed)
    assert weights.file_bytes() == _weights(trained.folder)


def test_the_weights_are_named_as_diffusers_names_them(base: Path) -> None:
    from peft.utils import get_peft_model_state_dict

    from groundplan.shader.adaptation.lora import LoraWeights

    transformer = _fresh(base).transformer
    ours = LoraWeights(transformer, RECIPE).tensors()
    theirs = get_peft_model_state_dict(transformer, adapter_name="default")
    assert set(ours) == set(theirs)


def test_the_adapter_names_its_base_and_refuses_another(
    base: Path, trained: Trained, tmp_path: Path
) -> None:
    record = read_adapter(trained.folder)
    check_base(record, weights_identity(base))
    _pipeline(1).save_pretrained(str(tmp_path / "other"))
    with pytest.raises(InputError, match="belongs to tiny-vace"):
        check_base(record, weights_identity(tmp_path / "other"))


def test_the_diffusers_backends_take_it_on_its_base_only(base: Path, trained: Trained) -> None:
    file = adapter_file(Adapter(path=str(trained.folder), scale=1.0))
    loaded = _fresh(base)
    found = load_adapters(loaded, (file,), base={"model": weights_identity(base)})
    assert found == {"lora_0": trained.record.adapter_sha256}
    own = _fresh(base)
    own.load_lora_weights(str(trained.folder))
    assert np.array_equal(_film(loaded), _film(own))
    with pytest.raises(CallError, match="was trained on the model"):
        load_adapters(_fresh(base), (file,), base={"model": "0" * 64})


def test_the_card_says_what_it_is_made_of(trained: Trained, base: Path) -> None:
    card = (trained.folder / "README.md").read_text()
    for word in (weights_identity(base), trained.record.dataset_sha256, "3 x CC0-1.0", "rank 4"):
        assert word in card
    assert "nothing is held out" in card
    assert "| validation loss after 0 steps |" in card
    assert str(trained.folder) not in card


def test_validation_frames_are_drawn_for_people(trained: Trained) -> None:
    assert [path.name for path in trained.sheets] == ["000000.png", "000006.png"]
    with Image.open(trained.sheets[-1]) as sheet:
        assert sheet.width == 1920


def test_the_log_has_a_line_per_step(trained: Trained) -> None:
    lines = [
        json.loads(line) for line in (trained.folder / "training.log").read_text().splitlines()
    ]
    assert [line["step"] for line in lines if "loss" in line] == [1, 2, 3, 4, 5, 6]
    assert all(line["gradient_norm"] > 0 for line in lines if "loss" in line)


def test_only_two_checkpoints_are_kept(trained: Trained) -> None:
    names = sorted(path.name for path in (trained.folder / "checkpoints").iterdir())
    assert names == ["000003", "000006"]


@contextmanager
def _file_limit(size: int) -> Generator[None]:
    """Let no file grow beyond a size, as a full disk does."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk_leaves_the_checkpoint_before(
    dataset: Path, base: Path, trained: Trained, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    _train(dataset, base, out, replace(RECIPE, steps=3))
    with _file_limit(8192), pytest.raises(OutputError, match="step 6 cannot be written"):
        _train(dataset, base, out, resume=True)
    assert [path.name for path in (out / "checkpoints").iterdir()] == ["000003"]
    _train(dataset, base, out, resume=True)
    assert _weights(out) == _weights(trained.folder)


def test_a_damaged_checkpoint_is_not_passed_over(
    dataset: Path, base: Path, trained: Trained, tmp_path: Path
) -> None:
    shutil.copytree(trained.folder, tmp_path / "out")
    path = tmp_path / "out/checkpoints/000006/adapter.safetensors"
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(bytes(data))
    with pytest.raises(InputError, match="000006 is damaged"):
        _train(dataset, base, tmp_path / "out", replace(RECIPE, steps=8), resume=True)


@pytest.mark.parametrize(
    ("change", "says"),
    [({"rank": 8, "alpha": 8.0}, "begun with rank 4"), ({"steps": 5}, "made 6 steps already")],
    ids=["rank", "steps"],
)
def test_a_run_goes_on_only_as_it_was_begun(
    dataset: Path, base: Path, trained: Trained, change: dict[str, Any], says: str
) -> None:
    with pytest.raises(InputError, match=says):
        _train(dataset, base, trained.folder, replace(RECIPE, **change), resume=True)


def test_another_dataset_or_base_is_refused(
    one_clip: Path, dataset: Path, base: Path, trained: Trained, tmp_path: Path
) -> None:
    with pytest.raises(InputError, match="another dataset"):
        _train(one_clip, base, trained.folder, resume=True)
    _pipeline(1).save_pretrained(str(tmp_path / "other"))
    with pytest.raises(InputError, match="another base model"):
        _train(dataset, tmp_path / "other", trained.folder, resume=True)


def test_a_run_in_use_or_not_there_is_told(
    dataset: Path, base: Path, trained: Trained, tmp_path: Path
) -> None:
    with pytest.raises(OutputError, match="is not empty"):
        _train(dataset, base, trained.folder)
    with pytest.raises(InputError, match="holds no run"):
        _train(dataset, base, tmp_path / "none", resume=True)


def test_a_base_in_half_precision_trains_too(one_clip: Path, base: Path, tmp_path: Path) -> None:
    recipe = replace(
        RECIPE, steps=2, precision="bfloat16", gradient_checkpointing=True, validation_clips=0
    )
    found = _train(one_clip, base, tmp_path / "out", recipe).figures
    assert all(1.0 < loss < 2.0 for loss in found.losses)


def test_held_out_items_are_validated_with_and_never_trained_on(
    dataset: Path, one_clip: Path, base: Path, tmp_path: Path
) -> None:
    recipe = replace(RECIPE, steps=2, holdout=2, validation_clips=0, batch=2)
    found = _train(dataset, base, tmp_path / "out", recipe)
    assert "held-out items" in (found.folder / "README.md").read_text()
    with pytest.raises(InputError, match="held out"):
        _train(one_clip, base, tmp_path / "two", replace(recipe, holdout=1))


@pytest.mark.parametrize(
    ("shape", "says"),
    [((6, 32, 48), "export it with 5 or 9"), ((5, 32, 40), "export it at")],
    ids=["frames", "size"],
)
def test_a_clip_that_the_model_would_round_is_refused(
    base: Path, tmp_path: Path, shape: tuple[int, int, int], says: str
) -> None:
    clip = np.zeros((*shape, 3), dtype=np.uint8)
    sample = replace(_sample("a", 0), control_clip=clip, target=clip)
    write_dataset([sample], tmp_path / "set")
    with pytest.raises(InputError, match=says):
        _train(tmp_path / "set", base, tmp_path / "out")


def test_a_target_that_is_no_layer_is_named(dataset: Path, base: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"there are .*attn1\.to_q"):
        _train(dataset, base, tmp_path / "out", replace(RECIPE, targets=("to_qq",)))


def test_a_folder_that_is_no_model_is_told(dataset: Path, tmp_path: Path) -> None:
    (tmp_path / "model").mkdir()
    (tmp_path / "model/x.safetensors").write_bytes(b"x")
    with pytest.raises(InputError, match="no diffusers model"):
        _train(dataset, tmp_path / "model", tmp_path / "out")


def test_the_frozen_base_is_not_changed(base: Path, trained: Trained) -> None:
    assert read_adapter(trained.folder).base_sha256 == weights_identity(base)


def test_our_noise_is_the_pipelines_own(base: Path) -> None:
    """With the true velocity, the pipeline's scheduler arrives at the clean latents."""
    import torch

    scheduler = _fresh(base).scheduler
    generator = torch.Generator("cpu").manual_seed(0)
    clean = torch.randn((1, 16, 2, 4, 6), generator=generator)
    noise = torch.randn(clean.shape, generator=generator)
    scheduler.set_timesteps(8)
    latents = noise
    for timestep in scheduler.timesteps:
        latents = scheduler.step(noise - clean, timestep, latents, return_dict=False)[0]
    assert torch.allclose(latents, clean, atol=1e-4)


def _run(*arguments: str) -> tuple[int, str, BaseException | None]:
    app = typer.Typer()
    train.register(app)
    result = CliRunner().invoke(app, ["train", *arguments])
    return result.exit_code, result.stdout, result.exception


def test_the_command_trains_and_tells(one_clip: Path, base: Path, tmp_path: Path) -> None:
    status, told, _ = _run(
        "lora", str(one_clip), "--model", str(base), "-o", str(tmp_path / "out"), "--steps", "2",
        "--rank", "2", "--validation-clips", "0", "--device", "cpu", "--json",
    )  # fmt: skip
    assert status == 0
    found = json.loads(told)
    assert (found["steps"], found["base_sha256"]) == (2, weights_identity(base))
    card = (tmp_path / "out/README.md").read_text()
    line = "groundplan train lora set --model tiny-vace -o out --steps 2 --rank 2 --alpha 2"
    assert f"```\n{line}\n```" in card


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--rank", "0"), "--rank 0 cannot be used; Input should be greater than or equal to 1"),
        (("--precision", "int4"), "--precision int4 cannot be used"),
        (("--device", "tpu"), "there is no device 'tpu'"),
        (("--device", "cuda:99"), "there is no device cuda:99"),
    ],
    ids=["rank", "precision", "device", "cuda"],
)
def test_a_wrong_option_is_one_line(
    one_clip: Path, base: Path, tmp_path: Path, options: tuple[str, str], says: str
) -> None:
    out = tmp_path / "out"
    status, _, error = _run("lora", str(one_clip), "--model", str(base), "-o", str(out), *options)
    assert status != 0
    assert says in str(error)
    assert not out.exists()


def test_control_c_is_asked_for_between_steps() -> None:
    # Started in the background, a process ignores it from the beginning.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    with train.stop_asked() as cancelled:
        assert not cancelled()
        signal.raise_signal(signal.SIGINT)
        assert cancelled()
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    signal.signal(signal.SIGINT, before)
