"""The bank's login as this process knows it: where to send a customer, and who came back."""

import base64
import hashlib
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote_plus, urlencode, urlsplit, urlunsplit

from bot.login import wire
from bot.login.failures import LoginFailed, Misconfigured, NotProved
from bot.login.keys import Keys, read_keys
from bot.login.metadata import Metadata, discovered
from bot.login.proof import person_in

WAY_BACK = "/chat/login/back"  # behind the chat's address: what a bank registers at its login
_KEPT_S = 3600.0
_OURS = frozenset(
    {"invalid_client", "unauthorized_client", "invalid_scope", "unsupported_grant_type"}
)


@dataclass(frozen=True)
class Client:
    """Who we are to the provider."""

    issuer: str
    client_id: str
    secret: str  # empty: a public client
    redirect_uri: str
    scope: str = "openid"
    claim: str = "sub"


@dataclass(frozen=True)
class Attempt:
    """What one sign-in is known by. Nonce and verifier are known to one browser's sign-in alone."""

    state: str
    nonce: str
    verifier: str


class Provider:
    """One login. Several threads may use it."""

    def __init__(
        self,
        client: Client,
        *,
        within_s: float,
        monotonic: Callable[[], float] = time.monotonic,
        now_s: Callable[[], float] = time.time,  # real time, as the provider's
    ) -> None:
        self.client = client
        self._within_s, self._monotonic, self._now_s = within_s, monotonic, now_s
        self._keys = Keys(monotonic=monotonic)
        self._lock = threading.Lock()
        self._metadata: Metadata | None = None
        self._read_at = 0.0

    def way_in(self, attempt: Attempt, *, language: str) -> str:
        """The address at which the customer signs in. Raises ProviderDown, Misconfigured."""
        challenge = hashlib.sha256(attempt.verifier.encode()).digest()
        asked = {
            "response_type": "code",
            "client_id": self.client.client_id,
            "redirect_uri": self.client.redirect_uri,
            "scope": self.client.scope,
            "state": attempt.state,
            "nonce": attempt.nonce,
            "code_challenge": base64.urlsafe_b64encode(challenge).decode().rstrip("="),
            "code_challenge_method": "S256",
            "ui_locales": language,
        }
        at = urlsplit(self.metadata().authorization_endpoint)
        query = "&".join(filter(None, (at.query, urlencode(asked))))
        return urlunsplit((at.scheme, at.netloc, at.path, query, ""))

    def check_sender(self, issuer: str | None) -> None:
        """See that no other login sent the customer back (RFC 9207). Raises LoginFailed in its kinds."""
        metadata = self.metadata()
        if issuer is None and not metadata.names_itself:
            return
        if issuer != metadata.issuer:
            raise NotProved("Another login sent the customer back.")

    def person(self, code: str, attempt: Attempt) -> str:
        """Who signed in: the code becomes an ID token, which is checked and forgotten. Raises
        LoginFailed in its kinds."""
        metadata = self.metadata()
        client = self.client
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": client.redirect_uri,
            "code_verifier": attempt.verifier,
        }
        basic = None
        if metadata.proves_by == "client_secret_basic":
            # Each part in the form's own spelling first.
            basic = (quote_plus(client.client_id), quote_plus(client.secret))
        else:
            form["client_id"] = client.client_id
        if metadata.proves_by == "client_secret_post":
            form["client_secret"] = client.secret
        answer = wire.post(metadata.token_endpoint, form, basic=basic, within_s=self._within_s)
        if answer.status != 200:
            raise _refused(answer.told.get("error"))
        return person_in(
            answer.told.get("id_token"),
            metadata=metadata,
            keys=self._keys,
            client_id=client.client_id,
            nonce=attempt.nonce,
            claim=client.claim,
            now_s=self._now_s(),
            within_s=self._within_s,
        )

    def metadata(self) -> Metadata:
        """What the provider says of itself, read at most an hour ago. Raises ProviderDown, Misconfigured."""
        with self._lock:
            now = self._monotonic()
            if self._metadata is None or now - self._read_at >= _KEPT_S:
                self._metadata = self.looked_up()
                self._read_at = now
            return self._metadata

    def looked_up(self) -> Metadata:
        """The same, read now. Raises ProviderDown, Misconfigured."""
        return discovered(
            self.client.issuer, has_secret=bool(self.client.secret), within_s=self._within_s
        )

    def look(self) -> Metadata:
        """See that it is there and lists keys that can be used. Raises ProviderDown, Misconfigured."""
        metadata = self.looked_up()
        if not read_keys(wire.get(metadata.jwks_uri, within_s=self._within_s)):
            raise Misconfigured("The login lists no key that we can use.")
        return metadata


def _refused(error: object) -> LoginFailed:
    """What the token endpoint's refusal means. Its own words are not repeated."""
    known = error if isinstance(error, str) and error in {*_OURS, "invalid_grant"} else "error"
    kind = Misconfigured if known in _OURS else NotProved
    return kind(f"The login refuses the code ({known}).")
