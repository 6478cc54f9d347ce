"""Checking a case file without the database: any byte changed, any part left out or added.

Whoever can write a file can write another manifest for it. That is found with the key of the record, or
with the manifest's fingerprint, which stands in the trail of each case.
"""

import hashlib
import hmac
import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.domain.case_file import packing
from bot.domain.records.trail.audit import AuditEntry, RecordKeys, faults_in
from bot.domain.records.trail.record_seal import RecordSeal, fault_of_seal
from bot.domain.text.references import case_reference


@dataclass
class Checked:
    """What a look at a case file found. ``is_bound``: it was held against a key or a fingerprint."""

    sha256: str = ""
    is_bound: bool = False
    entries: int = 0
    faults: list[str] = field(default_factory=list)


def files_in(body: bytes) -> dict[str, bytes]:
    """The files of an archive. Raises ValueError where it is none, or holds anything beside them."""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as found:
            files = {each.filename: found.read(each) for each in found.infolist()}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise ValueError("This is no case file, or it was changed: it cannot be opened.") from error
    if packing.archive(files) != body:
        raise ValueError("The archive was changed: it is not as Earshot packs one.")
    return files


def check(
    files: Mapping[str, bytes], *, keys: RecordKeys | None = None, fingerprint: str = ""
) -> Checked:
    """Hold the files against the manifest, and the manifest against the keys or its fingerprint."""
    found = Checked()
    manifest = files.get(packing.MANIFEST)
    if manifest is None:
        found.faults.append(f"{packing.MANIFEST} is missing.")
        return found
    found.sha256 = hashlib.sha256(manifest).hexdigest()
    try:
        told = json.loads(manifest)
        found.faults += _faults_in_manifest(manifest, told)
        found.faults += _faults_in_files(files, told["files"])
        if not found.faults:
            _check_bound(found, told, keys, fingerprint)
            data = json.loads(files[packing.DATA])
            found.faults += _faults_in_record(found, data, told, keys)
    except (ValueError, TypeError, KeyError, AttributeError):
        found.faults.append("It cannot be read: it was changed, or another Earshot made it.")
    return found


def _faults_in_manifest(manifest: bytes, told: Mapping[str, Any]) -> Iterator[str]:
    if manifest != packing.as_text(told).encode():
        yield f"{packing.MANIFEST} was changed."
    elif told["sha256"] != packing.sha256_of(_content(told)):
        yield f"{packing.MANIFEST} was changed: it does not say what it said when it was made."
    elif told["format"] != packing.FORMAT:
        yield f"{packing.MANIFEST} is of a kind that this Earshot does not know."


def _faults_in_files(files: Mapping[str, bytes], told: Mapping[str, Any]) -> Iterator[str]:
    for name in sorted(told.keys() - files.keys()):
        yield f"{name} is missing."
    for name in sorted(files.keys() - told.keys() - {packing.MANIFEST}):
        yield f"{name} was added."
    for name in sorted(told.keys() & files.keys()):
        if packing.told_of(files[name]) != told[name]:
            yield f"{name} was changed."


def _check_bound(
    found: Checked, told: Mapping[str, Any], keys: RecordKeys | None, fingerprint: str
) -> None:
    if fingerprint:
        found.is_bound = True
        if not hmac.compare_digest(fingerprint, found.sha256):
            found.faults.append("It is another file than the one of this fingerprint.")
    if keys is None:
        return
    should = keys.bound(told["key"], _content(told))
    if should is not None:
        found.is_bound = True
        if not hmac.compare_digest(should, told["bound"]):
            found.faults.append("It was not made with the key of this record.")


def _faults_in_record(
    found: Checked, data: Mapping[str, Any], told: Mapping[str, Any], keys: RecordKeys | None
) -> Iterator[str]:
    """The seal, and each trail up to it. Without the keys only that each ends where the seal says."""
    seal = RecordSeal.of_line(told["seal"])
    if keys is not None and seal.key_id in keys.keys:
        yield from fault_of_seal(seal, keys)
    for case in data["cases"]:
        entries = [_entry(each) for each in case["trail"]]
        found.entries += len(entries)
        named = case_reference(case["number"])
        head = seal.heads.get(str(case["number"]))
        if not entries or head != [entries[-1].sequence, entries[-1].hash]:
            yield f"{named}: the trail does not end where it was sealed."
        if keys is not None and {each.key_id for each in entries} - {""} <= keys.keys.keys():
            yield from (f"{named}: {fault}" for fault in faults_in(entries, keys))


def _entry(told: Mapping[str, Any]) -> AuditEntry:
    return AuditEntry.model_validate({**told, "at": datetime.fromisoformat(told["at"])})


def _content(told: Mapping[str, Any]) -> dict[str, Any]:
    return {name: each for name, each in told.items() if name not in ("bound", "sha256")}
