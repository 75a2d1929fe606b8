"""What changes the cadastre: one folder a procedure."""
