"""The database: one engine for SQLite and PostgreSQL, sealing, and the reads that span tables."""
