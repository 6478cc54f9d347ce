"""`earshot try-post`: what every rule sees in a text."""

from bot.bootstrap import App
from bot.desk.surges import opening
from bot.domain.records.staff import Actor
from tests.desk.banks import enter
from tests.handlers.commands.test_clock_commands import earshot


def test_it_tells_signals_priority_and_promises(app: App) -> None:
    told = earshot("try-post", "Call 07700 900123, someone is emptying my account")
    assert "07700 900123" not in told
    assert "Personal data:   phone" in told
    assert "fraud happening now: “" in told
    assert "someone is emptying my account”" in told
    assert "tells duty_manager" in told
    assert "Priority:        urgent: fraud happening now" in told
    assert "by the rule “urgent”" in told
    assert "5 minutes" in told


def test_it_tells_what_took_a_phrase_back(app: App) -> None:
    told = earshot("try-post", "How do I report a card as stolen?")
    assert "is taken back by “" in told
    assert "Signal: " not in told
    assert "Priority:        normal" in told


def test_private_words_go_to_the_private_channel(app: App) -> None:
    told = earshot("try-post", "Where is my card", "--private")
    assert "C0NBPRIVATE" in told
    assert "by the rule “private words”" in told


def test_it_tells_the_concepts_and_the_surge_that_would_gather_it(app: App) -> None:
    told = earshot("try-post", "The app is down again, I cannot log in")
    assert "Concepts seen:   <" in told
    assert "speaks of app, down, log-in" in told
    assert "no open surge would gather it" in told
    with app.desk() as desk:
        opening.open_by_hand(
            desk, brand="northbank", words="app down", cause="", note="", by=Actor.staff("U0LENA")
        )
    told = earshot("try-post", "The app is down again, I cannot log in")
    assert "would be gathered in “app + down” (surge:1)" in told
    told = earshot("try-post", "The app is down and someone is emptying my account")
    assert "stands alone, for it carries a signal" in told


def test_nothing_but_thanks_is_said_to_be_that(app: App) -> None:
    assert "nothing but thanks" in earshot("try-post", "Thank you so much")


def test_it_tells_which_other_bank_a_post_is_meant_for(app: App) -> None:
    meant = ("try-post", "My Rowan Bank card was declined")
    assert "Meant for:       us: no bank of the directory was reviewed" in earshot(*meant)
    with app.desk() as desk:
        enter(desk)
    told = earshot(*meant)
    assert "Meant for:       Rowan Bank, by “My Rowan Bank card was declined”" in told
    assert "Meant for:       us\n" in earshot("try-post", "My card was declined") + "\n"


def test_it_tells_the_language_and_how_sure_it_is(app: App) -> None:
    assert "Language:        English, 1.00 by its words" in earshot(
        "try-post", "My card was declined again today"
    )
    assert "Language:        Arabic, 1.00 by its letters" in earshot("try-post", "وين فلوسي")
    assert "Language:        not known" in earshot("try-post", "hola")
