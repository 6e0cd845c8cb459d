"""Which backends there are, what each claims, and what is missing here to use it."""

import importlib.util
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Final

from groundplan.errors import GroundplanError, MissingExtraError, PlanError
from groundplan.shader.capabilities import Capabilities, Price
from groundplan.shader.wish import ShadeWish
from groundplan.studio.overview import Table
from groundplan.studio.registry import check_shader_name, shader, shader_names

__all__ = [
    "BackendState",
    "backend_states",
    "backend_table",
    "check_ready",
    "claim_tables",
    "short_table",
]

_HEADERS: Final = (
    "backend", "controls", "frames", "size", "fps", "refs", "keyframes", "licence", "cost", "here",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class BackendState:
    """One backend on this machine."""

    name: str
    claims: Capabilities | None
    """None: it is registered, and cannot be loaded."""
    missing: tuple[str, ...]
    """What it needs and what would be right, a line each; none: it can be called."""

    def as_json(self) -> dict[str, object]:
        """Return it as a capability record of `groundplan backends --json`."""
        claims: dict[str, object] = {} if self.claims is None else asdict(self.claims)
        return {**claims, "name": self.name, "installed": not self.missing, "missing": self.missing}


def backend_states(name: str = "") -> tuple[BackendState, ...]:
    """Return every registered backend, in the order of families and names; or the one of a name.

    Raises:
        InputError: There is no backend of that name.
    """
    if name:
        check_shader_name(name)
    found = [_state(one) for one in ((name,) if name else shader_names())]
    order = ("embedded", "diffusers", "comfyui", "hosted", "other")
    return tuple(
        sorted(found, key=lambda s: (order.index(s.claims.family) if s.claims else 9, s.name))
    )


def check_ready(claims: Capabilities, wish: ShadeWish) -> None:
    """Refuse a call that cannot be made here, before anything is rendered for it.

    Raises:
        MissingExtraError: A module is not installed.
        PlanError: A setting is missing.
    """
    for one in claims.requires:
        if importlib.util.find_spec(one.module) is None:
            raise MissingExtraError(f"{claims.name} needs {one.module}", one.install)
    for option in claims.options:
        given = wish.option(option.name, option.default)
        there = option.environment and os.environ.get(option.environment)
        if option.required and not given and not there:
            raise PlanError(
                f"{claims.name} needs a {option.name}: {option.says}",
                f"give it with --set {option.name}=…; a --dry-run needs none",
            )


def backend_table(states: Sequence[BackendState]) -> Table:
    """Return the backends as people read them."""
    return Table(title="Backends", headers=_HEADERS, rows=tuple(_row(state) for state in states))


def short_table(states: Sequence[BackendState]) -> Table:
    """Return the backends in few columns, for a terminal."""
    return Table(
        title="Backends (groundplan backends NAME says all of one)",
        headers=("backend", "takes", "makes", "terms", "here"),
        rows=tuple(_short(state) for state in states),
    )


def claim_tables(state: BackendState) -> tuple[Table, ...]:
    """Return all that one backend claims, its settings, and what is missing here."""
    claims = state.claims
    if claims is None:
        return (Table(title=state.name, headers=("missing",), rows=((state.missing[0],),)),)
    values = zip(_HEADERS[1:-1], _row(state)[1:-1], strict=True)
    more = [("how it is given", claims.title), *(("note", note) for note in claims.notes)]
    settings = tuple((f"--set {o.name}=", o.default, o.says) for o in claims.options)
    return (
        Table(title=state.name, headers=("what", "value"), rows=(*more, *values)),
        Table(title="Settings", headers=("setting", "default", "what it is"), rows=settings),
        Table(title="Missing here", headers=("what",), rows=tuple((one,) for one in state.missing)),
    )


def _short(state: BackendState) -> tuple[str, ...]:
    # "--set model=… (what it is)": the first words are enough here.
    here = "; ".join(line.partition(" (")[0] for line in state.missing) or "ready"
    if state.claims is None:
        return (state.name, "", "", "", here)
    claims = state.claims
    clip = f"{_frames(claims)} at {claims.rates.says()} fps; {claims.sizes.says()}"
    terms = _licence(claims) + (f"; {_cost(claims.price)}" if claims.price else "")
    return (claims.name, " ".join(claims.controls), clip, terms, here)


def _state(name: str) -> BackendState:
    try:
        claims = shader(name).capabilities
    except GroundplanError as error:
        return BackendState(name=name, claims=None, missing=(str(error),))
    return BackendState(name=name, claims=claims, missing=tuple(_missing(claims)))


def _missing(claims: Capabilities) -> list[str]:
    lines = [r.install for r in claims.requires if importlib.util.find_spec(r.module) is None]
    if claims.key_variable and not os.environ.get(claims.key_variable):
        lines.append(f"a key in {claims.key_variable}, or in the keyring")
    for option in claims.options:
        given = option.environment and os.environ.get(option.environment)
        if option.required and not option.default and not given:
            lines.append(f"--set {option.name}=… ({option.says})")
    return list(dict.fromkeys(lines))


def _row(state: BackendState) -> tuple[str, ...]:
    claims = state.claims
    here = "; ".join(state.missing) or "ready"
    if claims is None:
        return (state.name, *([""] * (len(_HEADERS) - 2)), here)
    return (
        claims.name, " ".join(claims.controls), _frames(claims),
        claims.sizes.says(), claims.rates.says(), str(claims.references_most),
        claims.keyframes, _licence(claims), _cost(claims.price), here,
    )  # fmt: skip


def _frames(claims: Capabilities) -> str:
    windows = f", windows of {claims.frames.maximum}" if claims.windows else ""
    return claims.frames.says() + windows


def _licence(claims: Capabilities) -> str:
    return claims.licence.name + ("" if claims.licence.commercial else " (not commercial)")


def _cost(price: Price | None) -> str:
    if price is None:
        return "own machine"
    return f"{price.amount:g} {price.currency}/{'s' if price.per == 'second' else price.per}"
