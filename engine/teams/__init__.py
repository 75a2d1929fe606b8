"""Mobile teams: formed in one municipality, admitted by others, passing between them by a pass."""
