"""What keeps the house going: weekly data, alarms, cursors, heartbeats, periodic runs, restored backups."""
