"""Registers that forms bring data from: what one is, the people whom the municipality knows, and
looking somebody up, which needs a right and is written down."""

from engine.registers.offering import Found, Register, Registers, offered

__all__ = ["Found", "Register", "Registers", "offered"]
