"""Signals at the desk: written down with the words that decided, told at once, taken back with one press.

They are written down where the priority is decided, and told when the word has done what it does, so that the
trail tells them after it.
"""

from collections.abc import Sequence

from bot.desk.clocks import alerts
from bot.desk.clocks.alerts import NewAlert
from bot.desk.desk import Desk
from bot.desk.threads.thread_events import tell
from bot.domain.records.cases.case import Case
from bot.domain.records.cases.case_signal import CaseSignal
from bot.domain.records.messages.author import Author
from bot.domain.records.messages.message import Message
from bot.domain.records.staff import Actor
from bot.domain.records.trail.details import SignalFound
from bot.domain.rules.triage.signal_rules import SignalRule
from bot.domain.sla import ladder
from bot.inbox.store import Incoming, store
from bot.storage.cases.claims import open_claim
from bot.storage.triage import signals as stored

UNHEARD = "desk:unheard"  # the source of an inbox item that says whose words are still to be heard


def hear(desk: Desk, *, message: Message) -> list[CaseSignal]:
    """Write down the signals of what a message says now that were not heard in it before; return them.

    Where the lists are not loaded a worker is left to hear it, by an item of the inbox: see ``priorities.heard``.
    """
    if not desk.rules.hears:
        _leave_to_worker(desk, message=message)
        return []
    author = desk.session.get(Author, message.author_id) if message.author_id else None
    found = desk.rules.signals_in(message.text, author=author.handle if author else "")
    if not found:
        return []
    rows_before = stored.of_message(session=desk.session, message_id=message.pk)
    known = {(row.signal, row.words) for row in rows_before}
    rows = [
        CaseSignal(
            case_id=message.case_id,  # which goes on in this one, if it is another
            message_id=message.pk,
            signal=one.signal,
            title=desk.rules.signals[one.signal].title,
            phrase=one.phrase,
            words=one.words,
            surface=message.surface,
            found_at=desk.now,
        )
        for one in found
        if (one.signal, one.words) not in known
    ]
    desk.session.add_all(rows)
    return rows


def announce(desk: Desk, *, case: Case, message: Message) -> None:
    """Put what was heard in a message into the trail; tell in the thread, and whom its file names, of each
    signal that is new to the case."""
    desk.session.flush()
    standing = stored.standing(session=desk.session, case_id=case.number)
    known = told_of(desk, case=case)
    untold = [row for row in standing if row.told_at is None and row.message_id == message.pk]
    for row in untold:
        row.told_at = desk.now
        desk.session.add(row)
        found = SignalFound(
            signal=row.signal, phrase=row.phrase, message=message.id, surface=str(row.surface)
        )
        desk.record(case.number, found, by=Actor.system())
    new = [row for row in untold if row.signal not in known]
    if new:
        _tell_thread(desk, case=case, new=new)
        _tell_people(desk, case=case, new=new)


def told_of(desk: Desk, *, case: Case) -> set[str]:
    """The signals of the case that stand and were told."""
    standing = stored.standing(session=desk.session, case_id=case.number)
    return {row.signal for row in standing if row.told_at is not None}


def move(desk: Desk, *, message: Message, to: Case) -> None:
    """A message was split off: what was heard in it goes with it."""
    for row in stored.of_message(session=desk.session, message_id=message.pk):
        row.case_id = to.number
        desk.session.add(row)


def forget_words(desk: Desk, *, message: Message) -> None:
    """A post was taken down: its words go from its signals, which stay."""
    for row in stored.of_message(session=desk.session, message_id=message.pk):
        row.words = ""
        desk.session.add(row)


def tell_now(
    desk: Desk, *, case: Case, recipients: Sequence[str], fact: str, quiet_hours: bool = False
) -> None:
    """Write an alert that this case comes first for each recipient, unless who pressed is the one."""
    claim = open_claim(session=desk.session, case_id=case.number)
    owner = desk.rules.reached(claim.slack_user_id, desk.now) if claim else ""
    named = [
        ladder.DUTY_MANAGER if name == ladder.OWNER and not owner else name for name in recipients
    ]
    targets = alerts.targets(desk, team=case.team, recipients=named, owner=owner)
    raised = [
        NewAlert(
            slack_target=target,
            fact=f"{fact}:{target}",
            case_id=case.number,
            clock_id=None,
            step=fact.partition(":")[0],
            deferred_until=desk.rules.alerts.quiet_ends(
                slack_target=target,
                kind=kind,
                metric="",
                is_late=False,
                at=desk.now,
                calendar=desk.rules.calendar_of_team(case.team),
            )
            if quiet_hours
            else None,
        )
        for target, kind in targets.items()
        if target != desk.pressed_by
    ]
    alerts.notify(desk, alerts=raised)


def _leave_to_worker(desk: Desk, *, message: Message) -> None:
    item = Incoming(
        source=UNHEARD,
        channel=message.channel,
        account=message.account,
        key=f"{message.pk}:{desk.now.isoformat()}",
        body=str(message.pk).encode(),
    )
    store(
        session=desk.session,
        items=[item],
        vault=desk.vault,
        now=desk.now,
        db_now=desk.database_now,
    )


def _tell_thread(desk: Desk, *, case: Case, new: Sequence[CaseSignal]) -> None:
    """With what staff should do, where private words may stand: in the private thread, if there is one."""
    gravest = desk.rules.signals.get(new[0].signal)
    told = gravest.instruction if gravest is not None else None
    tell(
        desk,
        case=case,
        template="signal",
        by=Actor.system(),
        explanation=new[0].title,
        signals=[row.title for row in new],
        guidance={"en": told.en, "ar": told.ar} if told else {},
        ring=list(told.ring) if told else [],
    )


def _tell_people(desk: Desk, *, case: Case, new: Sequence[CaseSignal]) -> None:
    rules = [(row, desk.rules.signals.get(row.signal)) for row in new]
    for row, rule in _who_tell(rules):
        tell_now(
            desk,
            case=case,
            recipients=rule.tell,
            fact=f"signal:{row.pk}",
            quiet_hours=rule.quiet_hours,
        )


def _who_tell(
    rules: Sequence[tuple[CaseSignal, SignalRule | None]],
) -> list[tuple[CaseSignal, SignalRule]]:
    """Those that tell somebody; of two that tell the same people, whatever the hour, the first."""
    found: list[tuple[CaseSignal, SignalRule]] = []
    known: set[tuple[tuple[str, ...], bool]] = set()
    for row, rule in rules:
        if rule is not None and rule.tell and (rule.tell, rule.quiet_hours) not in known:
            known.add((rule.tell, rule.quiet_hours))
            found.append((row, rule))
    return found
