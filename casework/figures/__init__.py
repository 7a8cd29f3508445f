"""Figures of the office: summaries kept by events, from which statistics are read."""
