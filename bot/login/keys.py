"""The provider's keys, kept for an hour. A key that is not known is asked for once more, and not more often
than once a minute, whoever sends us what."""

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from bot.login import wire
from bot.login.failures import NotProved, ProviderDown

if TYPE_CHECKING:  # it takes 70 ms, which no start has to wait for
    from joserfc.jwk import Key

KEPT_S = 3600.0
AGAIN_S = 60.0
_LEAST_RSA_BITS = 2048
_TYPE_OF = {"RS256": "RSA", "PS256": "RSA", "ES256": "EC", "EdDSA": "OKP", "Ed25519": "OKP"}


class Keys:
    """The keys of one provider, for every thread of the process."""

    def __init__(self, *, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._known: Sequence[Key] = ()
        self._read_at: float | None = None

    def key_for(self, *, kid: object, algorithm: str, jwks_uri: str, within_s: float) -> "Key":
        """The key that a signature names. Raises NotProved, ProviderDown, Misconfigured."""
        for least_age_s in (KEPT_S, AGAIN_S):
            self._read_if_older(least_age_s, jwks_uri, within_s)
            found = [each for each in self._known if _fits(each, kid, algorithm)]
            if len(found) == 1 or (found and kid is not None):
                return found[0]
        raise NotProved("It is signed with a key that the login does not list.")

    def _read_if_older(self, least_age_s: float, jwks_uri: str, within_s: float) -> None:
        with self._lock:
            now = self._monotonic()
            if self._read_at is not None and now - self._read_at < least_age_s:
                return
            self._known = read_keys(wire.get(jwks_uri, within_s=within_s))
            self._read_at = now


def read_keys(answer: wire.Answer) -> "Sequence[Key]":
    """Each key that can be used. One that cannot be read costs nothing but itself. Raises ProviderDown."""
    listed = answer.told.get("keys")
    if answer.status != 200 or not isinstance(listed, list):
        raise ProviderDown("The login does not list its keys.")
    return [key for each in listed if (key := _key(each)) is not None]


def _key(told: object) -> "Key | None":
    from joserfc.errors import JoseError
    from joserfc.jwk import import_key

    if not isinstance(told, Mapping) or told.get("kty") not in _TYPE_OF.values():
        return None
    try:
        return import_key(dict(told))
    except (JoseError, ValueError, TypeError, KeyError):
        return None


def _fits(key: "Key", kid: object, algorithm: str) -> bool:
    from joserfc.jwk import RSAKey

    if key.key_type != _TYPE_OF[algorithm] or (kid is not None and key.kid != kid):
        return False
    told: Mapping[str, Any] = key.as_dict(private=False)
    if told.get("use", "sig") != "sig" or told.get("alg", algorithm) != algorithm:
        return False
    return not isinstance(key, RSAKey) or key.public_key.key_size >= _LEAST_RSA_BITS
