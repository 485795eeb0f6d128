"""The versions of the library and of the data, each in one place."""

VERSION = "0.1.0"
"""The library's; it stands in every signature, since a scorer's change may change numbers."""

DATA_VERSION = "0.3.0"
"""The data's, raised whenever a text or a label changes."""
