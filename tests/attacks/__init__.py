"""Attacks: each of these tests stands for one that was tried by hand."""
