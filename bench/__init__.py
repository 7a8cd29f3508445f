"""Benchmarks: each makes its own scratch database and removes it."""
