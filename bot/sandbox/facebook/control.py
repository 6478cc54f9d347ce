"""What people do on Facebook, over HTTP, for tests and the console in another process.

POST /control/facebook/visitor_post, /page_post, /comment, /edit, /remove, /hide, /message,
/inbox_message, /edit_message, /unsend, /hold, /rate with the JSON of the Python methods (edit, remove,
hide, edit_message and unsend take `id`); GET /control/facebook/timeline and /messages.
"""

from collections.abc import Callable
from typing import Any

from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.sandbox.calls import Call, endpoint
from bot.sandbox.facebook.people import FacebookPeople


def control_routes(facebook: FacebookPeople) -> list[Route]:
    """The routes under /control/facebook."""
    control = _Control(facebook)
    return [
        Route("/control/facebook/timeline", endpoint(control.timeline)),
        Route("/control/facebook/messages", endpoint(control.messages)),
        Route("/control/facebook/{action}", endpoint(control.act), methods=["POST"]),
    ]


class _Control:
    def __init__(self, facebook: FacebookPeople) -> None:
        self.facebook = facebook

    def timeline(self, call: Call) -> Response:
        limit = int(call.query.get("limit", "50"))
        return JSONResponse({"posts": self.facebook.timeline(limit)})

    def messages(self, call: Call) -> Response:
        return JSONResponse({"messages": self.facebook.messages()})

    def act(self, call: Call) -> Response:
        facebook = self.facebook
        creating: dict[str, Callable[..., str]] = {
            "visitor_post": facebook.visitor_post,
            "page_post": facebook.page_post,
            "comment": facebook.comment,
            "message": facebook.message,
            "inbox_message": facebook.inbox_message,
            "rate": facebook.rate,
        }
        action = call.parameters["action"]
        try:
            given = call.json()
            if action in creating:
                return JSONResponse({"id": creating[action](**given)})
            return self._change(action, **given)
        except (KeyError, TypeError, ValueError) as error:
            return JSONResponse({"error": repr(error)}, status_code=400)

    def _change(self, action: str, **given: Any) -> Response:
        if action == "edit":
            self.facebook.edit(given["id"], given["text"])
        elif action == "remove":
            self.facebook.remove(given["id"])
        elif action == "hide":
            self.facebook.hide(given["id"], bool(given.get("hidden", True)))
        elif action == "edit_message":
            self.facebook.edit_message(given["id"], given["text"])
        elif action == "unsend":
            self.facebook.unsend(given["id"])
        elif action == "hold":
            self.facebook.hold(**given)
            return JSONResponse({"id": ""})
        else:
            return JSONResponse({"error": f"no such action: {action}"}, status_code=404)
        return JSONResponse({"id": given["id"]})
