"""Measurements against yardsticks taken in the same run; `make bench` runs them all."""
