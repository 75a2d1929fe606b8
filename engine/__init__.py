"""First floor: runs BPMN and decisions, moves cases and tasks, keeps legal time, writes history."""
