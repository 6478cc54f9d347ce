"""Models that a worker loads, each from a file that has its card beside it. None is fetched at run time."""
