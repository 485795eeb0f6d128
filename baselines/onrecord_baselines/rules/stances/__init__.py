"""Stances: who is for or against what."""
