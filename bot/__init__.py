"""Earshot: public complaints to a bank become Slack threads that are owned, timed and answered."""
