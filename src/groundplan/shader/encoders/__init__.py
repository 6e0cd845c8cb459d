"""Control pictures and numbers. In: canonical linear passes. Out: what one convention wants."""
