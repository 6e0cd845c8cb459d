"""What a clip's clock means, in words that a person reads."""

from fractions import Fraction

import numpy as np
import pytest

from groundplan.adherence.clip.clock import ClockMap, PlanClock
from groundplan.adherence.clip.clock_findings import clock_findings
from groundplan.adherence.clip.times import ClipTimes


@pytest.mark.parametrize(
    ("rate", "words"),
    [
        (Fraction(24), "it plays 1.5 times as fast"),
        (Fraction(8), "it plays 0.5 times as fast"),
        (Fraction(1, 1000), "it plays 16,000 times as slowly"),
        (Fraction(1, 1125), "it plays 18,000 times as slowly"),
    ],
)
def test_the_pace_is_a_number_that_can_be_read(rate: Fraction, words: str) -> None:
    times = ClipTimes(seconds=np.arange(9) / float(rate), rate=rate)
    plan = PlanClock(rate=Fraction(16), frame_count=9)
    found = ClockMap(start_s=0.0, speed=float(Fraction(16) / rate), found_by="count")
    (finding,) = clock_findings(times, plan, found, whole=True)
    assert finding.says.endswith(words)
    assert finding.fails
