# language: es
Característica: Lo que el archivo guarda, retiene y elimina
  Cada serie se guarda los años de su tabla, contados desde que el expediente terminó. Después solo
  un acta lo elimina, y nada mientras un juez o un auditor lo necesite. El número, la cadena y la
  huella del índice quedan para siempre.

  Antecedentes:
    Dado un expediente de permiso terminado, con una constancia firmada, que se guarda 2 años

  Escenario: Nada se elimina antes de su plazo
    Cuando pasan 700 días
    Entonces el expediente no está por eliminar
    Y Arturo no puede eliminarlo, porque "no cumple su tiempo de guarda"

  Escenario: Cumplido el plazo, un acta lo elimina
    Cuando pasan 740 días
    Entonces el expediente está por eliminar
    Cuando Arturo lo elimina con el acta "Acta 003-2028" según "Tabla de retención, serie 7"
    Entonces el expediente no está por eliminar
    Y nadie puede leer ya sus documentos
    Y el expediente conserva su número y su historia sigue íntegra
    Y la historia de la municipalidad nombra el acta "Acta 003-2028"

  Escenario: Sin acta no se elimina nada
    Cuando pasan 740 días
    Entonces Arturo no puede eliminarlo con el acta " "
    Y el expediente está por eliminar

  Escenario: Una retención legal lo impide hasta que se levanta
    Cuando pasan 740 días
    Y Arturo retiene la serie por "Proceso judicial 12-2028"
    Entonces el expediente no está por eliminar
    Y Arturo no puede eliminarlo, porque "Una retención legal impide"
    Cuando Arturo levanta la retención por "Terminó el proceso"
    Entonces el expediente está por eliminar

  Escenario: Solo quien lleva el archivo elimina
    Cuando pasan 740 días
    Entonces Rosa no puede eliminarlo
    Y Vera, que audita, lo ve por eliminar y no puede eliminarlo

  Escenario: De lo eliminado se sabe que existió
    Cuando pasan 740 días
    Y Arturo lo elimina con el acta "Acta 003-2028" según "Tabla de retención, serie 7"
    Entonces quien busca el código de su constancia lee "auténtico y está vigente"
    Y lee que su texto se eliminó, y no lo puede abrir
