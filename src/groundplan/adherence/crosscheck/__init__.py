"""An independent look at the clip's camera, by pycolmap: knows nothing of the plan but its lens."""
