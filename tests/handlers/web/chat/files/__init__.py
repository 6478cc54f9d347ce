"""Tests of the files in the secure chat."""
