# language: es
Característica: Rectificación de linderos
  Los predios 01-023-001 (de Ana y Beto) y 01-023-002 (de los mismos) comparten un lindero de 30 m; el
  01-023-003, de Carla, está al norte de ambos y comparte con ellos su esquina.

  Antecedentes:
    Dado el catastro de una manzana con tres lotes

  Escenario: El lindero se mueve en los dos predios a la vez
    Cuando se pide rectificar "01-023-001, 01-023-002" y se llega al dibujo
    Y el vértice del sur pasa 1 m al este
    Entonces las áreas pasan de 600.00 y 600.00 a 615.00 y 585.00 m²
    Cuando se notifica a los colindantes y vence el plazo sin oposición
    Y se informa, se resuelve que procede y se notifica
    Entonces el catastro tiene "01-023-001" de 615.00 m² de Ana y de Beto por mitades
    Y "01-023-001" sigue con su código y su versión anterior
    Y el impuesto sabe que "01-023-001, 01-023-002" pasaron a ser "01-023-001, 01-023-002"

  Escenario: Un vértice que también es de otro
    Cuando se pide rectificar "01-023-001, 01-023-002" y se llega al dibujo
    Y el vértice del norte pasa 1 m al este
    Entonces el dibujo se observa: "El vértice 500020.00 8650030.00 también es de 01-023-003, que no está en el expediente: incorpórelo."

  Escenario: Un vértice más en el lindero, y una parte que se superpone
    Cuando se pide rectificar "01-023-001, 01-023-002" y se llega al dibujo
    Y se agrega un vértice a 15 m y se mueve 2 m al oeste
    Entonces las áreas pasan de 600.00 y 600.00 a 570.00 y 630.00 m²
    Cuando se escribe el segundo predio 10 cm más al oeste
    Entonces el dibujo se observa: "01-023-001 se superpone 3.00 m² con 01-023-002: ajuste el lindero."

  Escenario: Un colindante se opone con razón
    Cuando se pide rectificar "01-023-001, 01-023-002" y se llega al dibujo
    Y el vértice del sur pasa 1 m al este
    Y se notifica a los colindantes
    Y Carla presenta su oposición en ventanilla
    Entonces el expediente sabe quién se opone y está en "colindancia_resolver"
    Cuando la oposición es "infundada"
    Entonces se esperan otras hasta el fin del plazo
    Cuando Carla presenta su oposición en ventanilla
    Y la oposición es "fundada"
    Entonces el expediente está en "predio_denegar"
    Y el catastro sigue como estaba
