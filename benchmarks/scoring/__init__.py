"""Measure what extraction finds in a report against what a person found in it."""
