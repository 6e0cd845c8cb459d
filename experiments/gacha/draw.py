"""Draw every arm's clips of held-out worlds with the same noise, and judge them blindly.

`PYTHONPATH=experiments python3 -m gacha.draw build/gacha OUT --seconds 150`
"""

import argparse
import io
import json
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

import numpy as np
import torch
from PIL import Image

from gacha.flow import ARMS, DrawRecipe, drawn, told_to
from gacha.judging import LIMITS, NUMBERS, Truth, measured
from gacha.network import FilmNetwork
from gacha.observer import Observer, read_observer
from gacha.shards import load_worlds
from gacha.train import compile_blocks, fast, read_network
from gacha.train_judge import ceiling, cut_for_judging, truths
from gacha.views import CLIP_PX, Clips

__all__ = ["DrawPlan", "all_draws", "main"]

_KEPT: Final = 2
"""Draws of each world and arm whose pictures are kept, for people and for other judges."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawPlan:
    """How much is drawn."""

    draws: int
    seconds: float
    """No world is begun that would end later."""
    chunk: int
    """Clips at once."""
    seed: int
    recipe: DrawRecipe


def all_draws(
    network: FilmNetwork, observer: Observer, clips: Clips, *, plan: DrawPlan
) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Yield for world after world what is seen and what is kept, each `[arm, draw, ...]`.

    First classes `[frame, height, width]` of every draw, then pictures of the first few.
    """
    begun, longest = time.perf_counter(), 0.0
    for world in range(len(clips.labels)):
        start = time.perf_counter()
        if start - begun + longest > plan.seconds and world:
            print(f"draw: out of time after {world} worlds", flush=True)
            return
        films = _films(network, clips, world=world, plan=plan)
        seen = observer.seen(films.flatten(0, 1))
        kept = ((films[:, :_KEPT].float() + 1) * 127.5).round().to(torch.uint8)
        yield (
            seen.reshape(*films.shape[:2], *seen.shape[1:]),
            kept.permute(0, 1, 3, 4, 5, 2).cpu().numpy(),
        )
        longest = max(longest, time.perf_counter() - start)
        print(f"draw: world {world}, {time.perf_counter() - begun:.0f} s", flush=True)


def _films(network: FilmNetwork, clips: Clips, *, world: int, plan: DrawPlan) -> torch.Tensor:
    """Return `[arm, draw, 3, frame, height, width]`; all arms share the noise of a draw."""
    device = clips.labels.device
    random = torch.Generator().manual_seed(plan.seed * 100_003 + world)
    shape = (plan.draws, *clips.pictures.shape[1:])
    noise = torch.randn(shape, generator=random).to(device)
    told: list[tuple[torch.Tensor, ...]] = []
    for arm in ARMS.values():
        other = world if arm.own else (world + 1) % len(clips.labels)
        control = clips.control[other : other + 1]
        told.append(told_to(arm, _one(clips, world), control=control))
    words, values, control = (
        torch.cat([one[k].expand(plan.draws, *one[k].shape[1:]) for one in told]) for k in range(3)
    )
    noises = noise.repeat(len(ARMS), 1, 1, 1, 1)
    films: list[torch.Tensor] = []
    for start in range(0, len(noises), plan.chunk):
        part = slice(start, start + plan.chunk)
        with fast(device):
            films.append(
                drawn(
                    network, noises[part], words=words[part], values=values[part],
                    control=control[part], recipe=plan.recipe,
                )
            )  # fmt: skip
    return torch.cat(films).unflatten(0, (len(ARMS), plan.draws))


def _one(clips: Clips, index: int) -> Clips:
    part = slice(index, index + 1)
    return Clips(
        pictures=clips.pictures[part], control=clips.control[part], labels=clips.labels[part],
        coarse=clips.coarse[part], keys=clips.keys[part], stated=clips.stated[part],
        screen=clips.screen[part],
    )  # fmt: skip


def _judged(seen: np.ndarray, truth: Truth) -> np.ndarray:
    """Return `[arm, draw, number]`."""
    arms, draws = seen.shape[:2]
    found = measured(seen.reshape(arms * draws, *seen.shape[2:]), truth)
    return np.stack([found[name] for name in NUMBERS], -1).reshape(arms, draws, -1)


def _sheet(pictures: np.ndarray) -> np.ndarray:
    """Return frames one under another as WebP bytes."""
    out = io.BytesIO()
    sheet = np.ascontiguousarray(pictures).reshape(-1, *pictures.shape[-2:])
    Image.fromarray(sheet).save(out, "WEBP", quality=75, method=4)
    return np.frombuffer(out.getvalue(), np.uint8)


def _saved(
    out: Path,
    clips: Clips,
    films: Iterator[tuple[np.ndarray, np.ndarray]],
    *,
    held: list[Truth],
    seen: np.ndarray,
) -> tuple[np.ndarray, np.ndarray]:
    """Judge what is drawn while more is drawn, keep pictures; return numbers and the oracle's."""
    oracle = [_judged(one[None, None], t)[0, 0] for one, t in zip(seen, held, strict=True)]
    sheets: dict[str, np.ndarray] = {}
    with ThreadPoolExecutor(4) as pool:
        waiting: list[Future[np.ndarray]] = []
        for index, (classes, kept) in enumerate(films):
            waiting.append(pool.submit(_judged, classes, held[index]))
            sheets[f"world_{index}"] = _sheet(kept)
        numbers = np.stack([one.result() for one in waiting])
    previz = ((clips.pictures + 1) * 127.5).round().to(torch.uint8).permute(0, 2, 3, 4, 1)
    sheets |= {f"previz_{k}": _sheet(one) for k, one in enumerate(previz.cpu().numpy())}
    np.savez(out / "clips.npz", **sheets)  # pyright: ignore[reportArgumentType]
    return numbers.astype(np.float32), np.stack(oracle)


def _arguments(words: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seconds", type=float, required=True)
    parser.add_argument("--draws", type=int, default=32)
    parser.add_argument("--worlds", type=int, default=None)
    parser.add_argument("--steps", type=int, default=20)
    parser.add_argument("--guidance", type=float, default=2.0)
    parser.add_argument("--chunk", type=int, default=192)
    parser.add_argument("--compile", action="store_true")
    parser.add_argument("--split", default="held_out")
    parser.add_argument("--seed", type=int, default=7)
    return parser.parse_args(words)


def main(words: list[str] | None = None) -> None:
    """Draw, judge, save."""
    args = _arguments(words)
    torch.set_float32_matmul_precision("high")
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    network = read_network(args.out, device=device)
    if args.compile:
        compile_blocks(network)
    observer = read_observer(args.out / "judge.npz", device=device)
    worlds = load_worlds(sorted(args.folder.glob(f"{args.split}_*.npz")), limit=args.worlds)
    proof = ceiling(observer, worlds, seed=args.seed)
    print(f"draw: ceiling {json.dumps(proof)}", flush=True)
    clips = cut_for_judging(worlds, seed=args.seed, device=device)
    recipe = DrawRecipe(steps=args.steps, guidance=args.guidance)
    plan = DrawPlan(
        draws=args.draws, seconds=args.seconds, chunk=args.chunk, seed=args.seed, recipe=recipe
    )
    numbers, oracle = _saved(
        args.out,
        clips,
        all_draws(network, observer, clips, plan=plan),
        held=truths(worlds, clips),
        seen=observer.seen(clips.pictures),
    )
    head = {
        "arms": list(ARMS), "numbers": NUMBERS, "limits": LIMITS, "plan": asdict(plan),
        "split": args.split, "ceiling": proof, "frame_count": clips.labels.shape[1],
        "clip_px": CLIP_PX, "kept": _KEPT, "sentences": [w.brief.sentence for w in worlds],
        "device": torch.cuda.get_device_name() if device.type == "cuda" else "cpu",
    }  # fmt: skip
    packed = np.frombuffer(json.dumps(head).encode(), np.uint8)
    np.savez_compressed(args.out / "draws.npz", numbers=numbers, oracle=oracle, head=packed)
    print(f"draw: {numbers.shape[0]} worlds x {numbers.shape[1]} arms x {numbers.shape[2]} draws")


if __name__ == "__main__":
    main()
