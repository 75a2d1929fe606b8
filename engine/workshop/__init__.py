"""The manager's workshop: a process is changed as a draft, checked, approved, and comes in force.

Nothing that is drawn here runs before it was checked as every deployment is.
"""

from engine.workshop.checking import checked_files, faults_of
from engine.workshop.drafting import Begun, begin, discard
from engine.workshop.keeping import Aside, Kept, keep, mend, restore
from engine.workshop.rights import may_approve, may_edit

__all__ = [
    "Aside", "Begun", "Kept", "begin", "checked_files", "discard", "faults_of", "keep",
    "may_approve", "may_edit", "mend", "restore",
]  # fmt: skip
