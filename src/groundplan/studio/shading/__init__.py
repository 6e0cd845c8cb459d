"""Footage of a project's shots. In: a project and a wish. Out: clips with provenance, dry runs."""
