"""Why a login told us nothing. The texts are for staff and the log; no secret, code or token stands in them."""


class LoginFailed(Exception):
    """Nobody was identified."""


class ProviderDown(LoginFailed):
    """The provider cannot be reached, or answers nothing of use just now."""


class Misconfigured(LoginFailed):
    """What the provider says and what is set here do not fit, until a person mends it."""


class NotProved(LoginFailed):
    """What came back does not prove who signed in here."""
