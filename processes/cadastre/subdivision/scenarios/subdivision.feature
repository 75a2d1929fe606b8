# language: es
Característica: Subdivisión de un lote
  El predio 01-023-001 tiene 600 m² (20 m por 30 m) y es de Ana y de Beto por mitades; al este
  linda con el 01-023-002. Lote mínimo 90 m², frente mínimo 6 m.

  Antecedentes:
    Dado el catastro de una manzana
    Y que el 02/03/2026 se pide dividir el predio "01-023-001"

  Escenario: De la solicitud a los predios nuevos, con su árbol
    Cuando se paga la tasa, los títulos son conformes y se inspecciona el predio
    Y se dibuja el sur hasta 12 m y el norte desde 12.05 m
    Entonces el dibujo se observa: "Queda un vacío de 1.00 m² sin parte: lleve los linderos hasta unirlos."
    Y sin dibujo el expediente vuelve a "predio_dibujar"
    Cuando se dibuja una línea a 12 m
    Y se completa el paso del dibujo
    Entonces las partes del expediente son de 240.00 y 360.00 m²
    Y ya nadie cambia el dibujo
    Cuando se informa y se resuelve que procede
    Entonces el catastro tiene "01-023-003" de 240.00 m² y "01-023-004" de 360.00 m²
    Y cada uno es de Ana y de Beto por mitades
    Y "01-023-001" quedó como antecedente de ambos
    Y el impuesto los toma desde el 01/01/2027
    Y la historia de la municipalidad cuenta el cambio
    Y la historia del expediente dice de qué predio salieron y con qué áreas
    Y el cambio se funda en la resolución y en la huella de su documento

  Escenario: Lo que ya no cumple no se inscribe, y lo escrito no se pierde
    Cuando se paga la tasa, los títulos son conformes y se inspecciona el predio
    Y se dibuja una línea a 12 m
    Y se completa el paso del dibujo
    Y el lote mínimo sube a 250 m²
    Y se informa, y al resolver que procede se observa: "No se inscribe: Parte 1 tiene 240.00 m² y el lote mínimo es 250 m²: amplíelo."
    Entonces el predio sigue como estaba, y lo tiene el expediente
    Cuando la autoridad lo devuelve al dibujo
    Entonces el expediente vuelve a "predio_dibujar"

  Escenario: El registro cambió mientras se resolvía
    Cuando se paga la tasa, los títulos son conformes y se inspecciona el predio
    Y se dibuja una línea a 12 m
    Y se completa el paso del dibujo
    Y alguien corrige el predio en el registro
    Y se informa, y al resolver que procede se observa: "No se inscribe: El predio cambió desde que se dibujó: devuélvalo al dibujo."
    Entonces no hay partes en el registro

  Escenario: Un predio con un expediente abierto no admite otro
    Cuando otra persona pide dividir el predio "01-023-001"
    Entonces no se admite, y se dice qué expediente lo tiene
    Cuando el primer expediente se anula
    Y otra persona pide dividir el predio "01-023-001"
    Entonces este se admite

  Escenario: Un código que no existe
    Cuando otra persona pide dividir el predio "99-999-999"
    Entonces no se admite porque el código no es de un predio

  Escenario: Un lote bajo el mínimo
    Cuando se paga la tasa, los títulos son conformes y se inspecciona el predio
    Y se dibuja una línea a 4 m
    Entonces el dibujo se observa: "Parte 1 tiene 80.00 m² y el lote mínimo es 90 m²: amplíelo."

  Escenario: No procede
    Cuando se paga la tasa, los títulos son conformes y se inspecciona el predio
    Y se dibuja una línea a 12 m
    Y se completa el paso del dibujo
    Y se informa y se resuelve que no procede
    Entonces el predio sigue como estaba, y está libre

  Escenario: La ley da por denegado lo que no se resuelve, y el expediente sigue
    Cuando se paga la tasa, los títulos son conformes y se inspecciona el predio
    Y nadie resuelve hasta el 23/04/2026
    Entonces la ley decidió por vencer "Silencio negativo", y el expediente sigue abierto

  Escenario: Una parte sin salida a la calle no se admite sin una servidumbre de paso
    Dado que al oeste y al norte hay otros predios
    Cuando se paga la tasa, los títulos son conformes y se inspecciona el predio
    Y se dibuja una línea a 12 m
    Entonces el dibujo se observa: "Parte 2 no tiene salida a la calle: dele frente, o inscriba antes una servidumbre de paso."
    Cuando se inscribe una servidumbre de paso sobre "01-023-004" a favor de Ana
    Y se dibuja una línea a 12 m
    Entonces el dibujo no tiene observaciones

  Escenario: Donde se conocen las vías, el frente está sobre una de ellas
    Dado que al sur de la manzana pasa una vía de 8 m
    Cuando se paga la tasa, los títulos son conformes y se inspecciona el predio
    Y se dibuja una línea a 12 m
    Entonces el dibujo se observa: "Parte 2 no tiene salida a la calle: dele frente, o inscriba antes una servidumbre de paso."
    Cuando se dibuja una línea de sur a norte a 10 m
    Entonces el dibujo no tiene observaciones
