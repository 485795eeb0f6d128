"""Simulations behind statements in the documentation."""
