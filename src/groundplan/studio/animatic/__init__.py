"""The animatic. In: a project. Out: every shot in order, with slates, burn-ins and subtitles."""
