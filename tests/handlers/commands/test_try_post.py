"""`earshot try-post`: what every rule sees in a text."""

from bot.bootstrap import App
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


def test_nothing_but_thanks_is_said_to_be_that(app: App) -> None:
    assert "nothing but thanks" in earshot("try-post", "Thank you so much")
