"""Facebook Pages, through facebook-sdk."""

from datetime import timedelta

from bot.channels.facebook.channel import FacebookChannel
from bot.channels.facebook.client import PageKeys
from bot.channels.transport import timeouts
from config.settings import Settings

__all__ = ["FacebookChannel", "PageKeys", "from_settings"]


def from_settings(settings: Settings) -> FacebookChannel | None:
    """The channel as the environment describes it; None where it describes none."""
    if not settings.facebook_pages:
        return None
    app_secret = settings.facebook_app_secret.get_secret_value()
    pages = [
        PageKeys(
            id=page.id,
            name=page.name,
            access_token=page.access_token.get_secret_value(),
            app_secret=app_secret,
        )
        for page in settings.facebook_pages
    ]
    return FacebookChannel(
        pages=pages,
        app_secret=app_secret,
        verify_token=settings.facebook_verify_token.get_secret_value(),
        url=settings.facebook_url,
        version=settings.facebook_version,
        poll_every_s=settings.facebook_poll_seconds,
        sweep_every_s=settings.facebook_sweep_seconds or None,
        lookback=timedelta(minutes=settings.facebook_lookback_minutes),
        timeouts=timeouts(settings.call_timeout_s),
        with_messenger=settings.facebook_messenger,
        human_agent=settings.facebook_human_agent,
    )
