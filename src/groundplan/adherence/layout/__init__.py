"""Where things are in the clip's picture: found by what the plan shows of them."""
