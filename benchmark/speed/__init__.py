"""The speed benchmark: onrecord beside its peers on generated data, with every figure checked for equality.

It is no part of the installed library; ``make speed`` runs it, and nothing in it is a test.
"""
