"""What changed between two states of a dossier, in sentences: `parley diff`."""
