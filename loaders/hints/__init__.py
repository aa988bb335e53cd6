"""Hints: what deserves a curator's eye in a dossier without being wrong, kind by kind."""
