"""The annual procurement plan and how far it is carried out, for the people of the municipality."""
