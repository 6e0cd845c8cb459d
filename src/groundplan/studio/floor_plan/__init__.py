"""Floor plans. In: a world and a shot. Out: a scaled drawing in film convention, as SVG."""
