"""Formats of the language az."""
