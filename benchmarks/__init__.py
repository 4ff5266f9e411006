"""Measurements at the size of a province, run by hand: see docs/benchmarks.md."""
