"""Gray controls: BT.601 luma, as OpenCV rounds it."""

import numpy as np

from groundplan.shader.encoders.gray import gray_frame


def test_luma_is_that_of_opencv() -> None:
    # `cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)` of OpenCV 5.0.0 and 4.10.0.
    colors = [(255, 255, 255), (255, 0, 0), (0, 255, 0), (0, 0, 255), (10, 200, 77), (1, 2, 3)]
    gray = gray_frame(np.array([colors], dtype=np.uint8))
    assert gray[0].tolist() == [[v] * 3 for v in (255, 76, 150, 29, 129, 2)]


def test_greys_stay_what_they_are() -> None:
    ramp = np.repeat(np.arange(256, dtype=np.uint8)[None, :, None], 3, axis=2)
    assert np.array_equal(gray_frame(ramp), ramp)
