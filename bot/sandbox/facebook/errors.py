"""Graph's error documents: code, subcode, a trace id, and the HTTP status that goes with them.

Source: developers.facebook.com/docs/graph-api/guides/error-handling and
/docs/graph-api/overview/rate-limiting (2026-09).
"""

import secrets
from typing import Any

from starlette.responses import JSONResponse

# code: (HTTP status, type, message)
CODES: dict[int, tuple[int, str, str]] = {
    1: (500, "OAuthException", "An unknown error occurred"),
    2: (
        503,
        "OAuthException",
        "An unexpected error has occurred. Please retry your request later.",
    ),
    4: (403, "OAuthException", "(#4) Application request limit reached"),
    10: (403, "OAuthException", "(#10) Application does not have permission for this action"),
    17: (400, "OAuthException", "(#17) User request limit reached"),
    32: (403, "OAuthException", "(#32) Page request limit reached"),
    100: (400, "OAuthException", "(#100) Invalid parameter"),
    190: (401, "OAuthException", "Invalid OAuth access token - Cannot parse access token"),
    200: (403, "OAuthException", "(#200) Permissions error"),
    230: (403, "OAuthException", "(#230) Requires pages_messaging permission"),
    341: (400, "OAuthException", "(#341) Application limit reached"),
    368: (400, "OAuthException", "The action attempted has been deemed abusive or is disallowed"),
    506: (400, "OAuthException", "(#506) Duplicate status message"),
    613: (400, "OAuthException", "(#613) Calls to this api have exceeded the rate limit."),
    10900: (400, "OAuthException", "(#10900) Activity already replied to"),
    80001: (400, "OAuthException", "(#80001) There have been too many calls to this Page account."),
    80006: (400, "OAuthException", "(#80006) There have been too many calls to this Page account."),
}
TEMPORARY = frozenset({1, 2, 4, 17, 32, 341, 613, 80001, 80006})


class GraphError(Exception):
    """A refusal on its way to the answer."""

    def __init__(self, code: int, message: str = "", *, subcode: int | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.subcode = subcode

    def response(self) -> JSONResponse:
        return graph_error(self.code, self.message, subcode=self.subcode)


def graph_error(code: int, message: str = "", *, subcode: int | None = None) -> JSONResponse:
    """The answer for a Graph error code; `message` replaces the usual words."""
    status, kind, usual = CODES[code]
    error: dict[str, Any] = {"message": message or usual, "type": kind, "code": code}
    if subcode is not None:
        error["error_subcode"] = subcode
    if code in TEMPORARY:
        error["is_transient"] = True
    return JSONResponse({"error": error | {"fbtrace_id": trace_id()}}, status_code=status)


def missing(object_id: str, method: str) -> GraphError:
    """100/33: gone, never there, or not for this caller; Graph does not say which."""
    return GraphError(
        100,
        f"Unsupported {method.lower()} request. Object with ID '{object_id}' does not exist, "
        "cannot be loaded due to missing permissions, or does not support this operation. Please "
        "read the Graph API documentation at https://developers.facebook.com/docs/graph-api",
        subcode=33,
    )


def trace_id() -> str:
    return "A" + secrets.token_urlsafe(16)
