"""Ground floor: rows, files, queues. Knows no BPMN."""
