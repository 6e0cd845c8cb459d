"""The blueprint: one typed document, changed only by edits, kept by an append-only store."""
