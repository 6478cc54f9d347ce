"""What the bank's TOML files and weekly data say, as validated objects."""
