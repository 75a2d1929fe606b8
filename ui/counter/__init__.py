"""The counter: somebody of the house files for who came, and helps who lost their PIN."""
