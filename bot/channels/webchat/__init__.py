"""The secure chat as a channel: answers go to the customer's page, and are there as soon as they are stored.

What the customer types comes through the page to the desk at once, so nothing is polled or received.
"""

from bot.channels.webchat.channel import WebChat

__all__ = ["WebChat"]
