"""The workshop of a process: its draft is drawn, checked, compared; without script too."""
