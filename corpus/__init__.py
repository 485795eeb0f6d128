"""The texts, installed as package data."""
