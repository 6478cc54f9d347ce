"""What is typed in a case's thread is kept, followed, and never leaves."""

from typing import Any

import pytest
from sqlmodel import select

from bot.domain.records.cases.note import Note
from bot.sandbox import credentials
from tests.handlers.slack.door.test_language import speaks
from tests.handlers.slack.signed import event
from tests.slack.workplace import AMIRA, CHANNEL, GUEST, STRANGER, TOM, Workplace

TS = "1780000000.000100"


def notes_of(workplace: Workplace) -> list[Note]:
    with workplace.database.reading() as session:
        return list(session.exec(select(Note)))


def say(workplace: Workplace, case_id: int, text: str, **more: Any) -> None:
    given: dict[str, Any] = {
        "type": "message",
        "channel": CHANNEL,
        "user": AMIRA,
        "text": text,
        "ts": TS,
        "thread_ts": workplace.thread(case_id).slack_ts,
    }
    assert event(workplace, **{**given, **more}).status_code == 200


def change(workplace: Workplace, subtype: str, **more: Any) -> None:
    answer = event(
        workplace, type="message", subtype=subtype, channel=CHANNEL, ts="1780000009.000100", **more
    )
    assert answer.status_code == 200


@pytest.fixture
def noted(workplace: Workplace) -> int:
    """A case with one note."""
    case_id = workplace.complaint()
    say(workplace, case_id, "I called the branch")
    return case_id


@pytest.mark.parametrize("subtype", [None, "file_share", "thread_broadcast"])
def test_a_thread_message_is_kept_as_a_note_and_nothing_is_sent(
    workplace: Workplace, subtype: str | None
) -> None:
    case_id = workplace.complaint()
    say(workplace, case_id, "card 4111 1111 1111 1111", **({"subtype": subtype} if subtype else {}))
    [note] = notes_of(workplace)
    assert (note.case_id, note.slack_user_id) == (case_id, AMIRA)
    assert "4111" not in note.text
    assert workplace.deliveries("reply") == []


def test_a_card_number_in_a_note_is_whispered_about_once_and_not_repeated(
    workplace: Workplace,
) -> None:
    case_id = workplace.complaint()
    for _ in range(2):
        say(workplace, case_id, "card 4111 1111 1111 1111", event_id="Ev1")
    [told] = workplace.slack()["ephemerals"]
    assert (told["user"], told["thread_ts"]) == (AMIRA, workplace.thread(case_id).slack_ts)
    assert "holds a card number. Please delete it in Slack" in told["text"]
    assert "4111" not in told["text"]


def test_who_writes_arabic_is_asked_in_arabic(workplace: Workplace) -> None:
    speaks(workplace, AMIRA, "ar-AE")
    case_id = workplace.complaint()
    say(workplace, case_id, "4111 1111 1111 1111")
    message = {"ts": TS, "user": AMIRA, "text": "Card 4111 1111 1111 1111"}
    change(workplace, "message_changed", message=message)
    assert ["بطاقة" in text for text in workplace.told(AMIRA)] == [True, True]


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("Rang her on 07700 900142", "a phone number"),
        ("Her PIN is 4821 and her mail ana@post.example", "an e-mail address, a PIN"),
        ("born 14/03/1985, she says", "a date of birth"),
    ],
)
def test_any_personal_data_is_whispered_about_by_its_kind(
    workplace: Workplace, text: str, holds: str
) -> None:
    say(workplace, workplace.complaint(), text)
    [told] = workplace.told(AMIRA)
    assert told == f"Your note holds {holds}. Please delete it in Slack; we kept it masked."


def test_what_is_typed_beside_the_cases_is_whispered_about_too(workplace: Workplace) -> None:
    words = "her number is 07700 900142"
    told = event(workplace, type="message", channel=CHANNEL, user=AMIRA, text=words, ts=TS)
    assert told.status_code == 200
    asked, hint = workplace.told(AMIRA)
    assert asked == (
        "Your message holds a phone number. Please delete it in Slack; we did not keep it."
    )
    assert "beside the cases" in hint


@pytest.mark.parametrize("text", ["Call the branch", "[card number hidden]", "IBAN: see below"])
def test_of_words_without_personal_data_nobody_is_told(workplace: Workplace, text: str) -> None:
    say(workplace, workplace.complaint(), text)
    assert workplace.told(AMIRA) == []


def test_a_card_number_that_an_edit_brings_is_whispered_about_too(
    workplace: Workplace, noted: int
) -> None:
    thread = workplace.thread(noted).slack_ts
    for text in ("4111 1111 1111 1111", "I called the branch again"):
        message = {"ts": TS, "thread_ts": thread, "user": AMIRA, "text": text}
        change(workplace, "message_changed", message=message)
    [told] = workplace.slack()["ephemerals"]
    assert (told["user"], told["thread_ts"]) == (AMIRA, thread)
    assert "holds a card number" in told["text"]


@pytest.mark.parametrize("who", [GUEST, STRANGER])
def test_a_card_number_is_whispered_about_also_where_the_words_are_no_note(
    workplace: Workplace, who: str
) -> None:
    case_id = workplace.complaint()
    for _ in range(2):
        say(workplace, case_id, "card 4111 1111 1111 1111", event_id="Ev1", user=who)
    told = [text for text in workplace.told(who) if "card number" in text]
    assert told == [
        "Your message holds a card number. Please delete it in Slack; we did not keep it."
    ]
    assert notes_of(workplace) == []


def test_a_stranger_who_edits_a_card_number_in_is_told_and_an_unfurl_tells_nobody(
    workplace: Workplace,
) -> None:
    before = {"ts": TS, "thread_ts": workplace.thread(workplace.complaint()).slack_ts}
    before |= {"user": STRANGER, "text": "Let me in"}
    after = {**before, "text": "4111 1111 1111 1111"}
    change(workplace, "message_changed", message=after, previous_message=before)
    change(workplace, "message_changed", message=after, previous_message=after)
    bot = {**after, "user": "U0BOT", "bot_id": "B0OTHER"}
    change(workplace, "message_changed", message=bot, previous_message={**before, "text": ""})
    assert ["card number" in text for text in workplace.told(STRANGER)] == [True]
    assert len(workplace.slack()["ephemerals"]) == 1


def test_a_whisper_that_slack_does_not_take_loses_no_note(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    workplace.fault("chat.postEphemeral", "500")
    say(workplace, case_id, "card 4111 1111 1111 1111")
    assert len(notes_of(workplace)) == 1


def test_the_same_event_twice_is_one_note(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    for _ in range(2):
        say(workplace, case_id, "I called the branch", event_id="Ev1")
    assert len(notes_of(workplace)) == 1


def test_a_mention_of_the_bot_which_comes_twice_is_one_note(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    text = f"<@{credentials.SLACK_BOT_USER_ID}> hello"
    say(workplace, case_id, text)
    say(workplace, case_id, text, type="app_mention")
    assert len(notes_of(workplace)) == 1


def test_an_edit_is_followed_and_an_unfurl_is_not_one(workplace: Workplace, noted: int) -> None:
    change(
        workplace,
        "message_changed",
        message={"ts": TS, "user": AMIRA, "text": "I called the branch"},
    )
    assert notes_of(workplace)[0].edited_at is None
    change(
        workplace, "message_changed", message={"ts": TS, "user": AMIRA, "text": "I called twice"}
    )
    [note] = notes_of(workplace)
    assert note.text == "I called twice"
    assert note.edited_at is not None


def test_a_deleted_note_loses_its_words_and_stays(workplace: Workplace, noted: int) -> None:
    change(workplace, "message_deleted", deleted_ts=TS, previous_message={"ts": TS, "user": AMIRA})
    [note] = notes_of(workplace)
    assert (note.text, note.deleted_at is None) == ("", False)


def test_a_tombstone_is_a_deletion(workplace: Workplace, noted: int) -> None:
    change(workplace, "message_changed", message={"ts": TS, "subtype": "tombstone"})
    assert notes_of(workplace)[0].deleted_at is not None


def test_bots_other_threads_and_the_channel_itself_are_no_notes(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    say(workplace, case_id, "beep", bot_id="B0OTHER", subtype="bot_message")
    say(workplace, case_id, "elsewhere", thread_ts="1770000000.000001")
    say(workplace, case_id, "in the channel", thread_ts=None)
    say(workplace, case_id, "from a partner", user_team="T0PARTNER")
    assert notes_of(workplace) == []


@pytest.mark.parametrize("who", [GUEST, STRANGER])
def test_words_of_somebody_without_a_role_are_no_note_of_staff(
    workplace: Workplace, who: str
) -> None:
    say(workplace, workplace.complaint(), "Let me in", user=who)
    assert notes_of(workplace) == []


def test_a_file_and_a_forward_are_noted_as_what_they_are(workplace: Workplace) -> None:
    forward = {"is_share": True, "text": "Card 4111 1111 1111 1111"}
    preview = {"title": "A page", "text": "Not ours"}
    files = [{"id": "F1", "name": "branch.pdf"}]
    case_id = workplace.complaint()
    say(workplace, case_id, "", attachments=[forward, preview], files=files)
    [note] = notes_of(workplace)
    assert note.text == "Forwarded: Card [card number hidden]\nFile: branch.pdf"
    assert "card number" in workplace.told(AMIRA)[0]


def test_the_answer_form_shows_the_last_notes_until_they_are_taken_back(
    workplace: Workplace, noted: int
) -> None:
    workplace.press(TOM, noted, "reply")
    shown = str(workplace.form(TOM)["blocks"])
    assert shown.index("The talk so far") < shown.index("I called the branch")
    assert shown.index("I called the branch") < shown.index("'block_id': 'text")
    change(workplace, "message_deleted", deleted_ts=TS)
    workplace.press(AMIRA, noted, "reply")
    assert "I called the branch" not in str(workplace.form(AMIRA)["blocks"])
