"""Control after the fact: which granted cases are looked at again, drawn so that anybody can draw
the same again (TUO LPAG, art. 34)."""
