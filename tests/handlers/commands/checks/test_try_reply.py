"""`earshot try-reply`: all that the gate sees in an answer."""

from bot.bootstrap import App
from bot.desk.house import weekly_data
from bot.domain.records.staff import Actor
from bot.domain.rules.house.contact_row import ContactRow
from bot.domain.rules.house.weekly_data import Kind
from tests.handlers.commands.test_clock_commands import earshot


def test_it_tells_what_is_stopped_and_what_would_be_better(app: App) -> None:
    told = earshot("try-reply", "Please reply with your account number")
    assert "Stopped      asks_secret: “account number”" in told
    assert "the reply would be public" in told
    assert "Better: “Please send us a private message" in told


def test_it_knows_what_was_entered_in_slack(app: App) -> None:
    number = "+44 20 7946 0958"
    assert "personal_data.phone" in earshot("try-reply", f"Please ring {number}.")
    with app.desk() as desk:
        row = ContactRow(value=number)
        weekly_data.add(desk, kind=Kind.CONTACTS, row=row, by=Actor.staff("U0LENA"))
    assert "personal_data.phone" not in earshot("try-reply", f"Please ring {number}.")


def test_it_tells_what_is_only_pointed_out(app: App) -> None:
    told = earshot("try-reply", "We will call you tomorrow.", "--brand", "northbank")
    assert "Pointed out  promise: “We will call you tomorrow”" in told


def test_it_repeats_no_personal_data(app: App) -> None:
    told = earshot("try-reply", "Card 4111 1111 1111 1111", "--surface", "private")
    assert "4111" not in told
    assert "personal_data.card: 1 in it" in told


def test_it_says_so_when_nothing_stands_in_the_way(app: App) -> None:
    assert "Nothing stands in its way" in earshot("try-reply", "Sorry to hear that.")


def test_it_knows_what_the_customer_wrote(app: App) -> None:
    told = earshot("try-reply", "We see 5577 9911", "--customer", "account number 55779911")
    assert "quotes_customer" in told


def test_it_tells_of_what_whoever_sends_it_would_be_reminded(app: App) -> None:
    told = earshot("try-reply", "We will call you within two hours.", "--brand", "northbank")
    assert "Reminds      of a promise: call, by 20" in told
    assert "Europe/London" in told
    assert "Reminds" not in earshot("try-reply", "We will call you soon.")
