"""The read side: a file a page family, a function a question, frozen dataclasses as answers.

Every function takes the municipality and never shows a row of another one. The number of queries
of a function does not depend on how many rows there are.
"""
