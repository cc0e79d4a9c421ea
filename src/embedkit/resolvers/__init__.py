"""Readers of answers: each turns what one source said into `Facts`, tolerantly, and never raises for the world's faults."""
