"""What the house writes and signs, and the public page of its codes."""
