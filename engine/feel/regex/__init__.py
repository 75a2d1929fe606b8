"""Regular expressions of XPath, as FEEL's matches, replace and split use them.

An engine of our own, because Python's `re` has another syntax and can hang: patterns become a
small program that visits every (instruction, position) once, so work is bounded by their product;
only back-references can go beyond, and those run into the step limit.
"""

from engine.feel.regex.search import Match, Pattern, compile_pattern

__all__ = ["Match", "Pattern", "compile_pattern"]
