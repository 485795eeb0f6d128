"""The gold and the passes behind it, installed as package data."""
