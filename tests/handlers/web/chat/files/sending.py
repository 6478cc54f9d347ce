"""Sending a file as the page does, and what is known of it afterwards."""

import dataclasses
from http import HTTPStatus
from typing import Any

from sqlmodel import select

from bot.bootstrap import App
from bot.domain.records.chat_file import ChatFile
from bot.domain.rules.chat_rules import FileRules
from handlers.status import Readiness
from handlers.web.site import site as whole_site
from tests.handlers.asking import Answer
from tests.handlers.web.chat.files import made
from tests.handlers.web.chat.people import Bank, Browser


def send(browser: Browser, body: bytes, *, key: str = "k1", **told: str) -> Answer:
    """Send a file as the page's script does."""
    form, kind = made.multipart(body, key=key, **told)
    return browser.post("/chat/file", form, kind, browser.word())


def send_plainly(browser: Browser, body: bytes, *, key: str = "k1", **told: str) -> Answer:
    """Send a file by the form that works without script."""
    form, kind = made.multipart(body, key=key, csrf=browser.word(), **told)
    return browser.post("/chat/file", form, kind)


def kept_files(bank: Bank) -> list[ChatFile]:
    """What is known of every file."""
    with bank.app.database.reading() as session:
        return list(session.exec(select(ChatFile).order_by("id")))


def link_of(browser: Browser, answer: Answer) -> str:
    """Where the browser is sent that follows its own file's link."""
    moved = browser.get(answer.json()["word"]["file"]["href"])
    assert moved.status == HTTPStatus.SEE_OTHER, moved.text
    return moved.headers["location"]


def under(ana: Browser, app: App, **changed: Any) -> Browser:
    """The same browser at a bank that has other limits."""
    files = FileRules(**{"on": True, "largest_mb": 1, "most": 2, "most_megapixels": 2, **changed})
    chat = app.rules.chat.model_copy(update={"files": files})
    other = dataclasses.replace(app, rules=app.rules.model_copy(update={"chat": chat}))
    return Browser(whole_site(other, readiness=Readiness(other)), cookie=ana.cookie)
