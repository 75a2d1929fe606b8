"""The pages of those who run the installation: municipalities, how one begins, what it adopts."""
