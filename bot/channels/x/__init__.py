"""X, through tweepy."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from types import MappingProxyType

from bot.channels.channel import RecheckPace
from bot.channels.transport import timeouts
from bot.channels.x.channel import XChannel
from bot.channels.x.client import XKeys
from config.settings import Settings

__all__ = ["XChannel", "XKeys", "from_settings"]


def from_settings(
    settings: Settings, *, words: Mapping[str, Sequence[str]] = MappingProxyType({})
) -> XChannel | None:
    """The channel as the environment describes it; None where it describes none.

    ``words``: by account, what posts that do not address it are found by.
    """
    if not settings.x_accounts:
        return None
    accounts = [
        XKeys(
            id=account.id,
            handle=account.handle.removeprefix("@"),
            consumer_key=account.consumer_key.get_secret_value(),
            consumer_secret=account.consumer_secret.get_secret_value(),
            access_token=account.access_token.get_secret_value(),
            access_token_secret=account.access_token_secret.get_secret_value(),
        )
        for account in settings.x_accounts
    ]
    return XChannel(
        accounts=accounts,
        url=settings.x_url,
        web_url=settings.x_web_url,
        prefix=settings.x_field_prefix,
        poll_every_s=settings.x_poll_seconds,
        find_every_s=settings.x_find_seconds,
        private_every_s=settings.x_direct_seconds or None,
        sweep_every_s=settings.x_sweep_seconds or None,
        recheck_pace=RecheckPace(
            every_s=settings.x_recheck_seconds,
            ended_for=timedelta(days=settings.x_recheck_days),
            next_page_s=0.0,
        ),
        overheard_a_day=settings.x_replies_a_day,
        words=words,
        lookback=timedelta(minutes=settings.x_lookback_minutes),
        timeouts=timeouts(settings.call_timeout_s),
    )
