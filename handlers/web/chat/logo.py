"""The bank's logo on the page: a small picture in the bank's own folder, known by what is in it."""

from pathlib import Path

from bot.domain.rules.house_rules import HouseRules
from config.settings import Settings

MOST = 30_000  # bytes; the whole page is to stay under twice that
_BEGINS = {b"\x89PNG\r\n\x1a\n": ".png", b"\xff\xd8\xff": ".jpg", b"RIFF": ".webp"}


class BadLogo(ValueError):
    """The file cannot be shown. The text says what would be right."""

    def __init__(self, what: str) -> None:
        super().__init__(f"chat.toml: page.logo: {what}")


def logo_of(settings: Settings, rules: HouseRules) -> tuple[str, bytes] | None:
    """The picture, with how its name ends; None where the bank names none. Raises BadLogo."""
    name = rules.chat.page.logo
    if not name:
        return None
    if settings.config is None:
        raise BadLogo("it stands in the bank's own folder, so EARSHOT_CONFIG has to be set.")
    try:
        picture = (settings.config / Path(name).name).read_bytes()
    except OSError as error:
        raise BadLogo(f"“{name}” cannot be read: {error.strerror}.") from None
    if len(picture) > MOST:
        raise BadLogo(f"“{name}” has {len(picture)} bytes; {MOST} at most, for slow phones.")
    for begins, suffix in _BEGINS.items():
        if picture.startswith(begins):
            return suffix, picture
    raise BadLogo(f"“{name}” is no PNG, JPEG or WebP picture.")
