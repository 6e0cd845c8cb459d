"""Servers, numbers and adapters are checked before anything is rendered or sent."""

import pytest

from groundplan.errors import PlanError
from groundplan.shader.comfy.settings import DEFAULT_SERVER, server_address
from groundplan.shader.comfy.stage_nodes import Lora, lora_of


def test_this_machine_is_asked_where_nothing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COMFYUI_URL", raising=False)
    assert server_address("") == DEFAULT_SERVER
    monkeypatch.setenv("COMFYUI_URL", "https://studio.example/comfy/")
    assert server_address("") == "https://studio.example/comfy"
    assert server_address("http://[::1]:8188") == "http://[::1]:8188"


@pytest.mark.parametrize(
    "address",
    [
        "studio:8188", "ftp://studio", "file:///etc/passwd", "http://", "http://user:secret@studio",
        "http://studio/?token=secret", "http://studio/#x", "http://studio:99999", "http://[::1",
        "http://my server:8188", "http://exämple..com", "http://a..b",
    ],
)  # fmt: skip
def test_an_odd_server_is_refused_without_repeating_it(address: str) -> None:
    with pytest.raises(PlanError, match="no plain http or https URL") as caught:
        server_address(address)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "lora"),
    [
        ("", None),
        ("a.safetensors", Lora(name="a.safetensors", strength=1.0)),
        ("sub/a.safetensors:0.3", Lora(name="sub/a.safetensors", strength=0.3)),
    ],
)
def test_an_adapter_is_a_name_and_a_strength(text: str, lora: Lora | None) -> None:
    assert lora_of(text) == lora


@pytest.mark.parametrize("text", ["a.safetensors:strong", ":1", "a.safetensors:11", "a:nan"])
def test_an_adapter_without_a_right_strength_is_refused(text: str) -> None:
    with pytest.raises(PlanError, match=r"name\.safetensors:0\.8"):
        lora_of(text)
