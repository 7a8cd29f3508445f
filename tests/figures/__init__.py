"""Figures: what is counted, kept, read and checked."""
