"""What `earshot check --online` says of the bank's own login: whether it is there, and what to register at it."""

from collections.abc import Iterator

from bot.bootstrap import App, login_of
from bot.login.failures import LoginFailed


def look(app: App) -> Iterator[tuple[bool, str]]:
    """Whether each thing is as it should be, in a sentence. Nothing where no login is set."""
    login = login_of(app)
    if login is None:
        return
    try:
        found = login.look()
    except LoginFailed as error:
        yield False, str(error)
        return
    ways = {"none": "as a public client, without a secret"}
    yield (
        True,
        f"The login is there, signs with {', '.join(found.algorithms)}, and knows us "
        f"{ways.get(found.proves_by, f'by {found.proves_by}')}.",
    )
    yield True, f"Register this address at it, to the letter: {login.client.redirect_uri}"
