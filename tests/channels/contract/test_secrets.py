"""The contract, secrets: no failure of any kind brings a token into a text that people or logs see."""

import logging
import traceback
from collections.abc import Callable

import pytest

from bot.channels.channel import Channel, PollFailed
from bot.channels.facebook.signature import proof
from bot.outbox.outcome import CannotLook
from tests.channels.stage import IMPATIENT, Stage, parcel, poll_all

KINDS = ["429", "500", "401", "403", "404", "reset_before", "reset_after", "error_after", "hang"]


def texts_of(act: Callable[[], object]) -> str:
    """Everything that a crash reporter could print about this call."""
    try:
        return repr(act())
    except (PollFailed, CannotLook) as error:
        return "".join(traceback.format_exception(error)) + _chain(error)


def _chain(error: BaseException | None) -> str:
    """The error and all that hang on it, also those a traceback does not print."""
    found = ""
    while error is not None:
        found += f"{error!r} {error} {vars(error)}\n"
        error = error.__context__
    return found


def everything(stage: Stage, channel: Channel) -> str:
    """The texts of a poll, a send, a look and a check."""
    sent = parcel(stage, stage.post("help"), "We are looking into it.")
    acts: list[Callable[[], object]] = [
        lambda: poll_all(channel, cursor="", now=stage.now()),
        lambda: channel.send(sent),
        lambda: channel.look_for(sent),
        channel.check,
        lambda: channel,
    ]
    return "\n".join(texts_of(act) for act in acts)


def secrets(stage: Stage) -> list[str]:
    found = list(stage.secrets)
    if stage.name == "facebook":
        app_secret, token = stage.secrets
        found.append(proof(token, app_secret=app_secret))
    return found


@pytest.mark.parametrize("kind", [*KINDS, "wrong token", "nobody there"])
def test_no_secret_is_in_any_text(
    stage: Stage, kind: str, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    if kind in KINDS:
        stage.fail(kind, times=None, seconds=1)
    channel = stage.channel(
        timeouts=IMPATIENT,
        wrong_token=kind == "wrong token",
        address="http://127.0.0.1:1" if kind == "nobody there" else "",
    )
    seen = everything(stage, channel) + caplog.text + "".join(capsys.readouterr())
    for secret in secrets(stage):
        assert secret not in seen
