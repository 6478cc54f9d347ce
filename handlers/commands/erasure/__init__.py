"""One customer on the command line: what is known, holding it, erasing it."""
