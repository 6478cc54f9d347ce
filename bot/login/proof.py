"""Whether an ID token says who signed in here, now, for us (OpenID Connect Core, 3.1.3.7)."""

import base64
import hmac
import json
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from bot.login.failures import Misconfigured, NotProved
from bot.login.keys import Keys
from bot.login.metadata import ALGORITHMS, Metadata

if TYPE_CHECKING:  # it takes 70 ms, which no start has to wait for
    from joserfc.jws import JWSRegistry

LEEWAY_S = 120
_OLDEST_S = 600
_LONGEST_TOKEN = 20_000
_LONGEST_PERSON = 100


def person_in(
    token: object,
    *,
    metadata: Metadata,
    keys: Keys,
    client_id: str,
    nonce: str,
    claim: str,
    now_s: float,
    within_s: float,
) -> str:
    """Who signed in, by the one claim that is read. Raises LoginFailed in its kinds."""
    claims = _signed(token, metadata=metadata, keys=keys, within_s=within_s)
    if claims.get("iss") != metadata.issuer:
        raise NotProved("It was issued by somebody else.")
    _check_audience(claims, client_id)
    _check_times(claims, now_s)
    offered = claims.get("nonce")
    if not isinstance(offered, str) or not hmac.compare_digest(offered.encode(), nonce.encode()):
        raise NotProved("It belongs to another sign-in.")
    if not _text(claims.get("sub")):
        raise NotProved("It names nobody.")
    person = _text(claims.get(claim))
    if not person:
        raise Misconfigured(f"The login's ID token has no “{claim}” that can be used.")
    return person


def _signed(token: object, *, metadata: Metadata, keys: Keys, within_s: float) -> Mapping[str, Any]:
    from joserfc import jwt
    from joserfc.errors import JoseError

    if not isinstance(token, str) or len(token) > _LONGEST_TOKEN:
        raise NotProved("There is no ID token.")
    header = _header(token)
    algorithm = header.get("alg")
    if not isinstance(algorithm, str) or algorithm not in metadata.algorithms:
        raise NotProved("It is not signed in a way that the login announces and we take.")
    key = keys.key_for(
        kid=header.get("kid"), algorithm=algorithm, jwks_uri=metadata.jwks_uri, within_s=within_s
    )
    try:
        return jwt.decode(token, key, registry=_registry()).claims
    except (JoseError, ValueError, TypeError):
        raise NotProved("Its signature is not the login's.") from None


@cache
def _registry() -> "JWSRegistry":
    from joserfc.jws import JWSRegistry

    class Taken(JWSRegistry):
        """Our algorithms, under their old name too; headers of a provider's own are passed over."""

        max_header_length = 4_000

        def get_alg(self, name: str) -> Any:
            """By name. Raises ValueError."""
            if name not in ALGORITHMS:
                raise ValueError(name)
            return self.algorithms[name]  # the library warns of EdDSA, as RFC 9864 wants Ed25519

    return Taken(strict_check_header=False)


def _header(token: str) -> Mapping[str, Any]:
    """What the token says of its signature, before anything of it is believed."""
    first = token.partition(".")[0]
    try:
        told = json.loads(base64.urlsafe_b64decode(first + "=" * (-len(first) % 4)))
    except (ValueError, RecursionError):
        told = None
    if not isinstance(told, dict):
        raise NotProved("It is no ID token.")
    return told


def _check_audience(claims: Mapping[str, Any], client_id: str) -> None:
    told = claims.get("aud")
    meant = [told] if isinstance(told, str) else told if isinstance(told, list) else []
    if client_id not in meant:
        raise NotProved("It was issued for somebody else.")
    party = claims.get("azp")
    if party != client_id if party is not None else len(meant) > 1:
        raise NotProved("It was issued for several, and not to us.")


def _check_times(claims: Mapping[str, Any], now_s: float) -> None:
    ends, made = _number(claims.get("exp")), _number(claims.get("iat"))
    if ends is None or ends <= now_s - LEEWAY_S:
        raise NotProved("It has run out.")
    if made is None or not now_s - _OLDEST_S - LEEWAY_S <= made <= now_s + LEEWAY_S:
        raise NotProved("It was not issued just now.")
    if "nbf" in claims:
        begins = _number(claims["nbf"])
        if begins is None or begins > now_s + LEEWAY_S:
            raise NotProved("It does not count yet.")


def _number(value: object) -> float | None:
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def _text(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    told = str(value).strip()
    return told if 0 < len(told) <= _LONGEST_PERSON and told.isprintable() else ""
