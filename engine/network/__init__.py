"""What the network of municipalities knows of each, kept for pages that compare them."""
