"""What people do on X, over HTTP, for tests and the console in another process.

POST /control/x/post, /edit, /delete, /message, /person with the JSON of the Python methods;
GET and POST /control/x for the spelling and the rate limits; GET /control/x/timeline, /messages.
"""

from typing import Any

from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.sandbox.calls import Call, endpoint
from bot.sandbox.x.people import XPeople


def control_routes(x: XPeople) -> list[Route]:
    """The routes under /control/x."""
    control = _Control(x)
    return [
        Route("/control/x", endpoint(control.settings), methods=["GET", "POST"]),
        Route("/control/x/timeline", endpoint(control.timeline)),
        Route("/control/x/messages", endpoint(control.messages)),
        Route("/control/x/{action}", endpoint(control.act), methods=["POST"]),
    ]


class _Control:
    def __init__(self, x: XPeople) -> None:
        self.x = x

    def settings(self, call: Call) -> Response:
        body = call.json()
        spelling = body.get("spelling", self.x.spelling)
        if spelling not in ("old", "new"):
            return JSONResponse({"error": "spelling is old or new"}, status_code=400)
        with self.x.world.lock:
            self.x.spelling = spelling
            self.x.limits.enforced = bool(body.get("limits_enforced", self.x.limits.enforced))
            self.x.world.changed("x")
        enforced = self.x.limits.enforced
        return JSONResponse({"spelling": self.x.spelling, "limits_enforced": enforced})

    def timeline(self, call: Call) -> Response:
        return JSONResponse({"posts": self.x.timeline(int(call.query.get("limit", "50")))})

    def messages(self, call: Call) -> Response:
        limit = int(call.query.get("limit", "50"))
        return JSONResponse({"messages": self.x.conversation(limit)})

    def act(self, call: Call) -> Response:
        actions = {
            "post": lambda **given: {"id": self.x.post(**given)},
            "edit": lambda **given: {"id": self.x.edit(given["id"], given["text"])},
            "delete": self._delete,
            "message": lambda **given: {"id": self.x.message(**given)},
            "person": self._person,
        }
        action = actions.get(call.parameters["action"])
        if action is None:
            return JSONResponse({"error": f"no such action: {call.path}"}, status_code=404)
        try:
            return JSONResponse(action(**call.json()))
        except (KeyError, TypeError, ValueError) as error:
            return JSONResponse({"error": repr(error)}, status_code=400)

    def _delete(self, **given: Any) -> dict[str, Any]:
        self.x.delete(given["id"])
        return {"id": given["id"]}

    def _person(self, **given: Any) -> dict[str, Any]:
        """Make an account, or make one protected, suspended or closed to strangers' messages."""
        with self.x.world.lock:
            user = self.x.posts.person(given["author"])
            user.protected = bool(given.get("protected", user.protected))
            user.suspended = bool(given.get("suspended", user.suspended))
            if "takes_messages" in given:
                closed = self.x.messages.closed
                (closed.discard if given["takes_messages"] else closed.add)(user.id)
            self.x.world.changed("x")
            return {"id": user.id, "username": user.username}
