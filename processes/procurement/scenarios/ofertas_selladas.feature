# language: es
Característica: Las ofertas se presentan en sobre sellado
  Varios proveedores presentan a la vez, cada uno en su sobre. Nadie puede leerlos, ni saber de quién
  son ni cuántos llegaron, hasta que el comité los abre todos juntos al terminar el plazo.

  Antecedentes:
    Dada la municipalidad de Tambo Real con su personal
    Y una licitación de S/ 180,000.00 convocada el 09/03/2026 que espera ofertas

  Escenario: Nadie lee las ofertas ni sabe quién ofrece antes de la apertura
    Cuando se presentan estas ofertas:
      | postor                    | ruc         | precio     | plazo |
      | Hidráulica del Sur S.A.C. | 20512345671 | 171,503.47 | 30    |
      | Bombas y Riegos Andinos   | 20498765433 | 174,908.12 | 30    |
    Entonces nada de las ofertas se lee en la base de datos ni en los archivos
    Y el expediente no dice que haya llegado alguna oferta
    Y lo publicado no dice nada de las ofertas
    Cuando el comité abre y admite las ofertas el 23/03/2026
    Entonces la historia dice que se abrieron 2 sobres
    Y las ofertas y sus documentos están en el expediente
    Y la historia del expediente está íntegra

  Escenario: Nadie abre los sobres antes de que termine el plazo, tampoco quien administra
    Cuando el proveedor presenta una oferta de S/ 171,500.00
    Y quien administra lleva el expediente a "abrir_sobres" antes de tiempo
    Entonces los sobres no se pueden abrir todavía
    Cuando el comité abre y admite las ofertas el 23/03/2026
    Entonces la historia dice que se abrieron 1 sobres

  Escenario: Un proveedor cambia su oferta y solo vale la última
    Cuando el proveedor presenta una oferta de S/ 171,500.00
    Y el proveedor presenta una oferta de S/ 169,900.00
    Y el comité abre y admite las ofertas el 23/03/2026
    Y los tres evaluadores califican con 90 el 26/03/2026
    Y Contrataciones otorga la buena pro el 27/03/2026
    Entonces la buena pro es de "Hidráulica del Sur S.A.C." por S/ 169,900.00

  Escenario: Una oferta que se retira no se abre nunca
    Cuando el proveedor presenta una oferta de S/ 171,500.00
    Y el proveedor retira su oferta
    Y el comité abre y admite las ofertas el 23/03/2026
    Entonces la historia dice que se abrieron 0 sobres
    Y Contrataciones declara desierto el procedimiento

  Escenario: Un sobre alterado se nombra en la apertura y no se abre
    Cuando se presentan estas ofertas:
      | postor                    | ruc         | precio     | plazo |
      | Hidráulica del Sur S.A.C. | 20512345671 | 171,500.00 | 30    |
      | Bombas y Riegos Andinos   | 20498765433 | 174,900.00 | 30    |
    Y alguien altera en la base de datos el sobre de "Hidráulica del Sur S.A.C."
    Y el comité abre los sobres el 23/03/2026
    Entonces la historia dice que se abrieron 1 sobres
    Y la auditoría nombra un sobre cambiado
