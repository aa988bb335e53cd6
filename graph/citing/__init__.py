"""Sources as people and their programs cite them: as text, as BibTeX, as CSL-JSON."""

from graph.citing.bibtex import bibtex
from graph.citing.citation import Citation, Format, cite
from graph.citing.cited import Cited
from graph.citing.csl import csl_items

__all__ = ["Citation", "Cited", "Format", "bibtex", "cite", "csl_items"]
