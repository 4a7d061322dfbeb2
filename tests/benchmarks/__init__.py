"""Measured, not timed against a limit: run by `make armour`, `make bench` and `make quality`."""
