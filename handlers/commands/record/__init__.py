"""The record on the command line: a case's story, its file, its chain."""
