"""The systems that come with onrecord, written as any outside author would write them: against the face alone."""
