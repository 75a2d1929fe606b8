"""The citizen's window: what anybody may ask for, without signing in."""
