"""The trail's chains, what the record vouches for, its seals, and the database's own guard on both."""
