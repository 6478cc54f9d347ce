"""How a call through the vendor's client is refused."""

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError


def refused(call: Any, **given: Any) -> str:
    """The error code of a call that has to fail."""
    return str(refusal(call, **given)["error"])


def refusal(call: Any, **given: Any) -> Any:
    """The whole answer of a call that has to fail."""
    with pytest.raises(SlackApiError) as caught:
        call(**given)
    return caught.value.response
