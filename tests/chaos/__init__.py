"""`make chaos`: real processes killed again and again while the platforms fail, and a verdict at the end.

`plan` deals the acts from a seed, `run` plays them, `stage` holds the processes, `town` are customers and staff,
`evidence` reads what stands on the platforms, `verdict` holds it against what was posted and pressed. `make soak`:
the same town without a kill, for hours; `intervals` tells what grew.
"""
