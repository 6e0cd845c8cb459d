"""Words become facts. In: text. Out: `Facts`, each with its source span. Decides no geometry."""
