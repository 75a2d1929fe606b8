"""The citizen's window: filing, following and correcting a case from outside the house."""
