"""Pictures of processes: how often, how long, by which way, and when an open case will end."""
