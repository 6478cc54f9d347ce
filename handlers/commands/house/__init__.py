"""The house on the command line: alarms, inbox, census, keys, a restored backup."""
