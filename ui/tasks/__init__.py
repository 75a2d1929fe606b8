"""The task page: what is asked, the case at a glance, and one clear button."""
