"""Pictures of a process for who runs it: where time goes, the ways, what is out of the common."""
