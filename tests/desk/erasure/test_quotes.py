"""What quotes a customer outside the case's threads: drawn anew once it is erased or taken down, whenever it was posted."""

import pytest
from sqlmodel import col, select

from bot.desk.answers.receipts import settled
from bot.desk.cases import closures
from bot.desk.digests import issuing
from bot.desk.erasure import persons, requests
from bot.desk.surges import opening
from bot.domain.channels.inbound import Happening
from bot.domain.records.answers.past_answer import PastAnswer, PastAnswerWord
from bot.domain.records.cases.case import Case
from bot.domain.records.cases.closure import Outcome
from bot.domain.records.messages.author import Author
from bot.domain.records.messages.message import Message
from bot.domain.records.messages.reveal import Reveal
from bot.domain.records.staff import Actor
from bot.domain.records.surge import Surge
from bot.outbox.delivery import Delivery
from bot.outbox.outcome import Receipt
from tests.desk.answers.test_replies import answer
from tests.desk.conftest import Bank
from tests.desk.surges.outages import break_down, look, the_surge

MIRA = Actor.staff("U0AMIRA")


def erase(bank: Bank, case_id: int) -> requests.Report:
    with bank.desk() as desk:
        closures.resolve(desk, case_id=case_id, outcome=Outcome.FIXED, remark="", by=MIRA)
    with bank.desk() as desk:
        person = persons.meant(desk.session, f"C-{case_id}")
        return requests.erase(desk, person=person, by=Actor.operator("Carla"), reason="DSAR-17")


def there(bank: Bank, kind: str) -> list[Delivery]:
    """All of this kind are in Slack; they."""
    found = [each for each in bank.deliveries(kind) if each.reference is None]
    for each in found:
        bank.end(each, Receipt(reference=f"7.{each.pk}"))
    return bank.deliveries(kind)


def test_a_name_that_staff_typed_about_a_surge_goes_and_its_post_is_drawn_anew(bank: Bank) -> None:
    case_id, *_ = break_down(bank)
    look(bank)
    with bank.desk() as desk:
        author = desk.session.get_one(Author, desk.session.get_one(Case, case_id).author_id)
        author.name = "Zoë Quill"
        surge = desk.session.get_one(Surge, the_surge(bank).pk)
        surge.cause, surge.note = "First told by ZOE QUILL and others", "Ring Zoë  Quill’s branch"
        desk.session.add_all([author, surge])
    there(bank, "slack.surge")
    before = len(there(bank, "slack.redraw"))
    assert erase(bank, case_id).rows["surges"] == 1
    with bank.database.reading() as session:
        left = session.get_one(Surge, the_surge(bank).pk)
    assert left.cause == "First told by [erased] and others"
    assert left.note == "Ring [erased]’s branch"
    assert len(bank.deliveries("slack.redraw")) > before


@pytest.mark.parametrize("how", ["erased", "taken down"])
def test_the_post_and_the_report_of_a_surge_that_is_over_lose_their_words(
    bank: Bank, how: str
) -> None:
    case_id, *_ = break_down(bank)
    look(bank)
    with bank.desk() as desk:
        opening.end(desk, surge_id=the_surge(bank).pk, by=MIRA)
    quoting = {one.pk for one in there(bank, "slack.surge") if one.payload["what"] != "told"}
    for each in there(bank, "slack.redraw"):
        assert each.reference
    before = len(bank.deliveries("slack.redraw"))
    if how == "erased":
        report = erase(bank, case_id)
        assert len(report.drawn_anew) == len(quoting) == 2
    else:
        with bank.desk() as desk:
            said = desk.session.exec(select(Message).where(Message.case_id == case_id)).one()
        gone = bank.post("", author="outage0", external_id=said.external_id)
        bank.take_in(gone.model_copy(update={"happening": Happening.REMOVED}))
    since = bank.deliveries("slack.redraw")[before:]
    assert quoting <= {each.payload.get("delivery_id") for each in since}


def test_a_digest_that_may_or_may_not_be_in_slack_is_named(bank: Bank) -> None:
    case_id = bank.complaint()
    bank.later(hours=9)
    with bank.desk() as desk:
        issuing.issue_now(desk, digest="daily", by=MIRA)
    [digest] = bank.deliveries("slack.digest")
    assert digest.payload["report"]["to_see"]
    with bank.desk() as desk:
        row = desk.session.get_one(Delivery, digest.pk)
        row.attempt = 1
        row.mark_asked("It could not be found.")
        desk.session.add(row)
    report = erase(bank, case_id)
    assert report.out_of_reach == [(digest.payload["slack_channel"], "slack.digest")]
    assert report.drawn_anew == []


def test_of_words_that_were_moved_no_answer_is_found_and_no_reason_kept(bank: Bank) -> None:
    case_id = bank.complaint("A quinquereme", author="zuleika")
    other = bank.complaint("The card was declined at the till in the shop", author="ben")
    delivery = answer(bank, other)
    with bank.desk() as desk:
        row = desk.session.get_one(Delivery, delivery.pk)
        row.mark_sent(Receipt("900"), now=desk.database_now)
        settled(desk, delivery=row, outcome=Receipt("900"))
    with bank.desk() as desk:  # as staff can move a word by splitting what was one
        author = desk.session.exec(select(Author.id).where(Author.handle == "zuleika")).one()
        asked = select(Message).where(Message.case_id == other, col(Message.author_id).is_not(None))
        moved = desk.session.exec(asked.order_by(col(Message.id))).first()
        assert moved is not None
        moved.author_id = author
        look_at = Reveal(
            case_id=other,
            message_id=moved.pk,
            reason="Zuleika rang",
            slack_user_id="U0AMIRA",
            shown_at=desk.now,
            view_id="V1",
            hide_at=desk.database_now,
        )
        desk.session.add_all([moved, look_at])
        assert desk.session.exec(select(PastAnswer)).all()
    erase(bank, case_id)
    with bank.desk() as desk:
        assert desk.session.exec(select(PastAnswer)).all() == []
        assert desk.session.exec(select(PastAnswerWord)).all() == []
        assert desk.session.exec(select(Reveal.reason)).all() == ["[erased]"]
