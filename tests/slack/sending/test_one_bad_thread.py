"""One thread or channel that Slack does not take stops nobody else's."""

from bot.domain.channels.inbound import Happening, Inbound
from bot.outbox.delivery import Delivery, DeliveryState
from bot.outbox.lease import lease_next
from bot.outbox.outcome import Outcome, Refused, Uncertain
from bot.outbox.patience import Patience
from bot.outbox.settle import settle
from tests.slack.workplace import AMIRA, Workplace

_BAD_LAYOUT = Refused("invalid_blocks", "Slack refuses the layout of the message")


def test_a_headline_slack_refuses_holds_up_no_other_customer(workplace: Workplace) -> None:
    first = broken(workplace, _BAD_LAYOUT)
    again = workplace.post("Hello?", author="mallory", conversation=first.external_id)
    workplace.take_in(again)
    workplace.take_in(workplace.post("My card was declined", author="ana"))
    send(workplace)
    assert any("declined" in str(message["blocks"]) for message in workplace.messages())


def test_a_headline_slack_refused_holds_up_no_other_redraw(workplace: Workplace) -> None:
    first = broken(workplace, _BAD_LAYOUT)
    workplace.take_in(first.model_copy(update={"happening": Happening.REMOVED}))
    assert_others_are_redrawn(workplace)


def test_a_headline_in_doubt_holds_up_no_other_redraw(workplace: Workplace) -> None:
    first = broken(workplace, Uncertain("cut"))
    workplace.take_in(first.model_copy(update={"happening": Happening.REMOVED}))
    assert_others_are_redrawn(workplace)


def test_a_headline_in_doubt_that_is_found_is_redrawn_without_the_deleted_words(
    workplace: Workplace,
) -> None:
    post = workplace.post("These words go")
    case_id = workplace.take_in(post)
    workplace.fault("chat.postMessage", "reset_after")
    send(workplace)
    workplace.take_in(post.model_copy(update={"happening": Happening.REMOVED}))
    send(workplace)
    workplace.database.move(200)
    workplace.relay.keep_once()
    send(workplace)
    assert workplace.thread(case_id).slack_ts
    assert "These words go" not in str(workplace.messages())


def send(workplace: Workplace) -> None:
    """Send what can be sent; with an end to it, should something be tried for ever."""
    for _ in range(40):
        workplace.database.move(3)
        workplace.relay.run_once("slack")


def test_a_headline_nobody_can_find_raises_an_alarm(workplace: Workplace) -> None:
    broken(workplace, Uncertain("cut"))
    with workplace.app.desk() as desk:
        [lost] = workplace.deliveries("slack.headline")
        row = desk.session.get_one(Delivery, lost.id)
        row.state, row.error = DeliveryState.ASK, "It could never be found."
        desk.session.add(row)
        desk.session.flush()
        workplace.app.settled(desk.session, row, Uncertain("cut"))
    send(workplace)
    assert "could never be found" in workplace.messages("C0DUTY")[-1]["text"]


def assert_others_are_redrawn(workplace: Workplace) -> None:
    case_id = workplace.take_in(workplace.post("My card was declined", author="ana"))
    send(workplace)
    workplace.press(AMIRA, case_id, "claim")
    send(workplace)
    assert f"<@{AMIRA}>" in str(workplace.headline(case_id)["blocks"])


def broken(workplace: Workplace, outcome: Outcome) -> Inbound:
    """A complaint whose headline ends like this."""
    post = workplace.post("This one breaks Slack", author="mallory")
    workplace.take_in(post)
    workplace.database.move(3)
    with workplace.app.desk() as desk:
        session, now, patience = desk.session, desk.database_now, Patience()
        parcel = lease_next(
            session=session,
            pool="slack",
            kinds=["slack.headline"],
            owner="t",
            now=now,
            patience=patience,
        )
        assert parcel is not None
        ended = settle(
            session=session,
            delivery_id=parcel.id,
            case_id=parcel.case_id,
            attempt=1,
            outcome=outcome,
            now=now,
            patience=patience,
        )
        assert ended is not None
        workplace.app.settled(session, ended, outcome)
    return post
