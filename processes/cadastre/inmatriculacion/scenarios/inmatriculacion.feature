# language: es
Característica: Inmatriculación de un predio
  Al este del 01-023-002 hay un terreno de 10 m por 30 m que no está en el catastro.

  Antecedentes:
    Dado el catastro de una manzana con tres lotes

  Escenario: Un predio nuevo, llevado a los vértices de su vecino
    Cuando se pide inscribir el terreno y se llega al dibujo
    Y se dibuja el contorno con el lindero a 4 cm de su vecino
    Entonces lo dibujado es un predio de 300.00 m²
    Cuando se notifica a los colindantes y vence el plazo sin oposición
    Y se informa, se resuelve que procede y se notifica
    Entonces el catastro tiene "01-023-004" de 300.00 m² de Zoila
    Y "01-023-004" no tiene antecedentes
    Y el impuesto sabe que "01-023-004" pasaron a ser "01-023-004"

  Escenario: Sobre el vecino no se inscribe
    Cuando se pide inscribir el terreno y se llega al dibujo
    Y se dibuja el contorno 1 m dentro de su vecino
    Entonces el dibujo se observa: "Predio nuevo se superpone 30.00 m² con 01-023-002: ajuste el lindero."

  Escenario: Un contorno que se cruza
    Cuando se pide inscribir el terreno y se llega al dibujo
    Y se dibuja un contorno que se cruza
    Entonces el dibujo no vale porque su contorno se cruza

  Escenario: Sobre una vía no se inscribe
    Cuando se pide inscribir el terreno y se llega al dibujo
    Y se conoce la vía del sur y el contorno la cruza
    Entonces el dibujo se observa: "Predio nuevo ocupa 80.00 m² de la vía «Jr. Puno»: retírelo de ella."
