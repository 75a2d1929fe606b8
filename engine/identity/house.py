"""The roles that belong to the house itself, whatever its processes; known here and nowhere else.

The roles of the work come from the processes in force (`engine/identity/roles.py`).
"""

from __future__ import annotations

AUDITOR = "auditor"
"""The role of who reads everything and does nothing."""
OPERATOR = "operador"
"""The right to operate every process of a municipality."""
CALENDAR_KEEPER = "calendario"
"""The role of who declares, by decree, that a day is not worked."""
ADMINISTRATOR = "administrador"
"""The role of who lets people in, gives them roles, and says what the municipality is called."""
CASHIER = "caja"
"""The role of who takes money at a till."""
TREASURER = "tesoreria"
"""The role of who reads the files of banks, settles what matches nothing and gives money back."""
COUNTER = "mesa_de_partes"
"""The role of who receives at the counter, and does there what an applicant may do."""
APPLICANT = "solicitante"
"""Nobody is given it: among the starters of a process it says that cases may be filed from outside,
as the role of a lane that the work belongs to the applicant of the very case."""
SUPPLIER = "proveedor"
"""As the role of a lane: the work belongs to a supplier, whom somebody with an account acts for."""
PURCHASER = "contrataciones"
"""The role of who keeps the register of suppliers, where a process in force has it."""

HOUSE_ROLES = (
    ADMINISTRATOR,
    OPERATOR,
    CALENDAR_KEEPER,
    AUDITOR,
    COUNTER,
    CASHIER,
    TREASURER,
)
NEVER_LENT = frozenset({AUDITOR, ADMINISTRATOR})
"""What no substitute gets: who reads everything, and who decides about the rights of others."""
