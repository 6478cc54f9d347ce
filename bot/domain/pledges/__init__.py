"""Pledges: what an answer promises the customer to do, and by when. Pure."""
