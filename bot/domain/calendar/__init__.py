"""Business hours: calendars, their rules, time zones."""
