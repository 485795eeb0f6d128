"""brat's standoff format, in which people annotate on a page of its server, and the two ways between it and records."""

from onrecord.brat.configuration import CONFIGURATION
from onrecord.brat.reading import read_brat
from onrecord.brat.writing import write_brat

__all__ = ["CONFIGURATION", "read_brat", "write_brat"]
