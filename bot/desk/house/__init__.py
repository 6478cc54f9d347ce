"""What concerns the whole desk: its weekly data and the alarms about itself."""
