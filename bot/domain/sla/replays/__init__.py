"""What happened to a case, played again: the clocks it gives under the rules in force, or under others."""
