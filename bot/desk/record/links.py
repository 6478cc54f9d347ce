"""A link to a case file, good for ten minutes and for one fetching. The file is made when it is fetched.

Whoever has the link within its time gets the file, once: nobody asks who fetches it. What proves the link is
made with a key that the database does not hold, and the colleague it was made for must still have the roles
for it. Nothing of it goes into a message or a table.
"""

import hmac
import re
from dataclasses import dataclass
from datetime import timedelta

from bot.desk import permissions, private_words
from bot.desk.case_access import NoSuchCase
from bot.desk.desk import Desk, DeskError
from bot.desk.record import case_files
from bot.domain.records.case_file import CaseFile
from bot.domain.records.cases.case import Case
from bot.domain.records.staff import Actor, Staff
from bot.domain.rules.role_rules import Verb
from bot.language import say, speaking
from bot.storage.master_keys import MissingKey

GOOD_FOR = timedelta(minutes=10)
PLACE = "/chat/case-files/"  # its own path: no cookie is read there, and none is set
_LINK = re.compile(
    r"(?P<key>[A-Za-z0-9]{1,20})\.(?P<file>\d{1,18})\.(?P<who>[A-Z0-9]{1,24})\.(?P<proof>[A-Za-z0-9_-]{43})",
    re.ASCII,
)


class NoAddress(DeskError):
    """There is no page of ours on which a file could be fetched."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "Files are fetched from the address of the secure chat, and this bank has none. An "
                "Earshot admin can make the file with a command."
            )
        )


class RanOut(DeskError):
    """The link is not good, or not any more. Whoever holds it learns no more."""

    def __init__(self) -> None:
        super().__init__(say("This link is not good any more. Ask for the file again in Slack."))


class FetchedBefore(DeskError):
    """The link was good, and somebody has had its file."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "This file was fetched already. Ask for it again in Slack. If it was not you who "
                "fetched it, tell your compliance colleagues."
            )
        )


@dataclass(frozen=True)
class Opened:
    """A file as it is handed out, under a name of ours."""

    name: str
    body: bytes


def for_staff(desk: Desk, *, case_id: int, reason: str, with_originals: bool, by: Actor) -> str:
    """The address of a file of this case, to be given to whoever asked. Raises NoSuchCase, NotForYou, ReasonUnsaid,
    NoAddress."""
    asked = case_files.ask(
        desk,
        cases=[case_id],
        by=by,
        reason=reason,
        with_originals=with_originals,
        good_until=desk.database_now + GOOD_FOR,
    )
    if not desk.chat_url:
        raise NoAddress
    source = desk.vault.token_source(_about(asked.pk, by.id))
    key_id = source.partition(":")[0]
    link = f"{key_id}.{asked.pk}.{by.id}.{desk.vault.token(source)}"
    return f"{desk.chat_url.rstrip('/')}{PLACE}{link}"


def require_good(desk: Desk, *, link: str) -> None:
    """See that the link would be opened. Raises RanOut, FetchedBefore."""
    _asked(desk, link)


def opened(desk: Desk, *, link: str) -> Opened:
    """Make the file that the link is for, for the only time. Locks the request. Raises RanOut, FetchedBefore."""
    asked, who = _asked(desk, link, lock=True)
    person = desk.session.get_one(Staff, who)
    with speaking(person.reads):
        try:
            packed = case_files.made(desk, asked=asked, by=Actor.staff(who))
        except NoSuchCase:
            raise RanOut from None
    return Opened(case_files.name_of(asked), packed.body)


def _asked(desk: Desk, link: str, *, lock: bool = False) -> tuple[CaseFile, str]:
    match = _LINK.fullmatch(link)
    if match is None or not _is_ours(desk, match):
        raise RanOut
    asked = desk.session.get(CaseFile, int(match["file"]), with_for_update=lock or None)
    is_good = asked is not None and asked.good_until and asked.good_until > desk.database_now
    if asked is None or not is_good or not _may(desk, asked=asked, who=match["who"]):
        raise RanOut
    if asked.made_at is not None:
        raise FetchedBefore
    return asked, match["who"]


def _about(file: int, who: str) -> str:
    return f"case file {file} {who}"


def _is_ours(desk: Desk, match: re.Match[str]) -> bool:
    source = f"{match['key']}:{_about(int(match['file']), match['who'])}"
    try:
        return hmac.compare_digest(desk.vault.token(source), match["proof"])
    except MissingKey:
        return False


def _may(desk: Desk, *, asked: CaseFile, who: str) -> bool:
    """Whether this colleague still has the roles for it, and still is where private words stand."""
    try:
        for verb in (Verb.CASE_FILE, *((Verb.REVEAL,) if asked.with_originals else ())):
            permissions.require(desk, verb=verb, slack_user_id=who, team_id=desk.home_team)
    except DeskError:
        return False
    cases = [desk.session.get(Case, number) for number in asked.cases]
    return all(
        private_words.may_see_private(desk, case=case, slack_user_id=who)
        for case in cases
        if case is not None and case_files.has_private_words(desk, case)
    )
