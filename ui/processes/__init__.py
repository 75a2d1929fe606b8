"""The processes in force: the list, and each with its diagram and its decisions."""
