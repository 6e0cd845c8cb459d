"""Settings that every ComfyUI route has, and their checks at plan time."""

import os
import re
from typing import Final
from urllib.parse import urlsplit

from groundplan.errors import PlanError
from groundplan.shader.capabilities import BackendOption, Requirement
from groundplan.shader.plan import ShadePlan

__all__ = [
    "DEFAULT_SERVER", "REQUIRES", "SERVER_OPTIONS", "as_video", "check_settings", "number_of",
    "server_address", "shift_of", "timeout_of",
]  # fmt: skip

DEFAULT_SERVER: Final = "http://127.0.0.1:8188"
_VARIABLE: Final = "COMFYUI_URL"
_HOST: Final = re.compile(r"(?!.*\.\.)[A-Za-z0-9_.:%-]{1,253}")
"""A name in ASCII, or an address."""
_INSTALL: Final = "pip install 'groundplan[comfyui]'"

REQUIRES: Final = tuple(
    Requirement(module=module, install=_INSTALL) for module in ("httpx", "websockets", "av")
)

SERVER_OPTIONS: Final = (
    BackendOption(
        name="server",
        says="URL of the server; another machine only if it is named here or in the environment",
        environment=_VARIABLE,
    ),
    BackendOption(
        name="output",
        says="frames: PNG, as the model made them; video: H.264 as ComfyUI writes it",
        default="frames",
    ),
    BackendOption(name="timeout", says="seconds to wait for the result", default="7200"),
)


def server_address(given: str) -> str:
    """Return the URL of the server: what was given, else of the environment, else this machine.

    Raises:
        PlanError: It is no plain http(s) URL of a host.
    """
    address = (given or os.environ.get(_VARIABLE, "") or DEFAULT_SERVER).rstrip("/")
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
        good = parts.scheme in {"http", "https"} and bool(_HOST.fullmatch(host)) and parts.port != 0
        extra = parts.username is not None or bool(parts.query or parts.fragment)
    except ValueError:
        good, extra = False, False
    if not good or extra:
        # The address is not repeated: it may hold a password.
        raise PlanError(
            "the server of ComfyUI is no plain http or https URL", f"give one as {DEFAULT_SERVER}"
        )
    return address


def check_settings(plan: ShadePlan) -> None:
    """Refuse settings that no server could take.

    Raises:
        PlanError: A URL, a number or a choice is wrong.
    """
    if plan.options.get("server"):
        server_address(plan.options["server"])
    timeout_of(plan)
    shift_of(plan)
    if plan.options["output"] not in {"frames", "video"}:
        raise PlanError(f"output {plan.options['output']!r}", "give frames or video")


def timeout_of(plan: ShadePlan) -> float:
    """Return how long a result is waited for [s]."""
    return number_of(plan, "timeout", low=1.0, high=7 * 86400.0)


def shift_of(plan: ShadePlan) -> float:
    """Return the shift of the noise schedule, which every route has.

    Raises:
        PlanError: It is no number from 0 to 100.
    """
    return number_of(plan, "shift", low=0.0, high=100.0)


def as_video(plan: ShadePlan) -> bool:
    """Return whether the server keeps a video instead of frames."""
    return plan.options["output"] == "video"


def number_of(plan: ShadePlan, name: str, *, low: float, high: float) -> float:
    """Return a setting that is a number.

    Raises:
        PlanError: It is none, or not within the limits.
    """
    text = plan.options[name]
    try:
        number = float(text)
    except ValueError:
        number = float("nan")
    if not low <= number <= high:
        raise PlanError(f"{name} {text!r}", f"give a number from {low:g} to {high:g}")
    return number
