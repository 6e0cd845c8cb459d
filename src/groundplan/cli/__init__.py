"""What a person types. In: arguments. Out: words or JSON on stdout, and an exit status."""

from groundplan.cli.main import main

__all__ = ["main"]
