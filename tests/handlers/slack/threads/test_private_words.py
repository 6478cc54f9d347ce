"""A private talk beside a public one, in the simulated Slack: two threads, and who gets in."""

import dataclasses
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import select

from bot import bootstrap
from bot.domain.records.cases.case import CaseThread, Surface
from bot.domain.records.private_channel import PrivateChannel, PrivateReader
from bot.outbox.delivery import DeliveryState
from bot.sandbox.credentials import NORTHBANK
from handlers.worker import private_refresh
from tests.handlers.slack.signed import event
from tests.slack.workplace import AMIRA, CHANNEL, TOM, Workplace

PRIVATE = "C0NBPRIVATE"
SECRET = "My salary is 4000"


def talk(workplace: Workplace, *, public: bool = True) -> int:
    """A complaint in public and a private word; or the private word alone."""
    if public:
        workplace.complaint()
    word = workplace.post(SECRET, surface=Surface.PRIVATE, conversation="talk-ana", permalink="")
    case_id = workplace.take_in(word)
    workplace.send_all()
    return case_id


def texts(workplace: Workplace, channel: str) -> str:
    """Everything that stands in a channel."""
    return str([(m.get("blocks"), m["text"]) for m in workplace.messages(channel)])


def thread(workplace: Workplace, case_id: int, surface: Surface) -> CaseThread:
    """The case's thread for these words."""
    with workplace.database.reading() as session:
        query = select(CaseThread).where(
            CaseThread.case_id == case_id, CaseThread.surface == surface
        )
        return session.exec(query).one()


def press(workplace: Workplace, user: str, case_id: int, action_id: str) -> dict[str, Any]:
    """Press a button of the private headline."""
    ts = thread(workplace, case_id, Surface.PRIVATE).slack_ts
    return workplace.do("click", user=user, channel=PRIVATE, ts=ts, action_id=action_id)


def test_the_words_stand_in_the_private_channel_and_the_pointer_links_there(
    workplace: Workplace,
) -> None:
    case_id = talk(workplace)
    private, public = texts(workplace, PRIVATE), texts(workplace, CHANNEL)
    assert SECRET in private
    assert SECRET not in public
    there = thread(workplace, case_id, Surface.PRIVATE)
    here = thread(workplace, case_id, Surface.PUBLIC)
    assert f"/archives/{PRIVATE}/p{str(there.slack_ts).replace('.', '')}|" in public
    assert f"/archives/{CHANNEL}/p{str(here.slack_ts).replace('.', '')}|" in private
    assert "wrote in private" in public
    assert "Only members of this channel" in private


def test_the_headline_of_a_private_talk_says_which_post_it_belongs_to(
    workplace: Workplace,
) -> None:
    talk(workplace)
    headline = workplace.messages(PRIVATE)[0]
    assert "in private" in str(headline["blocks"][0])
    assert "their public post" in str(headline["blocks"])


@pytest.mark.parametrize("in_public", [True, False])
def test_a_closed_window_sends_to_the_public_side_only_where_there_is_one(
    workplace: Workplace, in_public: bool
) -> None:
    page: dict[str, Any] = {"channel": "facebook", "account": NORTHBANK.page_id}
    if in_public:
        workplace.take_in(workplace.post("My card was declined", **page))
    long_ago = datetime.now(UTC) - timedelta(hours=25)
    talk: dict[str, Any] = {"surface": Surface.PRIVATE, "conversation": "talk-ana", "at": long_ago}
    workplace.take_in(workplace.post(SECRET, **page, **talk))
    workplace.send_all()
    headline = str(workplace.messages(PRIVATE)[0]["blocks"])
    assert "took a private answer until" in headline
    assert ("Answer in public, or call them" in headline) is in_public
    assert ("Call them; when they write" in headline) is not in_public


def test_a_talk_that_began_in_private_is_told_to_nobody_else(workplace: Workplace) -> None:
    talk(workplace, public=False)
    assert workplace.messages(CHANNEL) == []
    assert SECRET in texts(workplace, PRIVATE)


def test_who_was_taken_out_of_the_channel_is_kindly_refused(workplace: Workplace) -> None:
    case_id = talk(workplace, public=False)
    event(workplace, type="member_left_channel", user=TOM, channel=PRIVATE)
    press(workplace, TOM, case_id, "claim")
    assert "invite you" in workplace.refused(TOM)
    press(workplace, AMIRA, case_id, "claim")
    assert workplace.refused(AMIRA) == ""


def test_who_joins_the_channel_may_act_at_once(workplace: Workplace) -> None:
    case_id = talk(workplace, public=False)
    event(workplace, type="member_left_channel", user=TOM, channel=PRIVATE)
    event(workplace, type="member_joined_channel", user=TOM, channel=PRIVATE)
    press(workplace, TOM, case_id, "claim")
    assert workplace.refused(TOM) == ""


@pytest.mark.parametrize(("minutes", "is_shown"), [(10, False), (30, True)])
def test_the_banks_own_setting_says_how_long_a_channel_counts_as_private(
    workplace: Workplace, minutes: int, is_shown: bool
) -> None:
    settings = workplace.app.settings.model_copy(update={"roles_trusted_minutes": minutes})
    workplace.relay = bootstrap.relay(dataclasses.replace(workplace.app, settings=settings))
    with workplace.database.transaction() as session:
        channel = session.get_one(PrivateChannel, PRIVATE)
        channel.refreshed_at -= timedelta(minutes=20)
        session.add(channel)
    talk(workplace, public=False)
    assert (SECRET in texts(workplace, PRIVATE)) is is_shown


def test_events_of_other_channels_make_nobody_a_reader(workplace: Workplace) -> None:
    event(workplace, type="member_joined_channel", user=TOM, channel=CHANNEL)
    with workplace.database.reading() as session:
        assert session.get(PrivateReader, (CHANNEL, TOM)) is None


def test_nothing_private_is_posted_once_the_channel_is_shared_and_it_is_an_alarm(
    workplace: Workplace,
) -> None:
    share(workplace, shared=True)
    private_refresh.refresh(workplace.app)
    talk(workplace)
    assert SECRET not in texts(workplace, PRIVATE)
    assert "shared with another workspace" in texts(workplace, "C0DUTY")
    assert "It stands in the private channel" in texts(workplace, CHANNEL)
    waiting = [d for d in workplace.deliveries("slack.headline") if d.state is DeliveryState.READY]
    assert [(d.error or "").partition(":")[0] for d in waiting] == ["private_channel_open"]
    share(workplace, shared=False)
    private_refresh.refresh(workplace.app)
    workplace.database.move(120)
    workplace.send_all()
    assert SECRET in texts(workplace, PRIVATE)


def test_a_channel_nobody_could_read_for_long_gets_no_more_words(workplace: Workplace) -> None:
    workplace.database.move(2 * 3600)
    talk(workplace)
    assert SECRET not in texts(workplace, PRIVATE)


def share(workplace: Workplace, *, shared: bool) -> None:
    """Let a partner's workspace into the private channel, or out of it again."""
    workplace.do("share" if shared else "unshare", channel=PRIVATE)


def test_a_note_of_the_private_thread_stands_in_the_private_form_alone(
    workplace: Workplace,
) -> None:
    case_id = talk(workplace)
    private = thread(workplace, case_id, Surface.PRIVATE)
    given = {"channel": PRIVATE, "user": AMIRA, "ts": "1780000000.000100", "text": "It came late"}
    assert event(workplace, type="message", thread_ts=private.slack_ts, **given).status_code == 200
    for surface, stands in ((Surface.PRIVATE, True), (Surface.PUBLIC, False)):
        place = thread(workplace, case_id, surface)
        press = {"channel": place.slack_channel, "ts": place.slack_ts, "action_id": "reply"}
        workplace.do("click", user=AMIRA, **press)
        assert ("It came late" in str(workplace.form(AMIRA)["blocks"])) is stands
