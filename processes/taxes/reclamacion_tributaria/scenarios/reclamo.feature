# language: es
Característica: Reclamar contra un impuesto
  Código Tributario, artículos 119, 132 a 147.

  Antecedentes:
    Dada la administración tributaria de Tambo Real con "reclamacion_tributaria"
    Y que quien pide declara un predio de 450,000.00 soles y el impuesto de 2026 está emitido

  Escenario: En plazo se admite, suspende la cobranza y, fundado, la deuda queda sin efecto
    Dado que hoy es 02/03/2026
    Cuando se presenta la solicitud con:
      | fecha_notificacion | 02/02/2026 |
    Y mesa de partes la encuentra completa
    Entonces "Podía reclamar hasta" es "2026-03-02"
    Y espera "Resolver el reclamo"
    Y "Plazo para resolver" va hasta el 02/12/2026
    Y nadie cobra lo que se reclama
    Cuando el reclamo se resuelve fundado y se notifica
    Entonces el trámite termina en "Fundado"
    Y de 2026 debe 0.00 soles de predial

  Escenario: Al día siguiente hace falta pagar, y hay quince días para acreditarlo
    Dado que hoy es 03/03/2026
    Cuando se presenta la solicitud con:
      | fecha_notificacion | 02/02/2026 |
    Y mesa de partes la encuentra completa
    Entonces espera "Acreditar lo que falta"
    Y "Plazo para subsanar el reclamo" va hasta el 24/03/2026
    Cuando nadie hace nada hasta el 25/03/2026
    Entonces el trámite termina en "Inadmisible"
    Y se vuelve a cobrar

  Escenario: Una orden de pago se reclama pagada
    Dado que hoy es 02/03/2026
    Cuando se presenta la solicitud con:
      | fecha_notificacion | 02/02/2026 |
      | tipo_acto          | op         |
    Y mesa de partes la encuentra completa
    Entonces espera "Acreditar lo que falta"
    Cuando quien reclama acredita el pago
    Entonces espera "Resolver el reclamo"

  Escenario: Una orden manifiestamente improcedente se reclama sin pagar
    Dado que hoy es 02/03/2026
    Cuando se presenta la solicitud con:
      | fecha_notificacion           | 02/02/2026 |
      | tipo_acto                    | op         |
      | manifiestamente_improcedente | true       |
    Y mesa de partes la encuentra completa
    Entonces espera "Resolver el reclamo"

  Escenario: En nueve meses sin decidir puede apelar, y el interés se cambia
    Dado que hoy es 02/03/2026
    Cuando se presenta la solicitud con:
      | fecha_notificacion | 02/02/2026 |
    Y mesa de partes la encuentra completa
    Y nadie hace nada hasta el 03/12/2026
    Entonces "El interés se cambió por el IPC desde" es "2026-12-03"
    Y espera "Resolver el reclamo"

  Escenario: Lo que dura la demora no tiene interés, y se actualiza por el IPC que se anotó (art. 33)
    Dado que hoy es 02/03/2026
    Y que el IPC de 11/2026 es 110.00 y el de 12/2026 es 112.20
    Cuando se presenta la solicitud con:
      | fecha_notificacion | 02/02/2026 |
    Y mesa de partes la encuentra completa
    Y nadie hace nada hasta el 03/12/2026
    Y nadie hace nada hasta el 10/01/2027
    Entonces la primera cuota de predial explica "39 días sin interés" y "14.25 por el IPC de 11/2026 a 12/2026"
    Cuando el reclamo se resuelve infundado y se notifica
    Entonces el 20/01/2027 la primera cuota debe interés por 288 días

  Escenario: Fundado en parte queda firme a los quince días si no se apela
    Dado que hoy es 02/03/2026
    Cuando se presenta la solicitud con:
      | fecha_notificacion | 02/02/2026 |
    Y mesa de partes la encuentra completa
    Y el reclamo se resuelve fundado en parte por 1,000.00 soles y se notifica
    Entonces "Plazo para apelar" va hasta el 23/03/2026
    Y de 2026 debe 2,850.00 soles de predial
    Cuando nadie hace nada hasta el 24/03/2026
    Entonces el trámite termina en "Firme"
    Y de 2026 debe 1,850.00 soles de predial
    Y se vuelve a cobrar
