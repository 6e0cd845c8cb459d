"""Parts that cars and machines share."""

from groundplan.assets.draft import Draft

__all__ = ["car_lights", "four_wheels", "road_wheel"]


def road_wheel(  # noqa: PLR0917 - a table of shapes reads best in a row
    d: Draft, at: tuple[float, float, float], radius: float, width: float = 0.22
) -> None:
    """Draw a tyred wheel that turns about X."""
    d.cylinder(radius, width, "rubber", at=at, axis="x")
    d.cylinder(0.6 * radius, 1.06 * width, "metal", at=at, axis="x")


def four_wheels(  # noqa: PLR0917 - a table of shapes reads best in a row
    d: Draft, half: tuple[float, float], radius: float, width: float = 0.22
) -> None:
    """Draw a wheel at each corner of a chassis of half (width, length)."""
    for x in (-half[0], half[0]):
        for z in (-half[1], half[1]):
            road_wheel(d, (x, radius, z), radius, width)


def car_lights(  # noqa: PLR0917 - a table of shapes reads best in a row
    d: Draft, half: float, y: float, ends: tuple[float, float]
) -> None:
    """Draw lamps ahead and red lights behind, `half` off the middle."""
    for x in (-half, half):
        d.box((0.3, 0.13, 0.05), "lamp", at=(x, y, ends[0]))
        d.box((0.3, 0.13, 0.05), "red", at=(x, y, ends[1]))
