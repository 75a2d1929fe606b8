"""The role that somebody of a team has wherever the team is admitted."""

ROLE = "equipo_movil"
