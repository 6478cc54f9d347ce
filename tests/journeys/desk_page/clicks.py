"""What customers and staff do on the page, one act a method: everything here is a click or a key."""

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from playwright.sync_api import Locator, Page, TimeoutError, expect

from tests.browser import page_at
from tests.journeys.album import DOTS_PER_PIXEL, Album
from tests.journeys.conftest import House

NOURA = "U0NOURA"  # who reads Arabic; here Amira does too, and is a lead
ARABIC = re.compile("[\u0621-\u064a]{2}")
_RECOGNISED_BY = (
    70  # characters: of the first words a headline shows no more, once there are later ones
)
_ANSWERS_WITHIN_MS = 8000  # a press that is heard opens its form by then, or is refused
FEED = "[data-testid=feed] article"
_FORM_MS = 6_000  # in which a form came, or Slack let nobody open it any more


class Desk:
    """The page, and who is acting on it."""

    def __init__(self, page: Page, house: House, album: Album) -> None:
        self.page = page
        self.house = house
        self.album = album
        self.modal = page.get_by_test_id("modal")
        self.thread = page.get_by_test_id("thread-feed")
        self.public = page.get_by_test_id("public-list")

    # Customers

    def customer_writes(
        self, name: str, words: str, *, on: str = "x", to: str = "Northbank"
    ) -> Locator:
        """A new public post, to nobody where ``to`` is empty; its case, once it is there."""
        self.page.get_by_test_id(f"public-tab-{on}").click()
        self.page.get_by_test_id(f"customer-name-{on}").fill(name)
        self.page.get_by_test_id(f"customer-brand-{on}").select_option(to)
        self.page.get_by_test_id(f"customer-text-{on}").fill(words)
        self.page.get_by_test_id(f"customer-post-{on}").click()
        case = self.case(words)
        expect(case).to_be_visible()
        return case

    def customer_comments(self, words: str, *, under: str) -> None:
        """The same customer writes again below their post."""
        post = self.public_thread(under)
        post.get_by_role("button", name=re.compile("Reply|Comment")).first.click()
        post.get_by_label("Reply as a customer").fill(words)
        post.get_by_role("button", name="Send").click()

    def bank_answers_in_the_app(self, words: str, *, under: str, as_account: str) -> None:
        """Somebody at the bank answers in the platform's own app, past Earshot."""
        post = self.public_thread(under)
        post.get_by_role("button", name=re.compile("Reply|Comment")).first.click()
        post.get_by_label("Who writes").select_option(as_account)
        expect(post.get_by_label("Customer", exact=True)).to_be_hidden()
        post.get_by_label("Reply as a customer").fill(words)
        post.get_by_role("button", name="Send").click()

    def customer_writes_in_private(self, name: str, words: str, *, on: str) -> None:
        """A direct message on X, or one in Messenger."""
        self.page.get_by_test_id("public-tab-private").click()
        self.page.get_by_test_id("customer-name-private").fill(name)
        self.page.get_by_test_id("customer-place-private").select_option(on)
        self.page.get_by_test_id("customer-text-private").fill(words)
        self.page.get_by_test_id("customer-post-private").click()

    def public_thread(self, words: str) -> Locator:
        """The post on the customers' side with these words, and what stands under it."""
        return self.public.locator(".public-thread").filter(has_text=words)

    def switch(self, name: str, *, on: bool) -> None:
        """One of the failures on top of the page, as ``x_down``."""
        self.page.get_by_test_id("failures").click()
        self.page.get_by_test_id(f"switch-{name}").set_checked(on)
        self.page.get_by_test_id("failures").click()

    # Staff

    def act_as(self, user: str, *, channel: str = "northbank-complaints") -> None:
        """Be this member of staff, and look at this channel."""
        self.page.get_by_test_id("acting-as").select_option(user)
        self.page.get_by_test_id(f"channel-{channel}").click()

    def case(self, words: str) -> Locator:
        """The message in the open channel that quotes these words."""
        return self.page.locator(FEED).filter(has_text=words[:_RECOGNISED_BY]).first

    def headline(self) -> Locator:
        """The case whose thread is open."""
        return self.thread.get_by_role("article").first

    def open_thread(self, case: Locator) -> Locator:
        """The thread of a case in which something stands already; its headline there."""
        case.locator("[data-testid^=thread-]").click()
        expect(self.headline()).to_be_visible()
        return self.headline()

    def claim(self, case: Locator, who: str) -> None:
        """Press Claim, and see the name."""
        case.get_by_test_id("action-claim").click()
        expect(case).to_contain_text(f" · @{who}")

    def choose(self, case: Locator, label: str) -> None:
        """Choose from *More…*, and again where Slack's three seconds went by before its form came."""
        menu = case.get_by_test_id("action-more")
        menu.select_option(label=label)
        if label.endswith("…"):
            try:
                self.modal.wait_for(timeout=_FORM_MS)
            except TimeoutError:
                menu.select_option(label=label)

    def choose_in_list(self, menu: Locator, label: str) -> None:
        """Choose from a row's small menu in the open form, and again where the form was drawn anew meanwhile."""
        choice = self.modal.get_by_role("button", name=label)
        menu.click()
        try:
            choice.click(timeout=_FORM_MS)
        except TimeoutError:
            menu.click()
            choice.click()

    def says_yes(self, title: str) -> None:
        """Slack's own small question before a press."""
        question = self.page.get_by_test_id("confirm")
        expect(question).to_contain_text(title)
        self.album.take("sure")
        question.get_by_test_id("confirm-yes").click()
        expect(question).to_be_hidden()

    def write(self, words: str) -> Locator:
        """Say something in the open thread; the message."""
        self.page.get_by_test_id("thread-composer-text").fill(words)
        self.page.get_by_test_id("thread-composer-send").click()
        return self.thread.get_by_role("article").filter(has_text=words).last

    def fill(self, **values: str) -> None:
        """Words into the fields of the open form, by block; a select takes its value."""
        for name, value in values.items():
            field = self.modal.locator(f"[data-testid^='field-{name}']")
            expect(field).to_be_visible()
            if field.evaluate("control => control.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)

    def tick(self, *labels: str) -> None:
        """Boxes and circles of the open form, by their words."""
        for label in labels:
            self.modal.locator("label.choice").filter(has_text=label).locator("input").check()

    def opens(self, title: str | re.Pattern[str]) -> None:
        """A form with this title."""
        expect(self.modal).to_be_visible()
        expect(self.page.get_by_test_id("modal-title")).to_have_text(title)

    def submit(self, *, closes: bool = True) -> None:
        """The green button of the form."""
        self.page.get_by_test_id("modal-submit").click()
        if closes:
            expect(self.modal).to_be_hidden()

    def close(self) -> None:
        """Close every open form."""
        expect(self.modal).to_be_visible()
        while self.modal.is_visible():
            try:
                self.page.get_by_test_id("modal-close").click(timeout=1000)
            except TimeoutError:
                continue  # the last one went away between the look and the click
            self.page.wait_for_timeout(150)

    def press_reply(self, case: Locator) -> None:
        """Press Reply; whatever form opens. A press while the page draws the case anew is lost, so that one
        presses again, as a person would."""
        expect(self.modal).to_be_hidden()
        button = case.get_by_test_id("action-reply").last
        button.click()
        with suppress(AssertionError):
            expect(self.modal).to_be_visible(timeout=_ANSWERS_WITHIN_MS)
        if not self.modal.is_visible():
            button.click()
        expect(self.modal).to_be_visible()

    def answer(self, case: Locator, words: str, *, purpose: str = "answers") -> None:
        """The whole way: form, exact preview, Send."""
        self.press_reply(case)
        self.opens(re.compile("^Reply to"))
        self.fill(text=words)
        self.modal.get_by_test_id(f"option-{purpose}").check()
        self.submit(closes=False)
        self.opens("Send this answer?")
        expect(self.modal).to_contain_text(words)
        self.submit()

    def at_home(self) -> Locator:
        """The Home tab of whoever acts."""
        self.page.get_by_test_id("home-tab").click()
        return self.page.get_by_test_id("home")

    def press_at_home(self, action_id: str) -> None:
        """One of the buttons on top of it."""
        self.at_home().get_by_test_id(f"action-{action_id}").click()
        expect(self.modal).to_be_visible()

    def asks(self, words: str) -> Locator:
        """A command typed into the channel; what only this person is shown."""
        answers = self.page.locator(f"{FEED}.whisper")
        before = answers.count()
        self.page.get_by_test_id("composer-text").fill(f"/case {words}")
        self.page.get_by_test_id("composer-send").click()
        expect(answers).to_have_count(before + 1)
        return answers.last


def number_of(case: Locator) -> str:
    """The case's name, as on its headline: C-1042."""
    found = re.search(r"C-\d+", case.inner_text())
    assert found is not None
    return found[0]


@contextmanager
def desk_in(house: House) -> Iterator[Desk]:
    """The page of a house that is open meanwhile, and whoever plays on it."""
    try:
        house.open()
        with page_at(f"{house.platforms.address}/", dots_per_pixel=DOTS_PER_PIXEL) as page:
            yield Desk(page, house, Album(page))
    finally:
        house.close()
