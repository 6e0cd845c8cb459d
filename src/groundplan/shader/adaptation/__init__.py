"""Light adaptation. In: control clips, captions and footage. Out: a dataset, and a small adapter.

The base model stays as it is: what is trained is a low-rank adapter that names its base by hash.
"""
