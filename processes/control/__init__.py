"""What the municipality looks at again after it was granted: one folder a control."""
