"""Why a clip fails, in words and numbers."""
