"""*About the customer…*: their accounts, notes about them, their other cases and how each ended, the last
answers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.records.messages.author import Verified
from bot.domain.text.moments import moment, month
from bot.domain.text.references import case_reference
from bot.language import say, say_count
from bot.slack.api.values import CaseValue, CustomerValue
from bot.slack.views import parts, rich
from bot.slack.views.cases.case_rows import against_promise, case_row
from bot.slack.views.cases.row_acts import Acts
from bot.slack.views.models import CaseShown
from bot.slack.views.parts import Block

CASES_MOST, ANSWERS_MOST = 10, 3
_ANSWER_MOST = 300
NOTE, NOTE_BACK = "customer_note", "customer_note_back"
SAME_PERSON, NOT_THEIRS = "same_person", "not_theirs"
_VERIFIED: dict[str, Callable[[], str]] = {
    Verified.NO: lambda: say("Not verified"),
    Verified.YES: lambda: say("Verified"),
    Verified.PAID: lambda: say("Verified by paying"),
    Verified.ORGANISATION: lambda: say("Verified organisation"),
    Verified.GOVERNMENT: lambda: say("Verified government account"),
}


@dataclass(frozen=True)
class AnswerShown:
    """One answer they got."""

    case_id: int
    at: datetime
    text: str


@dataclass(frozen=True)
class AccountShown:
    """One account of theirs, as its platform tells of it. ``linked_by`` a Slack user id, of another one."""

    author_id: int
    name: str
    channel_title: str
    seen_at: datetime
    since: datetime | None = None
    followers: int | None = None
    verified: str = ""
    linked_by: str = ""
    linked_at: datetime | None = None


@dataclass(frozen=True)
class AboutShown:
    """What a colleague noted about them; no text where it cannot be opened any more."""

    note_id: int
    text: str
    slack_user_id: str
    at: datetime


@dataclass(frozen=True)
class CustomerShown:
    """One person, for whoever asked. ``count``: of their other cases, shown or not."""

    case_id: int
    account: AccountShown
    now: datetime
    linked: Sequence[AccountShown] = ()
    notes: Sequence[AboutShown] = ()
    may_note: bool = False  # and read notes
    may_link: bool = False
    count: int = 0
    cases: Sequence[CaseShown] = ()
    answers: Sequence[AnswerShown] = ()


def customer_card(shown: CustomerShown) -> Block:
    """The whole form, at most 100 blocks."""
    blocks = [*_account(shown.account), *_linked(shown), *_notes(shown), *_acts(shown)]
    blocks += [parts.divider(), parts.section(f"*{_how_many(shown.count)}*")]
    for case in shown.cases[:CASES_MOST]:
        blocks += case_row(case, told=_told(case, shown.now), acts=Acts.NONE)
    left = shown.count - len(shown.cases[:CASES_MOST])
    if left > 0:
        blocks.append(parts.context(say("and {count} more", count=left)))
    if shown.answers:
        blocks += [parts.divider(), parts.section(say("*What we answered last*"))]
        blocks += [block for answer in shown.answers[:ANSWERS_MOST] for block in _answer(answer)]
    return parts.modal(
        callback_id="customer_card",
        title=say("The customer"),
        close=say("Close"),
        blocks=blocks,
    )


def _account(account: AccountShown) -> list[Block]:
    who = rich.line(
        rich.words(parts.clip(account.name, 90), bold=True),
        rich.words(f" · {account.channel_title}"),
    )
    return [who, parts.context(parts.apart(*_told_by_platform(account)))]


def _told_by_platform(account: AccountShown) -> list[str]:
    words = [say("First heard of {when}", when=moment(account.seen_at))]
    if account.since is not None:
        words.append(say("Account since {when}", when=month(account.since)))
    if account.followers is not None:
        words.append(say_count(account.followers, "{count} follower", "{count} followers"))
    if (verified := _VERIFIED.get(account.verified)) is not None:
        words.append(verified())
    if len(words) == 1:
        title = parts.safe(account.channel_title)
        words.append(say("{channel} tells nothing about the account itself", channel=title))
    return words


def _linked(shown: CustomerShown) -> list[Block]:
    blocks: list[Block] = []
    for account in shown.linked:
        blocks += _account(account)
        who, at = account.linked_by, account.linked_at
        said = say("The same person, says <@{who}>, {when}", who=who, when=moment(at or shown.now))
        about = CustomerValue(shown.case_id, account.author_id)
        back = parts.button(
            say("Not the same person"),
            action_id=NOT_THEIRS,
            value=str(about),
            confirm=parts.confirm(
                say("Not the same person?"),
                say("This account's cases are not shown with the others any more."),
                yes=say("They are apart"),
            ),
        )
        blocks.append(parts.section(said, accessory=back if shown.may_link else None))
    return blocks


def _notes(shown: CustomerShown) -> list[Block]:
    if not shown.may_note or not shown.notes:
        return []
    blocks = [parts.divider(), parts.section(say("*Notes about the customer*"))]
    for note in shown.notes:
        blocks.append(rich.line(rich.words(note.text or say("Cannot be read any more."))))
        back = parts.button(
            say("Take back"),
            action_id=NOTE_BACK,
            value=str(CustomerValue(shown.case_id, note.note_id)),
            confirm=parts.confirm(
                say("Take the note back?"),
                say(
                    "Its words are deleted. Who wrote it and who took it back stays in the record."
                ),
                yes=say("Take back"),
            ),
        )
        who = say("<@{who}>, {when}", who=note.slack_user_id, when=moment(note.at))
        blocks.append(parts.section(who, accessory=back))
    return blocks


def _acts(shown: CustomerShown) -> list[Block]:
    """Every note and account has its own way back; these add one."""
    value = str(CaseValue(shown.case_id))
    buttons = []
    if shown.may_note:
        buttons.append(parts.button(say("Add a note…"), action_id=NOTE, value=value))
    if shown.may_link:
        buttons.append(
            parts.button(say("Link another account…"), action_id=SAME_PERSON, value=value)
        )
    return [parts.actions("about_customer", buttons)] if buttons else []


def _how_many(count: int) -> str:
    if not count:
        return say("No other case of theirs")
    return say_count(count, "{count} other case", "{count} other cases")


def _told(case: CaseShown, now: datetime) -> str:
    """How it ended; of an open one how it stands."""
    if case.closure is None:
        return against_promise(case, now=now)
    return say(
        "{meaning}, {when}", meaning=case.closure.meaning, when=moment(case.closure.closed_at)
    )


def _answer(answer: AnswerShown) -> list[Block]:
    text = parts.clip(" ".join(answer.text.split()), _ANSWER_MOST)
    return [
        rich.line(rich.words(text)),
        parts.context(f"{case_reference(answer.case_id)}  ·  {moment(answer.at)}"),
    ]
