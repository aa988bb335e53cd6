"""Archives: everything on record in one file, and from the file back into an empty store.

An archive is a gzip file of JSON lines, so that `zcat` shows it. Its first line is the header, its
last one the end, with the counts and the SHA-256 of all lines between, which is thus the same for
two backups of one release (gzip's own checksum guards the header):

    {"parley_backup": 1, "parley": "0.1.0", "schema": 23, "release": 7, ...}
    {"kind": "dossier", "fields": {...}}
    {"kind": "thing", "label": "Party", "fields": {...}, "listings": {"gerd": "..."}}
    {"kind": "release", "fields": {...}}
    {"kind": "claim", "fields": {...}}
    {"kind": "end", "counts": {"dossier": 2, ...}, "sha256": "..."}

Retracted claims and earlier releases are in it, so that old pins still answer; direct edges follow
from the claims and are drawn anew.
"""

from loaders.archive.backing_up import Backup
from loaders.archive.believe import believe
from loaders.archive.form import Contents, Header
from loaders.archive.restoring import restore
from loaders.archive.unpack import is_archive

__all__ = ["Backup", "Contents", "Header", "believe", "is_archive", "restore"]
