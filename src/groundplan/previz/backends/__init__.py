"""Renderers, one file or folder each; none knows another."""
