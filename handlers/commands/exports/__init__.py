"""What is taken out into files and brought in from them: cases, clocks, the weekly data."""
