"""Where we run (settings) and what the bank decides (files), with the shipped defaults beside them."""
