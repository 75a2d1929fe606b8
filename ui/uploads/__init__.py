"""Files on their way to a form: announced, sent in pieces, gone on with, taken back."""
