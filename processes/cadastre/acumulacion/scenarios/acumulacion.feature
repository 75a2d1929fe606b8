# language: es
Característica: Acumulación de predios
  Los predios 01-023-001 y 01-023-002, de 600 m² cada uno, colindan y son de Ana y de Beto por mitades.
  El 01-023-003 colinda con ambos y es de Carla.

  Antecedentes:
    Dado el catastro de una manzana con tres lotes

  Escenario: Dos predios de los mismos titulares pasan a ser uno, con su árbol
    Cuando se pide unir "01-023-001, 01-023-002" y se llega al dibujo
    Y se unen los predios
    Entonces lo dibujado es un predio de 1200.00 m²
    Cuando se informa, se resuelve que procede y se notifica
    Entonces el catastro tiene "01-023-004" de 1200.00 m² de Ana y de Beto por mitades
    Y "01-023-001" y "01-023-002" quedaron como sus antecedentes
    Y el impuesto sabe que "01-023-001, 01-023-002" pasaron a ser "01-023-004"

  Escenario: De distintos titulares no se unen
    Cuando se pide unir "01-023-001, 01-023-003" y se llega al dibujo
    Y se unen los predios
    Entonces el dibujo se observa: "01-023-001 y 01-023-003 no son de los mismos titulares en iguales cuotas."
