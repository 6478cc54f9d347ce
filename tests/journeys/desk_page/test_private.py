"""Private words: beside a public case, in their own thread, answered there; Messenger by itself."""

from playwright.sync_api import expect

from tests.journeys.conftest import PRIYA, TOM
from tests.journeys.desk_page.clicks import Desk, number_of

PUBLIC = "My mortgage was refused and nobody will say why."
SECRET = "It is about my divorce, so please not in public."
PRIVATE_ANSWER = "Thank you for telling us. It does not count against you; we look at it anew."
COMMENT = "Your branch told my neighbour about my account!"
ASKS = "That must not happen. May we ask you here which branch it was?"
TOLD = "It was the one at the station, last Friday."


def test_private_words_stand_in_the_private_channel_and_are_answered_there(desk: Desk) -> None:
    desk.act_as(PRIYA)
    case = desk.customer_writes("Selma Aydin", PUBLIC)
    desk.claim(case, "Priya Nair")
    desk.customer_writes_in_private("Selma Aydin", SECRET, on="x")
    expect(case).to_contain_text("Also in private")
    desk.open_thread(case)
    expect(desk.thread).to_contain_text("The customer wrote in private")
    expect(desk.thread).not_to_contain_text("divorce")
    desk.thread.get_by_role("link", name="Open the private thread").last.click()
    expect(desk.headline()).to_contain_text(SECRET)
    expect(desk.page.get_by_test_id("channel-title")).to_have_text("northbank-private")
    desk.album.take("private-thread", pane="thread")
    thread = "[data-testid=thread-feed] article"
    desk.album.draw("private-thread", thread, size=(720, 1400), pane="thread")
    desk.answer(desk.headline(), PRIVATE_ANSWER)
    desk.page.get_by_test_id("public-tab-private").click()
    talk = desk.public.locator(".talk").filter(has_text="Selma Aydin")
    expect(talk.locator(".word.bank")).to_contain_text(PRIVATE_ANSWER)
    desk.album.take("private-talk", pane="public")
    outsiders_see_nothing(desk, number_of(desk.headline()))


def outsiders_see_nothing(desk: Desk, number: str) -> None:
    """Tom is not in the private channel."""
    desk.act_as(TOM)
    expect(desk.page.get_by_test_id("channel-northbank-private")).to_be_hidden()
    told = desk.asks("divorce")
    expect(told).to_contain_text("Nothing.")
    expect(desk.asks(number)).not_to_contain_text("divorce")


def test_a_comment_is_answered_in_private_and_the_talk_goes_on_in_messenger(desk: Desk) -> None:
    desk.act_as(PRIYA)
    case = desk.customer_writes("Ada Moen", COMMENT, on="facebook")
    desk.claim(case, "Priya Nair")
    desk.press_reply(case)
    expect(desk.modal).to_contain_text("Who reads it?")
    desk.tick("The customer alone")
    expect(desk.modal).to_contain_text("privately, to the customer alone")
    desk.fill(text=ASKS)
    desk.modal.get_by_test_id("option-asks").check()
    desk.album.take("reply-places")
    desk.album.draw("reply-form", "[data-testid=modal]", size=(960, 1500))
    desk.submit(closes=False)
    desk.opens("Send this answer?")
    expect(desk.modal).to_contain_text("to the customer alone")
    desk.submit()
    desk.page.get_by_test_id("public-tab-private").click()
    talk = desk.public.locator(".talk").filter(has_text="Ada Moen")
    expect(talk.locator(".word.bank")).to_contain_text(ASKS)
    talk.locator("textarea").fill(TOLD)
    talk.get_by_role("button", name="Send").click()
    desk.act_as(PRIYA, channel="northbank-private")
    private = desk.case("Ada Moen")
    expect(private).to_contain_text("takes a private answer until")
    desk.open_thread(private)
    expect(desk.thread).to_contain_text(TOLD)
