"""Time stamps on seals, by RFC 3161: what is asked of the authority, and whether its answer holds.

A seal shows that nobody changed the record since. A stamp on it shows since when, also to somebody who
trusts neither the bank nor whoever holds its keys.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from pathlib import Path

from cryptography.x509 import Certificate, load_pem_x509_certificates
from rfc3161_client import (
    HashAlgorithm,
    TimestampRequestBuilder,
    TimeStampResponse,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)
from sqlmodel import Session

from bot.domain.records.trail.record_seal import RecordSeal
from bot.domain.records.trail.record_stamp import RecordStamp
from bot.storage.record import record_stamps

_APART = timedelta(days=2)  # a stamp is asked for each day, on the newest seal
_CLOCKS = timedelta(hours=1)  # by how much the authority's clock may be behind ours


class NoStamp(Exception):
    """This is no time stamp on that seal. The text says why, in the library's words."""


def roots_in(file: Path | None) -> list[Certificate]:
    """The certificates in which the bank trusts. Raises ValueError where there are none."""
    try:
        if file is None:
            raise ValueError("EARSHOT_TIMESTAMP_ROOTS is not set.")
        return load_pem_x509_certificates(file.read_bytes())
    except OSError as error:
        raise ValueError(f"{file} cannot be read: {type(error).__name__}.") from None


def question(seal: RecordSeal) -> tuple[bytes, int]:
    """What is sent to the authority, and the number that its answer has to repeat."""
    asked = (
        TimestampRequestBuilder().data(seal.line.encode()).hash_algorithm(HashAlgorithm.SHA256)
    ).build()
    if asked.nonce is None:
        raise ValueError("The request carries no number of its own.")
    return asked.as_bytes(), asked.nonce


def stamp_of(
    seal: RecordSeal, token: bytes, *, roots: Sequence[Certificate], nonce: int | None = None
) -> RecordStamp:
    """The stamp, signed by whom the bank trusts. Raises NoStamp."""
    answer = _read(token)
    verifier = VerifierBuilder(roots=list(roots), nonce=nonce).build()
    try:
        verifier.verify(answer, hashlib.sha256(seal.line.encode()).digest())
    except VerificationError as error:
        raise NoStamp(str(error)) from None
    at = answer.tst_info.gen_time
    if not seal.at - _CLOCKS < at < seal.at + _APART:
        raise NoStamp(f"It says {at:%Y-%m-%d %H:%M}, and the seal {seal.at:%Y-%m-%d %H:%M}")
    return RecordStamp(number=seal.number, at=at, token=token)


def _read(token: bytes) -> TimeStampResponse:
    try:
        return decode_timestamp_response(token)
    except ValueError as error:
        raise NoStamp(str(error)) from None


def check(*, session: Session, outside: Mapping[int, bytes], roots: Path | None) -> Iterator[str]:
    """What is wrong with the stamps, here and outside the database; nothing when all hold."""
    here = {each.number: each.token for each in record_stamps.after(session=session, number=0)}
    numbers = sorted(here.keys() | outside.keys())
    try:
        trusted = roots_in(roots) if numbers else []
    except ValueError as error:
        yield f"Time stamps of {len(numbers)} seals cannot be checked: {error}"
        return
    for number in numbers:
        seal = session.get(RecordSeal, number)
        if seal is None:
            yield f"Seal {number} has a time stamp, and is missing."
            continue
        for token in {each[number] for each in (here, outside) if number in each}:
            try:
                stamp_of(seal, token, roots=trusted)
            except NoStamp as error:
                yield f"The time stamp of seal {number} does not hold: {error}."
    yield from (
        f"The time stamp of seal {number} stands outside, and is missing in the database."
        for number in sorted(outside.keys() - here.keys())
    )
