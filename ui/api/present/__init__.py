"""From rows and scenes to the shapes of the API; what is sealed to the caller is left out here."""
