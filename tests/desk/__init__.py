"""The verbs of the desk, on both databases, without a platform in sight."""
