"""Time stamps on seals, by RFC 3161: what is asked of the authority, and whether its answer holds.

A seal shows that nobody changed the record since. A stamp on it shows since when, also to somebody who
trusts neither the bank nor whoever holds its keys.
"""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.x509 import (
    Certificate,
    load_der_x509_certificate,
    load_pem_x509_certificates,
)
from rfc3161_client import (
    HashAlgorithm,
    TimestampRequestBuilder,
    TimeStampResponse,
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


class UnknownAuthority(NoStamp):
    """It is one on that seal, by somebody whom no root of the bank's file vouches for."""


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
    imprint = hashlib.sha256(seal.line.encode()).digest()
    try:
        answer = decode_timestamp_response(token)
        at = answer.tst_info.gen_time
        is_of_it = answer.tst_info.message_imprint.message == imprint
        is_known = _is_vouched_for(answer, roots)
        if is_known or not is_of_it:
            VerifierBuilder(roots=list(roots), nonce=nonce).build().verify(answer, imprint)
    except (
        Exception
    ) as error:  # of bytes that are malformed the library raises what it does not name
        raise NoStamp(str(error) or type(error).__name__) from None
    if not seal.at - _CLOCKS < at < seal.at + _APART:
        raise NoStamp(f"It says {at:%Y-%m-%d %H:%M}, and the seal {seal.at:%Y-%m-%d %H:%M}")
    if not is_known:
        raise UnknownAuthority("no certificate in EARSHOT_TIMESTAMP_ROOTS vouches for who made it")
    return RecordStamp(number=seal.number, at=at, token=token)


def _is_vouched_for(answer: TimeStampResponse, roots: Sequence[Certificate]) -> bool:
    """Whether one of the roots issued a certificate that came with it; nothing of its signature."""
    came = [load_der_x509_certificate(each) for each in answer.signed_data.certificates]
    return any(_is_issued_by(root, each) for root in roots for each in came)


def _is_issued_by(root: Certificate, certificate: Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(root)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True


def check(
    *, session: Session, outside: Mapping[int, bytes], roots: Path | None
) -> tuple[list[str], list[str]]:
    """What is wrong with the stamps, here and outside the database; and of which nobody can say it."""
    here = {each.number: each.token for each in record_stamps.after(session=session, number=0)}
    tokens = {
        number: {each[number] for each in (here, outside) if number in each}
        for number in sorted(here.keys() | outside.keys())
    }
    faults = [
        f"The time stamp of seal {number} stands outside, and is missing in the database."
        for number in sorted(outside.keys() - here.keys())
    ]
    faults += (
        f"The time stamp of seal {number} is another outside than in the database."
        for number, found in tokens.items()
        if len(found) > 1
    )
    try:
        trusted = roots_in(roots)
    except ValueError as error:
        return faults, [f"Time stamps of {len(tokens)} seals cannot be checked: {error}"]
    unsure: list[str] = []
    for number, found in tokens.items():
        seal = session.get(RecordSeal, number)
        if seal is None:
            faults.append(f"Seal {number} has a time stamp, and is missing.")
            continue
        for token in found:
            try:
                stamp_of(seal, token, roots=trusted)
            except UnknownAuthority as error:
                unsure.append(f"The time stamp of seal {number} cannot be checked: {error}.")
            except NoStamp as error:
                faults.append(f"The time stamp of seal {number} does not hold: {error}.")
    return faults, unsure
