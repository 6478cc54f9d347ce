"""How deliveries and brakes are named, for those who write them and those who look for them."""

WORKSPACE_BRAKE = "slack"  # stops everything in Slack
_HEADLINE = "headline:"


def headline_key(thread_id: int | None) -> str:
    """The dedupe key of the message that opens a case's thread."""
    return f"{_HEADLINE}{thread_id}"


def is_headline_key(key: str) -> bool:
    """Whether a message with this key opens a case's thread."""
    return key.startswith(_HEADLINE)


def former_headline_key(thread_id: int | None, reference: str) -> str:
    """The dedupe key of a headline that is in Slack no more, once another has taken its place."""
    return f"{headline_key(thread_id)}:{reference}"


def said_key(thread_id: int | None, message_id: int | None, *, what: str, revision: int) -> str:
    """The dedupe key of what shows in a thread one version of something said."""
    return f"said:{thread_id}:{message_id}:{what}:{revision}"


def thread_order(thread_id: int | None) -> str:
    """The ordering key of everything in a case's thread."""
    return f"thread:{thread_id}"


def redraw_order(thread_id: int | None) -> str:
    """The ordering key of drawing a headline anew, once it stands in Slack."""
    return f"redraw:{thread_id}"


def post_lane(slack_channel: str) -> str:
    """The lane of what is posted into one Slack channel."""
    return f"slack:post:{slack_channel}"


def update_lane(slack_channel: str) -> str:
    """The lane of what is drawn anew in one Slack channel."""
    return f"slack:update:{slack_channel}"


def account_brake(channel: str, account: str) -> str:
    """Stops everything that one of our accounts sends on its channel."""
    return f"{channel}:{account}"


def look_lane(channel: str, account: str) -> str:
    """The lane of looking posts up for an account; an answer never waits behind a look."""
    return f"{channel}:look:{account}"


def account_lane(channel: str, account: str, *, is_private: bool = False) -> str:
    """The lane of an account; private answers have a budget of their own at the platforms."""
    return f"{channel}:{'private' if is_private else 'post'}:{account}"


def surge_key(surge_id: int) -> str:
    """The dedupe key of a surge's post, which is the ordering key of what follows it too."""
    return f"surge:{surge_id}"


def offer_key(offer_id: int, slack_channel: str) -> str:
    """The dedupe key of the message that tells this person or channel of an offer."""
    return f"offer:{offer_id}:{slack_channel}"


def consult_key(consult_id: int) -> str:
    """The dedupe key of a question to a team, which is the ordering key of what follows it there too."""
    return f"consult:{consult_id}"
