"""Every verb of the product, one room a family; each may use those after it (see `pyproject.toml`).

The desk knows no platform. What all rooms use stands at the root.
"""
