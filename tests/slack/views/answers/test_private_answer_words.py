"""Who reads the thread of a private answer is never told that it was published."""

import pytest

from bot.slack.views.models import EventShown
from bot.slack.views.threads.event_words import sentence_for
from tests.slack.views.strange import NOON


@pytest.mark.parametrize("template", ["reply_queued", "reply_sent"])
def test_a_private_answer_is_called_private_and_not_published(template: str) -> None:
    shown = EventShown(template, NOON, 1042, slack_user_id="U0TOM", is_private=True)
    sentence = sentence_for(shown)
    assert "private answer" in sentence
    assert "published" not in sentence
