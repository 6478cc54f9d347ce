"""Migrations: up from empty, down again, and held against the models."""
