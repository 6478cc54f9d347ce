"""The tokens the sandbox accepts and the secrets it signs with: fixed, public, worth nothing.

They are the same at every start, so that the bot's sandbox settings can be a file.
"""

from dataclasses import dataclass

SLACK_BOT_TOKEN = "xoxb-sandbox"
SLACK_APP_TOKEN = "xapp-sandbox"
SLACK_SIGNING_SECRET = "sandbox-slack-signing-secret"
SLACK_TEAM_ID = "T0SANDBOX"
SLACK_APP_ID = "A0SANDBOX"
SLACK_BOT_ID = "B0EARSHOT"
SLACK_BOT_USER_ID = "U0EARSHOT"

X_CONSUMER_KEY = "sandbox-x-consumer-key"
X_CONSUMER_SECRET = "sandbox-x-consumer-secret"
X_BEARER_TOKEN = "sandbox-x-bearer"

FACEBOOK_APP_ID = "500100200300400"
FACEBOOK_APP_SECRET = "sandbox-facebook-app-secret"
FACEBOOK_VERIFY_TOKEN = "sandbox-facebook-verify-token"


@dataclass(frozen=True)
class Brand:
    """One bank of the sandbox: its X account and its Facebook Page, with their tokens."""

    name: str
    x_id: str
    x_username: str
    x_name: str
    x_access_token: str
    x_access_secret: str
    page_id: str
    page_name: str
    page_token: str


NORTHBANK = Brand(
    name="Northbank",
    x_id="1001001001",
    x_username="NorthbankHelp",
    x_name="Northbank Help",
    x_access_token="1001001001-sandbox-northbank-token",
    x_access_secret="sandbox-northbank-token-secret",
    page_id="110000000000001",
    page_name="Northbank",
    page_token="sandbox-page-token-northbank",
)
HARBOUR = Brand(
    name="Harbour",
    x_id="1001001002",
    x_username="HarbourCares",
    x_name="Harbour Bank Cares",
    x_access_token="1001001002-sandbox-harbour-token",
    x_access_secret="sandbox-harbour-token-secret",
    page_id="110000000000002",
    page_name="Harbour Bank",
    page_token="sandbox-page-token-harbour",
)
BRANDS = (NORTHBANK, HARBOUR)
