"""X's error documents, worded as X words them.

Sources: docs.x.com/x-api/fundamentals/response-codes-and-errors and /rate-limits (2026-08);
the reply rule's sentence is the one developers report since 2026-02-23.
"""

from typing import Any

from starlette.responses import JSONResponse

PROBLEMS = "https://api.twitter.com/2/problems/"
NOT_ENGAGED = (
    "Reply to this conversation is not allowed because you have not been mentioned or otherwise "
    "engaged by the author of the post you are replying to."
)
DUPLICATE = "You are not allowed to create a Tweet with duplicate content."
GONE = "You attempted to reply to a Tweet that is deleted or not visible to you."
TOO_LONG = "Your Tweet text is too long."
TITLES = {
    400: "Invalid Request",
    401: "Unauthorized",
    402: "CreditsDepleted",
    403: "Forbidden",
    404: "Not Found",
    429: "Too Many Requests",
    500: "Internal Server Error",
    503: "Service Unavailable",
}
DETAILS = {402: "Your account does not have any credits to fulfill this request."}


class ProblemError(Exception):
    """A refusal on its way to the answer."""

    def __init__(self, status: int, detail: str, **more: Any) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.more = more

    def response(self, headers: dict[str, str] | None = None) -> JSONResponse:
        return problem(self.status, self.detail, headers=headers, **self.more)


def problem(
    status: int, detail: str = "", *, headers: dict[str, str] | None = None, **more: Any
) -> JSONResponse:
    """An RFC 7807 document with X's title for this status; `more` adds or replaces members."""
    title = TITLES.get(status, "Error")
    body = {"title": title, "detail": detail or DETAILS.get(status, title), "type": "about:blank"}
    return JSONResponse(body | {"status": status} | more, status_code=status, headers=headers)


def invalid(parameter: str, value: str, message: str) -> ProblemError:
    """400 for a query parameter or a body field that X does not take."""
    return ProblemError(
        400,
        "One or more parameters to your request was invalid.",
        type=PROBLEMS + "invalid-request",
        errors=[{"parameters": {parameter: [value]}, "message": message}],
    )


def unavailable(post_id: str, why: str, parameter: str) -> dict[str, str]:
    """One entry of `errors` in a partial answer: deleted ("missing"), suspended or protected."""
    detail, title, kind = {
        "missing": (
            f"Could not find tweet with {parameter}: [{post_id}].",
            "Not Found Error",
            "resource-not-found",
        ),
        "suspended": (
            f"User of the Tweet with {parameter}: [{post_id}] has been suspended.",
            "Forbidden",
            "resource-not-found",
        ),
        "protected": (
            f"Sorry, you are not authorized to see the Tweet with {parameter}: [{post_id}].",
            "Authorization Error",
            "not-authorized-for-resource",
        ),
    }[why]
    return {
        "value": post_id,
        "detail": detail,
        "title": title,
        "resource_type": "tweet",
        "parameter": parameter,
        "resource_id": post_id,
        "type": PROBLEMS + kind,
    }
