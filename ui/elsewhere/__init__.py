"""Going on with a form on another device: its address as a picture, and a short code."""
