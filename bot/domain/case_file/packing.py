"""Packing a case file: a page, the data and a manifest that binds them, as one archive.

The same content is always the same bytes, so that a byte put between the parts is found as well.
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.domain.records.trail.audit import RecordKeys
from bot.domain.records.trail.record_seal import RecordSeal

PAGE, DATA, MANIFEST = "case-file.html", "case-file.json", "manifest.json"
FORMAT = "case file 1, as Earshot packs one"
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Packed:
    """The archive, and the fingerprint of its manifest: who has that needs no key to check the file."""

    body: bytes
    sha256: str


def packed(
    *, page: str, data: Mapping[str, Any], seal: RecordSeal, keys: RecordKeys, made_at: datetime
) -> Packed:
    """The three files as one archive, bound with the record's present key."""
    files = {PAGE: page.encode(), DATA: as_text(data).encode()}
    content = {
        "format": FORMAT,
        "made_at": made_at.astimezone(UTC).isoformat(),
        "files": {name: told_of(body) for name, body in files.items()},
        "seal": seal.line,
        "key": keys.current,
    }
    bound = {**content, "bound": keys.bound(keys.current, content), "sha256": sha256_of(content)}
    manifest = as_text(bound).encode()
    body = archive({**files, MANIFEST: manifest})
    return Packed(body, hashlib.sha256(manifest).hexdigest())


def archive(files: Mapping[str, bytes]) -> bytes:
    """These files as a zip, uncompressed, in the order of their names and without a time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as made:
        for name in sorted(files):
            made.writestr(zipfile.ZipInfo(name, _LONG_AGO), files[name])
    return out.getvalue()


def told_of(body: bytes) -> dict[str, Any]:
    """What the manifest tells of a file."""
    return {"sha256": hashlib.sha256(body).hexdigest(), "bytes": len(body)}


def sha256_of(content: Mapping[str, Any]) -> str:
    """The fingerprint of this content, however it is written down."""
    return hashlib.sha256(as_text(content).encode()).hexdigest()


def as_text(content: Mapping[str, Any]) -> str:
    """The one way in which content is written."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1)
