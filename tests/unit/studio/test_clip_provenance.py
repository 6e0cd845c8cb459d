"""A provenance names no machine, user or signature."""
# What cuts a setting is asked by itself.
# pyright: reportPrivateUsage=false

import pytest

from groundplan.studio.shading.clip_provenance import _without_folders


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        ("http://gpu.local:8188", "http://gpu.local"),
        ("https://me:pw@b.example/u/media.mp4?X-Amz-Signature=S#x", "https://b.example/media.mp4"),
        ("/home/me/m", "m"),
        ("../../home/me/secret/m", "m"),
        ("C:\\Users\\me\\m", "m"),
        ("/a/b.safetensors:0.5,~/c/d.pt", "b.safetensors:0.5,d.pt"),
        ("~bob/d.pt", "d.pt"),
        ("file:///a/b.png", "b.png"),
        ("org/model", "org/model"),
    ],
)
def test_a_setting_keeps_names_and_loses_folders(value: str, kept: str) -> None:
    assert _without_folders(value) == kept
