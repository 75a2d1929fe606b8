"""The cadastre for the people of the municipality: parcels, their map, and drawing a division."""
