"""What the network of municipalities compares, and how it scores them: data with its source."""
