"""What looks wrong in an annotation although no rule of the format forbids it: for a reader to mend or to waive."""

from onrecord.lint.suspicions import suspicions
from onrecord.lint.waivers import Waiver, read_waivers, unwaived

__all__ = ["Waiver", "read_waivers", "suspicions", "unwaived"]
