"""The pages of cases: the list, one case, its history, its documents, what stands around it."""
