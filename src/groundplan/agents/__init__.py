"""Facts become edits. In: facts and a world. Out: patches and findings; never a mutation."""
