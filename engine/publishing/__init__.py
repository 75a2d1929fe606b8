"""What happens in cases is published as it happens: see README.md."""
