"""What digests told of looks at personal data: for what, in the words of whoever looked. These may name the customer."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from sqlalchemy import String, cast
from sqlmodel import col, select

from bot.desk.desk import Desk
from bot.desk.threads import postings
from bot.domain.records.erased import ERASED
from bot.domain.records.messages.reveal import Reveal
from bot.outbox.delivery import Delivery
from bot.outbox.kinds import DeliveryKind

_REPORTS = (DeliveryKind.DIGEST, DeliveryKind.CHART)


def telling(desk: Desk, *, looks: Collection[Reveal]) -> Iterator[Delivery]:
    """Each digest, and picture under one, that tells for what one of these looks was."""
    reasons = {look.reason for look in looks} - {"", ERASED}
    if not reasons:
        return
    has_looks = cast(col(Delivery.payload), String).contains('"looked_at": [{')
    query = select(Delivery).where(
        col(Delivery.case_id).is_(None), col(Delivery.kind).in_(_REPORTS), has_looks
    )
    for issued in desk.session.exec(query.order_by(col(Delivery.id))):
        told = {reason for each in _looked(issued) for reason in each.get("reasons", ())}
        if reasons & told:
            yield issued


def forget(desk: Desk, *, looks: Collection[Reveal]) -> int:
    """Erase their reasons from the reports that were issued, and draw these anew; how many deliveries had any."""
    reasons = {look.reason for look in looks}
    found = list(telling(desk, looks=looks))
    for issued in found:
        report = {**issued.payload["report"]}
        report["looked_at"] = [_without(each, reasons) for each in _looked(issued)]
        issued.payload = {**issued.payload, "report": report}
        desk.session.add(issued)
        if issued.kind == DeliveryKind.DIGEST:
            postings.requote_one(desk, quote=issued)
    return len(found)


def _looked(issued: Delivery) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = issued.payload.get("report", {}).get("looked_at", [])
    return found


def _without(look: Mapping[str, Any], reasons: Collection[str]) -> dict[str, Any]:
    told = [ERASED if reason in reasons else reason for reason in look.get("reasons", ())]
    return {**look, "reasons": told}
