"""The channel of two Pages."""

import pytest

from bot.channels.facebook import FacebookChannel
from bot.sandbox import credentials
from bot.sandbox.credentials import HARBOUR, NORTHBANK
from tests.channels.stage import page_keys


@pytest.fixture
def channel() -> FacebookChannel:
    return FacebookChannel(
        pages=[page_keys(NORTHBANK), page_keys(HARBOUR)],
        app_secret=credentials.FACEBOOK_APP_SECRET,
        verify_token=credentials.FACEBOOK_VERIFY_TOKEN,
    )
