"""The register of contracts and of their guarantees, for the people of the municipality."""
