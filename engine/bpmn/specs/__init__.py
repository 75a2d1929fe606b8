"""The library's task specifications, made to mean what BPMN says: a family a file."""
