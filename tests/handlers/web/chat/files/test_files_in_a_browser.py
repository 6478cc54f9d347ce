"""Files in a real browser: chosen, pasted, sent by a plain form, fetched again; the talk saved."""

from base64 import b64encode
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page, expect

from bot.domain.records.chat_file import ChatFile
from config.settings import Settings
from tests.browser import in_a_browser
from tests.handlers.web.chat.files import made
from tests.handlers.web.chat.files.sending import kept_files
from tests.handlers.web.chat.people import Bank
from tests.handlers.web.chat.served import AT_A_DESK, ON_A_PHONE, Screen, says
from tests.handlers.web.chat.test_accessible import finds_nothing

pytestmark = [pytest.mark.browser, in_a_browser, pytest.mark.xdist_group("chat-page")]
_PASTES = """([body, type, words]) => {
  const brought = new DataTransfer();
  const bytes = Uint8Array.from(atob(body), (each) => each.charCodeAt(0));
  brought.items.add(new File([bytes], "image.png", { type }));
  if (words) brought.setData("text/plain", words);
  document.getElementById("box").dispatchEvent(
    new ClipboardEvent("paste", { clipboardData: brought, bubbles: true, cancelable: true }));
}"""


@pytest.fixture
def settings(settings: Settings, port: int) -> Settings:
    return settings.model_copy(update={"chat_url": f"http://127.0.0.1:{port}"})


@pytest.fixture
def token(bank: Bank, case_id: int) -> str:
    return bank.invite(case_id)


def choose(page: Page, *files: tuple[str, str, bytes]) -> None:
    """Press the button, and choose these in the window of the system."""
    with page.expect_file_chooser() as opened:
        page.locator("#clip").click()
    opened.value.set_files([FilePayload(name=n, mimeType=kind, buffer=b) for n, kind, b in files])


def saved(page: Page, name: str, folder: Path) -> tuple[str, bytes]:
    """What the browser saves when this link is pressed: its name, its bytes."""
    with page.expect_download() as begun:
        page.get_by_role("link", name=name).first.click()
    to = folder / "saved"
    begun.value.save_as(to)
    return begun.value.suggested_filename, to.read_bytes()


def test_chosen_and_pasted_pictures_go_and_come_back_and_the_talk_is_saved(
    screen: Screen, bank: Bank, token: str, tmp_path: Path
) -> None:
    """Pasted pictures and dictated text are refused, say users of other chats; here they are not."""
    page = screen.enter(token, **{**ON_A_PHONE, "timezone_id": "Asia/Dubai"})
    choose(page, ("إيصال <b>.jpg", "image/jpeg", made.with_place()))
    expect(page.locator("#chosen .chip")).to_have_count(1)
    page.evaluate(_PASTES, [_base64(made.picture("PNG")), "image/png", ""])
    expect(page.locator("#chosen .chip")).to_have_count(2)
    page.evaluate(_PASTES, [_base64(made.picture("PNG")), "image/png", "words with their picture"])
    expect(page.locator("#chosen .chip")).to_have_count(2)
    page.get_by_role("button", name="Leave out image.png").click()
    page.evaluate(_PASTES, [_base64(made.picture("PNG")), "image/png", ""])
    finds_nothing(page, "files that are chosen")
    page.locator("#send").click()
    expect(page.locator(".mine .file a")).to_have_count(2)
    finds_nothing(page, "files that were sent")
    expect(page.locator(".going")).to_have_count(0)
    expect(page.locator("#chosen .chip")).to_have_count(0)
    page.locator("#box").evaluate(
        """(box) => { box.value = "Dictated words"; box.dispatchEvent(
           new InputEvent("input", { inputType: "insertDictationResult", bubbles: true })); }"""
    )
    page.locator("#send").click()
    expect(page.locator(".mine .text").last).to_have_text("Dictated words")
    choose(page, ("page.svg", "image/svg+xml", made.SVG))
    expect(page.locator("#problem")).to_contain_text("This is something else.")
    choose(page, ("photo.png", "image/png", made.HTML))  # it only says that it is one
    page.locator("#send").click()
    expect(page.locator("#problem")).to_contain_text("This is something else.")
    expect(page.locator(".going")).to_have_count(0)
    page.reload()
    page.wait_for_selector("body[data-ready=yes]")
    expect(page.locator(".mine .file .name").first).to_have_text("إيصال <b>.jpg")
    name, body = saved(page, "Picture", tmp_path)
    assert name == "chat-picture-1.jpg"
    assert body.startswith(b"\xff\xd8\xff")
    name, body = saved(page, "Save this talk", tmp_path)
    assert "إيصال <b>.jpg" in body.decode("utf-8-sig")
    assert "Asia/Dubai" in body.decode()
    assert len(kept_files(bank)) == 2


def test_a_picture_from_a_tunnel_is_sent_once_the_line_is_back(
    screen: Screen, bank: Bank, token: str
) -> None:
    page = screen.enter(token, **AT_A_DESK)
    page.context.set_offline(True)
    choose(page, ("receipt.jpg", "image/jpeg", made.picture()))
    page.locator("#send").click()
    expect(page.locator(".going")).to_contain_text("Waiting for a connection")
    page.context.set_offline(False)
    expect(page.locator(".mine .file a")).to_have_count(1)
    files: list[ChatFile] = kept_files(bank)
    assert [file.name for file in files] == ["receipt.jpg"]


def test_without_javascript_a_file_goes_by_a_plain_form(
    screen: Screen, bank: Bank, token: str, tmp_path: Path
) -> None:
    page = screen.open("", java_script_enabled=False, **ON_A_PHONE)
    page.locator("#link").fill(f"{screen.origin}/chat#t={token}")
    page.locator("#enter button").click()
    page.locator("#file").set_input_files(
        [FilePayload(name="statement.pdf", mimeType="application/pdf", buffer=made.pdf(2))]
    )
    page.get_by_role("button", name="Send file").click()
    expect(page.locator(".mine .file")).to_contain_text("statement.pdf")
    name, body = saved(page, "PDF", tmp_path)
    assert name == "chat-pdf-1.pdf"
    assert body.startswith(b"%PDF-")
    says(page, "That is it")
    name, body = saved(page, "Save this talk", tmp_path)
    assert "\u2068UTC\u2069" in body.decode()


def _base64(body: bytes) -> str:
    return b64encode(body).decode()
