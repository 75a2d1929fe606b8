"""The ways money comes by. All keep one promise: they bring an `Income`, booked once."""
