"""A finished world in; what is measured to be wrong, doubtful or impossible out."""
