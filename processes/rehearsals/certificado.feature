# language: es
Característica: Copia certificada de un acta
  Se busca el acta, se paga la tasa y se entrega la copia.

  Antecedentes:
    Dado que hoy es jueves 26 de marzo de 2026
    Y que Rosa es de "Mesa de partes"
    Y que Hugo es de "Registro civil"
    Cuando Rosa inicia el trámite con:
      | tipo_solicitante        | Una persona        |
      | nombre_solicitante      | Nélida Farfán      |
      | dni                     | 46872210           |
      | domicilio.codigo        | 080309             |
      | domicilio.calle         | Jr. Comercio       |
      | domicilio.numero        | 145                |
      | correo                  | nelida@example.pe  |
      | tipo_acta               | nacimiento         |
      | titular                 | Juan Farfán Ccori  |
      | copias                  | 1                  |

  Escenario: El acta se halla, se paga y se entrega
    Cuando Hugo completa "Buscar el acta" con:
      | hallazgo | si               |
      | acta     | Libro 12, folio 4 |
    Y se paga la tasa
    Entonces el plazo "Plazo para entregar la copia" vence el lunes 6 de abril de 2026
    Y espera la tarea "Expedir la copia certificada" a Hugo
    Cuando Hugo completa "Expedir la copia certificada" con:
      | numero_certificado | 0031-2026 |
    Y Rosa completa "Entregar la copia" con:
      | recibe        | Nélida Farfán |
      | fecha_entrega | 26/03/2026    |
    Entonces el trámite termina en "Copia entregada"

  Escenario: Si nadie paga a tiempo, el trámite termina sin copia
    Cuando Hugo completa "Buscar el acta" con:
      | hallazgo | si               |
      | acta     | Libro 12, folio 4 |
    Entonces el trámite sigue abierto
    Y no espera la tarea "Expedir la copia certificada"
    Cuando llega el 30 de junio de 2026
    Entonces el trámite termina en "Sin pago"

  Escenario: Sin decir qué se halló no se sigue
    Cuando Hugo intenta completar "Buscar el acta" con:
      | acta | Libro 12, folio 4 |
    Entonces no se puede porque "Elija una opción"
    Y espera la tarea "Buscar el acta" a Registro civil
