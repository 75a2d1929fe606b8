"""What operators do: incidents, batches, where cases stand, and the acts upon one case."""
