"""What whoever controls the municipality works with: all that was done, in one list."""
