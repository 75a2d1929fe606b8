"""Starting a case: which procedures there are, and the form that opens one."""
