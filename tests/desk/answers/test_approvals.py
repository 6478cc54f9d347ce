"""Answers that wait for a second person: why, who decides, and that what was approved is what goes."""

import hashlib
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import select

from bot.desk import case_access, permissions
from bot.desk.answers import approvals, previews, queueing, replies, undoing
from bot.desk.answers.surfaces import to_answer
from bot.desk.case_access import NotOpen
from bot.desk.cases import closures
from bot.desk.drafts import drafts
from bot.desk.ownership import absences
from bot.desk.private_words import NotForYou
from bot.domain.channels.inbound import Happening
from bot.domain.records.answers.approval import Approval, Decision
from bot.domain.records.answers.reply import Purpose, Reply
from bot.domain.records.cases.case import Case, Surface
from bot.domain.records.cases.closure import Outcome
from bot.domain.records.staff import Actor, Role
from bot.domain.records.trail.audit import AuditEntry
from bot.domain.rules.role_rules import Verb
from bot.domain.sla.clock import SlaClock
from bot.domain.sla.policy import Metric
from bot.domain.sla.replays.replay import canonical, replay
from bot.outbox.kinds import EventPayload
from bot.outbox.outcome import Receipt, Refused
from bot.storage.clocks.history import history_of
from bot.storage.clocks.stored_clocks import clocks_of
from bot.storage.record import audit
from tests.desk.answers.test_native_answers import native
from tests.desk.conftest import Bank
from tests.desk.crossing import cross
from tests.desk.talks import let_read, press, private, with_private_words

TOM, AMIRA = Actor.staff("U0TOM"), Actor.staff("U0AMIRA")
LENA, GRACE = Actor.staff("U0LENA"), Actor.staff("U0GRACE")
TRAINEE, AGENT = frozenset({Role.TRAINEE}), frozenset({Role.AGENT})
LEAD, APPROVER = frozenset({Role.LEAD}), frozenset({Role.APPROVER})
WORDS = "Sorry, we are looking into it."


@pytest.fixture(autouse=True)
def _people(bank: Bank) -> None:
    for who in ("U0LENA", "U0GRACE", "U0DANIEL"):
        bank.staff(who)
    bank.staff(TOM.id, roles=["trainee"])


def write(
    bank: Bank,
    case_id: int,
    text: str = WORDS,
    *,
    by: Actor = TOM,
    roles: Iterable[Role] = TRAINEE,
    key: str = "form-1",
) -> Reply:
    with bank.desk() as desk:
        return replies.reply(
            desk,
            case_id=case_id,
            text=text,
            surface=Surface.PUBLIC,
            purpose=Purpose.ANSWERS,
            by=by,
            request_key=key,
            roles=frozenset(roles),
        )


def approve(
    bank: Bank, reply: Reply, *, by: Actor = GRACE, text: str | None = None, answered: str = ""
) -> Reply:
    with bank.desk() as desk:
        return approvals.approve(
            desk,
            reply_id=reply.pk,
            by=by,
            roles=APPROVER,
            text=text,
            answered=answered or None,
        )


def wait_of(bank: Bank, reply: Reply) -> Approval:
    with bank.database.reading() as session:
        return session.exec(select(Approval).where(Approval.reply_id == reply.id)).one()


def trail(bank: Bank, case_id: int, verb: str) -> list[AuditEntry]:
    with bank.database.reading() as session:
        return [
            each for each in audit.entries(session=session, case_id=case_id) if each.verb == verb
        ]


def asked_by_name(bank: Bank) -> list[list[str]]:
    posts = [EventPayload.read(each.payload) for each in bank.deliveries("slack.event")]
    return [
        list(one.details["ring"])
        for post in posts
        for one in post.all_told
        if "ring" in one.details
    ]


def draft_of(bank: Bank, case_id: int, who: Actor) -> str:
    with bank.desk() as desk:
        begun = drafts.own(desk, case_id=case_id, surface=Surface.PUBLIC, slack_user_id=who.id)
        return begun.text if begun else ""


def test_a_trainees_answer_waits_and_approvers_who_are_there_are_asked(bank: Bank) -> None:
    case_id = bank.complaint()
    reply = write(bank, case_id)
    assert bank.deliveries("reply") == []
    assert wait_of(bank, reply).because == "author"
    assert bank.templates()[-1:] == ["approval_asked"]
    assert set(asked_by_name(bank)[-1]) == {"U0LENA", "U0GRACE", "U0DANIEL"}
    [entry] = trail(bank, case_id, "approval_asked")
    assert entry.details["text_sha256"] == reply.text_sha256


def test_what_was_approved_is_what_goes_and_both_fingerprints_are_in_the_trail(bank: Bank) -> None:
    case_id = bank.complaint()
    reply = write(bank, case_id)
    approve(bank, reply)
    [delivery] = bank.deliveries("reply")
    bank.end(delivery, Receipt(reference="p1"))
    sha = hashlib.sha256(str(delivery.payload["text"]).encode()).hexdigest()
    [decided] = trail(bank, case_id, "approval_decided")
    [published] = trail(bank, case_id, "reply_published")
    assert decided.details["text_sha256"] == published.details["text_sha256"] == sha
    assert str(decided.actor) == "staff:U0GRACE"
    assert wait_of(bank, reply).approved_sha256 == sha


def test_the_approver_edits_and_the_author_sees_what_was_asked_for(bank: Bank) -> None:
    case_id = bank.complaint()
    reply = write(bank, case_id)
    approve(bank, reply, text="Sorry, Ana. We are looking into it.")
    [delivery] = bank.deliveries("reply")
    assert delivery.payload["text"] == "Sorry, Ana. We are looking into it."
    wait = wait_of(bank, reply)
    assert (wait.text, wait.was_changed) == (WORDS, True)
    [decided] = trail(bank, case_id, "approval_decided")
    assert decided.details["asked_sha256"] != decided.details["text_sha256"]


def test_an_approvers_edit_passes_the_gate_too(bank: Bank) -> None:
    case_id = bank.complaint()
    reply = write(bank, case_id)
    with pytest.raises(replies.ReplyRefused):
        approve(bank, reply, text="Please reply with your PIN.")
    assert wait_of(bank, reply).waits


def test_a_return_carries_a_note_and_gives_the_words_back(bank: Bank) -> None:
    case_id = bank.complaint()
    reply = write(bank, case_id)
    with bank.desk() as desk:
        note = "Kinder, please. Card 4111 1111 1111 1111"
        approvals.give_back(desk, reply_id=reply.pk, note=note, by=GRACE)
    assert draft_of(bank, case_id, TOM) == WORDS
    assert wait_of(bank, reply).note.startswith("Kinder, please.")
    assert "4111" not in wait_of(bank, reply).note
    assert bank.templates()[-1] == "approval_returned"
    assert bank.deliveries("reply") == []
    again = write(bank, case_id, "Sorry, Ana.", key="form-2")
    assert wait_of(bank, again).waits


@pytest.mark.on_both
def test_of_two_approvers_at_once_one_decides(bank: Bank) -> None:
    reply = write(bank, bank.complaint())
    crossing = cross(
        bank,
        lambda desk: approvals.approve(desk, reply_id=reply.pk, by=GRACE, roles=APPROVER),
        lambda desk: approvals.give_back(desk, reply_id=reply.pk, note="No", by=LENA),
        after_locking="cases",
    )
    assert not crossing.failed
    [refused] = crossing.refused.values()
    assert isinstance(refused, approvals.NotWaiting)
    assert "U0GRACE" in str(refused)
    assert wait_of(bank, reply).decision is Decision.APPROVED
    assert len(bank.deliveries("reply")) == 1


@pytest.mark.on_both
def test_of_two_who_approve_at_once_one_answer_goes(bank: Bank) -> None:
    reply = write(bank, bank.complaint())

    def approves(by: Actor, text: str) -> object:
        return lambda desk: approvals.approve(
            desk, reply_id=reply.pk, by=by, roles=APPROVER, text=text
        )

    crossing = cross(
        bank,
        approves(GRACE, "Grace's words."),  # type: ignore[arg-type]  # a verb of the desk
        approves(LENA, "Lena's words."),  # type: ignore[arg-type]  # the same
        after_locking="cases",
    )
    assert len(crossing.refused) == 1
    [delivery] = bank.deliveries("reply")
    assert delivery.payload["text"] == "Grace's words."


def test_an_author_who_edits_while_the_approver_reads_waits_anew(bank: Bank) -> None:
    case_id = bank.complaint()
    read = write(bank, case_id)
    with bank.desk() as desk:
        assert undoing.undo(desk, reply_id=read.pk, by=TOM, roles=TRAINEE)
    changed = write(bank, case_id, "Other words.", key="form-2")
    with pytest.raises(approvals.NotWaiting):
        approve(bank, read)
    assert wait_of(bank, changed).waits
    assert bank.deliveries("reply") == []


def test_a_change_after_approval_needs_approval_again(bank: Bank) -> None:
    case_id = bank.complaint()
    reply = write(bank, case_id)
    approve(bank, reply)
    with bank.desk() as desk:
        assert undoing.undo(desk, reply_id=reply.pk, by=TOM, roles=TRAINEE)
    again = write(bank, case_id, WORDS + " Soon.", key="form-2")
    assert wait_of(bank, again).waits
    approve(bank, again)
    bank.end(bank.deliveries("reply")[-1], Refused("forbidden", "No."))
    third = write(bank, case_id, key="form-3")
    assert wait_of(bank, third).waits


def test_words_that_were_changed_behind_an_approval_are_not_queued(bank: Bank) -> None:
    reply = write(bank, bank.complaint())
    approve(bank, reply)
    with bank.desk() as desk:
        row = desk.session.get_one(Reply, reply.pk)
        desk.session.expunge(row)
        row.text = "Other words."
        case = desk.session.get_one(Case, row.case_id)
        answers = to_answer(desk, case=case, surface=Surface.PUBLIC)
        with pytest.raises(queueing.NotApproved):
            queueing.queue(desk, case=case, reply=row, answers=answers, by=TOM)


def test_nobody_approves_their_own_answer(bank: Bank) -> None:
    bank.lay_over({"replies": {"approval": {"share_percent": 100}}})
    reply = write(bank, bank.complaint(), by=GRACE, roles=APPROVER)
    assert "U0GRACE" not in asked_by_name(bank)[-1]
    with pytest.raises(approvals.OwnAnswer):
        approve(bank, reply, by=GRACE)
    approve(bank, reply, by=LENA)


def test_what_nobody_decided_about_expires_and_goes_back(bank: Bank) -> None:
    case_id = bank.complaint()
    reply = write(bank, case_id)
    bank.later(hours=23)
    with bank.desk() as desk:
        assert approvals.overdue(desk) == []
    bank.later(hours=2)
    with bank.desk() as desk:
        assert approvals.overdue(desk) == [reply.id]
        approvals.expire(desk, reply_id=reply.pk)
        approvals.expire(desk, reply_id=reply.pk)
        assert approvals.overdue(desk) == []
    assert wait_of(bank, reply).decision is Decision.EXPIRED
    assert draft_of(bank, case_id, TOM) == WORDS
    assert bank.templates()[-1] == "approval_expired"
    with pytest.raises(approvals.NotWaiting):
        approve(bank, reply)


def test_a_revoked_role_decides_nothing_and_is_not_asked(bank: Bank) -> None:
    bank.staff(GRACE.id, roles=["agent"])
    bank.staff(LENA.id, is_gone=True)
    write(bank, bank.complaint())
    assert asked_by_name(bank)[-1] == ["U0DANIEL"]
    with bank.desk() as desk, pytest.raises(permissions.NotAllowed):
        permissions.require(desk, verb=Verb.APPROVE, slack_user_id=GRACE.id, team_id=desk.home_team)


def leave(bank: Bank, who: str) -> None:
    with bank.desk() as desk:
        absences.away(
            desk,
            person=who,
            start=bank.now,
            until=bank.now + timedelta(days=3),
            stand_in="",
            by=Actor.staff(who),
        )


def test_an_approver_on_leave_is_not_asked(bank: Bank) -> None:
    leave(bank, "U0GRACE")
    write(bank, bank.complaint())
    assert set(asked_by_name(bank)[-1]) == {"U0LENA", "U0DANIEL"}


def test_when_all_who_were_asked_are_away_the_others_are(bank: Bank) -> None:
    bank.staff("U0LENA", roles=["agent"])
    bank.staff("U0DANIEL", roles=["agent"])
    reply = write(bank, bank.complaint())
    assert asked_by_name(bank)[-1] == ["U0GRACE"]
    with bank.desk() as desk:
        assert approvals.ask_again_due(desk) == 0
    leave(bank, "U0GRACE")
    bank.staff("U0LENA")
    with bank.desk() as desk:
        assert approvals.ask_again_due(desk) == 1
    with bank.desk() as desk:
        assert approvals.ask_again_due(desk) == 0
    assert asked_by_name(bank)[-1] == ["U0LENA"]
    assert wait_of(bank, reply).asked_of == "U0LENA"


@pytest.mark.on_both
def test_cases_asked_about_again_are_locked_the_lowest_number_first(bank: Bank) -> None:
    bank.staff("U0LENA", roles=["agent"])
    bank.staff("U0DANIEL", roles=["agent"])
    first, second = bank.complaint(author="ana"), bank.complaint(author="ben")
    write(bank, second, key="form-2")
    bank.later(minutes=1)
    write(bank, first)
    leave(bank, "U0GRACE")
    bank.staff("U0LENA")
    done = cross(
        bank,
        approvals.ask_again_due,
        lambda desk: case_access.lock_existing_cases(desk, case_ids=[first, second]),
        after_locking="cases",
    )
    assert (done.failed, done.refused) == ({}, {})
    assert asked_by_name(bank)[-2:] == [["U0LENA"], ["U0LENA"]]


def test_a_customer_who_wrote_again_is_read_before_it_goes(bank: Bank) -> None:
    first = bank.post("My card was declined")
    case_id = bank.take_in(first)
    reply = write(bank, case_id)
    bank.later(minutes=1)
    second = bank.post("It works now", conversation=first.external_id)
    bank.take_in(second)
    with pytest.raises(approvals.WroteAgain):
        approve(bank, reply)
    approve(
        bank,
        reply,
        text="Glad to read that.",
        answered=previews.mark(second.external_id, "It works now", ""),
    )
    [delivery] = bank.deliveries("reply")
    assert delivery.payload["in_reply_to"] == second.external_id


def test_a_message_that_was_changed_is_read_before_the_answer_goes(bank: Bank) -> None:
    first = bank.post("My card was declined")
    case_id = bank.take_in(first)
    reply = write(bank, case_id)
    bank.later(minutes=1)
    edit = {"happening": Happening.EDITED, "external_id": first.external_id, "version_id": "2000"}
    bank.take_in(bank.post("It works now", conversation=first.conversation, **edit))
    with pytest.raises(approvals.WroteAgain, match="changed their message"):
        approve(bank, reply)
    before, now = (
        previews.mark(first.external_id, said, "") for said in (first.text, "It works now")
    )
    with pytest.raises(approvals.WroteAgain):
        approve(bank, reply, answered=before)
    approve(bank, reply, answered=now)


def test_a_colleague_who_answered_in_the_native_app_is_read_first(bank: Bank) -> None:
    first = bank.post("My card was declined")
    reply = write(bank, bank.take_in(first))
    bank.later(minutes=1)
    bank.take_in(native(bank, first))
    with pytest.raises(approvals.WroteAgain, match="Somebody answered"):
        approve(bank, reply)
    assert bank.deliveries("reply") == []


def test_an_approver_adds_no_words_that_need_approval(bank: Bank) -> None:
    bank.lay_over({"gate": {"severity": {"admission": {"public": "approval"}}}})
    reply = write(bank, bank.complaint())
    with pytest.raises(approvals.NeedsAnother):
        approve(bank, reply, text="It was our fault.")
    assert wait_of(bank, reply).waits
    approve(bank, reply, text="Sorry, Ana.")


def test_words_that_were_asked_about_may_stay(bank: Bank) -> None:
    bank.lay_over({"gate": {"severity": {"admission": {"public": "approval"}}}})
    reply = write(bank, bank.complaint(), "It was our fault.", by=AMIRA, roles=AGENT)
    approve(bank, reply, text="Sorry, it was our fault.")
    assert len(bank.deliveries("reply")) == 1


def test_a_case_that_ended_meanwhile_takes_no_answer(bank: Bank) -> None:
    case_id = bank.complaint()
    reply = write(bank, case_id)
    with bank.desk() as desk:
        closures.resolve(desk, case_id=case_id, outcome=Outcome.FIXED, remark="Rang", by=LENA)
    with pytest.raises(NotOpen):
        approve(bank, reply)


def test_the_clock_runs_from_the_asking_to_the_decision_and_a_replay_finds_the_same(
    bank: Bank,
) -> None:
    case_id = bank.complaint()
    reply = write(bank, case_id)
    bank.later(minutes=20)
    approve(bank, reply)
    with bank.database.reading() as session:
        query = select(SlaClock).where(
            SlaClock.case_id == case_id, SlaClock.metric == Metric.APPROVAL
        )
        [clock] = session.exec(query).all()
        assert (clock.met_at, clock.missed) == (bank.now, False)
        stored = canonical(clocks_of(session=session, case_id=case_id))
        history = history_of(session=session, case_id=case_id)
    assert history is not None
    assert canonical(replay(history, rules=bank.rules, now=bank.now)) == stored


def test_private_words_are_decided_about_by_those_who_may_read_them(bank: Bank) -> None:
    with_private_words(bank)
    case_id = bank.take_in(private(bank, "My number is 0123"))
    let_read(bank, [GRACE.id])
    with bank.desk() as desk:
        reply = replies.reply(
            desk,
            case_id=case_id,
            text=WORDS,
            surface=Surface.PRIVATE,
            purpose=Purpose.ANSWERS,
            by=TOM,
            request_key="form-1",
            roles=TRAINEE,
        )
    assert asked_by_name(bank)[-1] == ["U0GRACE"]
    for who, may in ((LENA, False), (GRACE, True)):
        with press(bank, who.id) as desk:
            if may:
                approvals.approve(desk, reply_id=reply.pk, by=who, roles=APPROVER)
            else:
                with pytest.raises(NotForYou):
                    approvals.approve(desk, reply_id=reply.pk, by=who, roles=LEAD)


POLICIES: dict[str, tuple[dict[str, dict[str, Any]], str]] = {
    "words": ({"gate": {"severity": {"admission": {"public": "approval"}}}}, "It was our fault."),
    "priority": ({"replies": {"approval": {"priorities": ["normal"]}}}, WORDS),
    "share": ({"replies": {"approval": {"share_percent": 100}}}, WORDS),
}


@pytest.mark.parametrize("reason", POLICIES)
def test_each_reason_makes_an_agents_answer_wait(bank: Bank, reason: str) -> None:
    over, text = POLICIES[reason]
    bank.lay_over(over)
    reply = write(bank, bank.complaint(), text, by=AMIRA, roles=AGENT)
    assert wait_of(bank, reply).because == reason
    assert bank.deliveries("reply") == []


def test_without_a_reason_an_agents_answer_goes(bank: Bank) -> None:
    write(bank, bank.complaint(), by=AMIRA, roles=AGENT)
    assert len(bank.deliveries("reply")) == 1
    with bank.database.reading() as session:
        assert session.exec(select(Approval)).all() == []
