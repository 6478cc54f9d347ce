"""What the provider says of itself (OpenID Connect Discovery), taken only if it fits what is set here."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.login import wire
from bot.login.failures import Misconfigured

ALGORITHMS = ("RS256", "ES256", "PS256", "EdDSA", "Ed25519")  # never none, and no shared secret
_PATH = "/.well-known/openid-configuration"


@dataclass(frozen=True)
class Metadata:
    """The parts that are used."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    algorithms: tuple[str, ...]
    proves_by: str  # how we say who we are: client_secret_basic, client_secret_post, none
    names_itself: bool  # whether what comes back names the issuer (RFC 9207)


def discovered(issuer: str, *, has_secret: bool, within_s: float) -> Metadata:
    """Read it from the provider. Raises ProviderDown, Misconfigured."""
    answer = wire.get(issuer.rstrip("/") + _PATH, within_s=within_s)
    if answer.status != 200:
        raise Misconfigured(f"There is no login at that address: it answers {answer.status}.")
    return read(answer.told, issuer=issuer, has_secret=has_secret)


def read(told: Mapping[str, Any], *, issuer: str, has_secret: bool) -> Metadata:
    """The same from what it says. Raises Misconfigured."""
    if told.get("issuer") != issuer:
        raise Misconfigured("The login names another issuer than is set here, to the letter.")
    if "code" not in _texts(told, "response_types_supported", default=("code",)):
        raise Misconfigured("The login does not offer the authorization code.")
    if "S256" not in _texts(told, "code_challenge_methods_supported", default=("S256",)):
        raise Misconfigured("The login offers PKCE without S256.")
    offered = _texts(told, "id_token_signing_alg_values_supported", default=("RS256",))
    algorithms = tuple(each for each in ALGORITHMS if each in offered)
    if not algorithms:
        known = ", ".join(ALGORITHMS)
        raise Misconfigured(f"The login signs with none of these: {known}.")
    return Metadata(
        issuer=issuer,
        authorization_endpoint=_address(told, "authorization_endpoint"),
        token_endpoint=_address(told, "token_endpoint"),
        jwks_uri=_address(told, "jwks_uri"),
        algorithms=algorithms,
        proves_by=_proves_by(told, has_secret=has_secret),
        names_itself=told.get("authorization_response_iss_parameter_supported") is True,
    )


def _proves_by(told: Mapping[str, Any], *, has_secret: bool) -> str:
    offered = _texts(
        told, "token_endpoint_auth_methods_supported", default=("client_secret_basic",)
    )
    if not has_secret:
        return "none"  # a public client; whether it may is for the provider to say
    for way in ("client_secret_basic", "client_secret_post"):
        if way in offered:
            return way
    raise Misconfigured("The login takes no client secret in the header or the form.")


def _address(told: Mapping[str, Any], name: str) -> str:
    value = told.get(name)
    if not isinstance(value, str) or not wire.is_safe(value):
        raise Misconfigured(f"The login names no {name} with HTTPS.")
    return value


def _texts(told: Mapping[str, Any], name: str, *, default: tuple[str, ...]) -> tuple[str, ...]:
    value = told.get(name)
    if not isinstance(value, list):
        return default
    return tuple(each for each in value if isinstance(each, str))
