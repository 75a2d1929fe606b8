"""The portal of suppliers: the open calls for everybody, and what a supplier must do."""
