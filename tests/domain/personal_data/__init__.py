"""Tests of what finds and masks personal data."""
