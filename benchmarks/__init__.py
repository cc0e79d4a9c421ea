"""Measurements, not tests: ratios within one run against a named peer."""
