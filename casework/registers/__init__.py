"""Older registers brought in: a file, its columns, a dry run, and the cases made from its rows."""
