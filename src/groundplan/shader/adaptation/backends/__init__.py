"""Base models that can be adapted, one file each. In: a folder of weights. Out: an `Adaptable`."""
