"""A clip from anywhere becomes frames on the plan's clock and raster, or is refused."""
