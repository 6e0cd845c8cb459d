"""Masks in both polarities."""

import numpy as np
import pytest

from groundplan.errors import InputError, PlanError
from groundplan.passes.pack import ControlPack
from groundplan.shader.encoders.masks import (
    anchored_clip,
    anchored_frames,
    blanked_clip,
    mask_clip,
)
from groundplan.shader.plan import Window
from groundplan.shader.port import Anchor

WHOLE = Window(first=0, count=9)
PLATE = "0" * 25 + "1"


def test_without_entities_all_is_generated(plate_pack: ControlPack) -> None:
    mask = mask_clip(plate_pack, WHOLE)
    assert mask.shape == (9, 64, 96, 3)
    assert np.all(mask == 255)
    assert not np.any(mask_clip(plate_pack, WHOLE, polarity="black_generates"))


def test_an_entity_is_generated_where_it_shows(plate_pack: ControlPack) -> None:
    mask = mask_clip(plate_pack, Window(first=2, count=3), entities=(PLATE,))
    shown = plate_pack["instance"][2:5] == 1
    assert np.array_equal(mask, np.repeat(shown[..., None] * np.uint8(255), 3, axis=3))


def test_polarities_are_each_others_negative(plate_pack: ControlPack) -> None:
    white = mask_clip(plate_pack, WHOLE, entities=(PLATE,), kept=(0, 4))
    black = mask_clip(plate_pack, WHOLE, entities=(PLATE,), kept=(0, 4), polarity="black_generates")
    assert np.array_equal(white, 255 - black)


def test_dilation_grows_a_square_to_every_side(plate_pack: ControlPack) -> None:
    window = Window(first=0, count=1)
    shown = plate_pack["instance"][0] == 1
    padded = np.pad(shown, 3)
    grown = np.zeros_like(shown)
    for dy in range(7):
        for dx in range(7):
            grown |= padded[dy : dy + 64, dx : dx + 96]
    mask = mask_clip(plate_pack, window, entities=(PLATE,), dilation_px=3)
    assert np.array_equal(mask[0, ..., 0] == 255, grown)


def test_dilation_beyond_the_picture_fills_it(plate_pack: ControlPack) -> None:
    mask = mask_clip(plate_pack, WHOLE, entities=(PLATE,), dilation_px=200)
    assert np.all(mask == 255)


def test_kept_frames_are_black_for_vace(plate_pack: ControlPack) -> None:
    window = Window(first=4, count=5, anchored=2)
    mask = mask_clip(plate_pack, window, kept=anchored_frames(window))
    assert not np.any(mask[:2])
    assert np.all(mask[2:] == 255)


@pytest.mark.parametrize("kept", [(5,), (-1,)])
def test_a_kept_frame_outside_the_window_is_refused(
    plate_pack: ControlPack, kept: tuple[int, ...]
) -> None:
    with pytest.raises(InputError, match="the window has 0 to 4"):
        mask_clip(plate_pack, Window(first=4, count=5), kept=kept)


def test_an_unknown_entity_is_refused_with_those_there_are(plate_pack: ControlPack) -> None:
    with pytest.raises(InputError, match=r"'anna' is not in the shot; it has .*plate"):
        mask_clip(plate_pack, WHOLE, entities=("anna",))


def test_generated_areas_of_a_control_are_grey(plate_pack: ControlPack) -> None:
    control = plate_pack["beauty"][0:9]
    mask = mask_clip(plate_pack, WHOLE, entities=(PLATE,))
    blank = blanked_clip(control, mask)
    made = mask[..., 0] == 255
    assert np.all(blank[made] == 128)
    assert np.array_equal(blank[~made], control[~made])
    other = blanked_clip(control, 255 - mask, polarity="black_generates")
    assert np.array_equal(blank, other)


def test_a_mask_of_another_shape_is_refused(plate_pack: ControlPack) -> None:
    control = plate_pack["beauty"][0:9]
    with pytest.raises(PlanError, match="a mask of"):
        blanked_clip(control, control[:8])


def test_an_anchor_stands_where_the_window_before_made_frames(plate_pack: ControlPack) -> None:
    window, control = Window(first=4, count=5, anchored=2), plate_pack["beauty"][4:9]
    anchor = Anchor(frames=np.full((2, 64, 96, 3), 7, dtype=np.uint8))
    joined = anchored_clip(control, anchor, window=window)
    assert np.all(joined[:2] == 7)
    assert np.array_equal(joined[2:], control[2:])
    assert not np.any(control[:2] == 7), "the clip that was given is left as it was"


@pytest.mark.parametrize("count", [None, 1, 3])
def test_a_wrong_or_missing_anchor_is_refused(plate_pack: ControlPack, count: int | None) -> None:
    frames = np.zeros((count or 0, 64, 96, 3), dtype=np.uint8)
    anchor = None if count is None else Anchor(frames=frames)
    with pytest.raises(PlanError, match="an anchor of"):
        anchored_clip(
            plate_pack["beauty"][4:9], anchor, window=Window(first=4, count=5, anchored=2)
        )
