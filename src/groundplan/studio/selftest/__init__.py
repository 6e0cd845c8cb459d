"""The judge's exam: our own worlds in all looks, with errors of known size put in."""
