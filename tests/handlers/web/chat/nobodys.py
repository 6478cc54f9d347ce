"""Links and cookies that lead nowhere, each for another reason: nobody may learn for which."""

import itertools
from collections.abc import Mapping
from datetime import timedelta

from sqlmodel import col, select, update
from starlette.applications import Starlette

from bot import clock
from bot.domain.records.chat import ChatSession
from tests.handlers.web.chat.people import Bank, Browser

_LONG_AGO = timedelta(days=-3)
_numbers = itertools.count(1)


def links(bank: Bank) -> Mapping[str, str]:
    """What somebody could paste, by what is wrong with it."""
    past = clock.now() + _LONG_AGO
    return {
        "unknown": "u".ljust(43, "x"),
        "unknown 2": "v".ljust(43, "x"),
        "expired": _link(bank, expires_at=past),
        "revoked": _link(bank, revoked_at=past),
        "ended": _link(bank, ended_at=past),
        "malformed": "%00' OR 1=1 --",
        "not ASCII": "é" * 43,
    }


def cookies(bank: Bank, site: Starlette) -> Mapping[str, str]:
    """What a browser could send, by what is wrong with it."""
    return {
        "unknown": "u".ljust(43, "x"),
        "unknown 2": "v".ljust(43, "x"),
        "rested": _cookie(bank, site, "rests_at"),
        "ended": _cookie(bank, site, "ends_at"),
        "revoked": _cookie(bank, site, ""),
        "malformed": "OR1=1--%00",
    }


def _case(bank: Bank) -> int:
    return bank.complaint(f"nobody-{next(_numbers)}")


def _link(bank: Bank, **values: object) -> str:
    case_id = _case(bank)
    token = bank.invite(case_id)
    bank.change(case_id, **values)
    return token


def _cookie(bank: Bank, site: Starlette, over: str) -> str:
    """A cookie that was good, of a session whose time is over, or whose chat was revoked."""
    case_id, browser = _case(bank), Browser(site)
    assert browser.enter(bank.invite(case_id)).status == 200
    if not over:
        bank.change(case_id, revoked_at=clock.now())
    else:
        with bank.app.desk() as desk:
            newest = desk.session.exec(select(ChatSession.id).order_by(col(ChatSession.id).desc()))
            its = col(ChatSession.id) == newest.first()
            past = desk.database_now + _LONG_AGO
            desk.session.exec(update(ChatSession).where(its).values(**{over: past}))
    return browser.cookie.partition("=")[2]
