"""A file from the customer is a word of the chat, whichever way it is sent."""

from http import HTTPStatus

import pytest
from sqlmodel import select

from bot.domain.records.chat_file import ChatFile, ChatFileBody
from bot.domain.records.messages.message import Message
from bot.domain.records.trail.audit import AuditEntry
from bot.domain.records.trail.verbs import Trail
from tests.handlers.web.chat.files import made
from tests.handlers.web.chat.files.sending import kept_files, send, send_plainly
from tests.handlers.web.chat.people import Bank, Browser


def test_a_picture_is_a_word_of_the_chat(ana: Browser, bank: Bank) -> None:
    ana.script("/chat/say", key="w1", text="Look")
    answer = send(ana, made.with_place(), name="receipt.jpg")
    assert answer.status == 200
    word = answer.json()["word"]
    assert (word["mine"], word["text"], word["key"]) == (True, "", "k1")
    assert word["file"]["told"] == "Picture, 1 kB"
    assert word["file"]["name"] == "receipt.jpg"
    assert ana.shown() == ["Look", ""]
    assert ">Picture, 1 kB</a>" in ana.get().text
    (file,) = kept_files(bank)
    assert (file.width, file.height) == (40, 60)


def test_it_is_sealed_at_rest_and_in_the_trail_by_its_fingerprint(ana: Browser, bank: Bank) -> None:
    send(ana, made.with_place())
    with bank.app.database.reading() as session:
        (body,) = session.exec(select(ChatFileBody)).all()
        entry = session.exec(select(AuditEntry).where(AuditEntry.verb == Trail.CHAT_FILE)).one()
        (file,) = session.exec(select(ChatFile)).all()
    assert b"JFIF" not in body.sealed
    assert entry.details["fingerprint"] == file.fingerprint
    assert "name" not in entry.details


def test_the_same_key_again_is_the_same_word(ana: Browser, bank: Bank) -> None:
    first, second = send(ana, made.picture()), send(ana, made.picture())
    assert first.json() == second.json()
    assert len(kept_files(bank)) == len(bank.words()) == 1


def test_without_javascript_a_plain_form_works(ana: Browser, bank: Bank) -> None:
    assert 'enctype="multipart/form-data"' in ana.get().text
    answer = send_plainly(ana, made.pdf(2), name="statement.pdf", kind="application/pdf")
    assert answer.status == HTTPStatus.SEE_OTHER
    assert "PDF, 1 kB" in ana.get().text
    assert "statement.pdf" in ana.get().text
    refused = send_plainly(ana, made.SVG, key="k2")
    assert refused.status == 415
    assert "This is something else." in refused.text
    nothing = send_plainly(ana, b"", key="k3", name="")
    assert nothing.status == 422
    assert "Choose a picture or a PDF first." in nothing.text
    assert len(kept_files(bank)) == 1


@pytest.mark.parametrize("declared", ["image/jpeg", "image/svg+xml", "text/html", "../../x", ""])
def test_neither_the_name_nor_the_declared_type_says_what_it_is(
    ana: Browser, declared: str
) -> None:
    assert send(ana, made.HTML, name="photo.jpg", kind=declared).status == 415
    answer = send(ana, made.picture(), name="page.html", kind=declared)
    assert answer.json()["word"]["file"]["told"] == "Picture, 1 kB"


def test_a_number_in_a_file_s_name_is_masked_as_in_words(ana: Browser, bank: Bank) -> None:
    answer = send(ana, made.picture(), name="card 4111 1111 1111 1111.jpg")
    assert "4111" not in answer.text
    with bank.app.database.reading() as session:
        assert "4111" not in str(session.exec(select(Message.attachments)).all())
        assert "4111" not in str(session.exec(select(ChatFile.name)).all())


def test_an_ended_chat_takes_no_file(ana: Browser) -> None:
    send(ana, made.picture())
    ana.script("/chat/end")
    assert send(ana, made.picture(), key="k2").status == 409
