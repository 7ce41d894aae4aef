"""The audit trail: who did what on this server, and nothing of what customers said."""

from sociallens.trail.events import EVENTS
from sociallens.trail.recording import record
from sociallens.trail.verifying import Break, Verdict, verify

__all__ = ["EVENTS", "Break", "Verdict", "record", "verify"]
