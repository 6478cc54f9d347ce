"""Ten posts of a day that was played at the desk, seven of which nobody had heard as more than ordinary."""

import pytest

from tests.domain.triage.shipped import signals

TEN = {
    "I can't do this anymore, I want to end my life tonight": "self_harm",
    "I'm coming to your Mill Lane branch with a can of petrol and a lighter": "threat",
    "someone is on the phone RIGHT NOW telling me to move my savings": "fraud_now",
    "I will find out where that Priya lives": "threat",
    "I am a reporter with the Evening Courier, we publish at 5pm": "attention",
    "Dear customer, send your login to northbank-verify.example": "impostor",
    "my dad died on Monday and you keep sending letters to him": "vulnerable",
    "someone is emptying my account": "fraud_now",
    "Great service this morning!": "",
    "The app is down again": "",
}


@pytest.mark.parametrize(("text", "signal"), TEN.items())
def test_each_is_heard_as_what_it_is(text: str, signal: str) -> None:
    assert signals(text)[:1] == ([signal] if signal else [])
