# language: es
Característica: Lo que no se paga se cobra, paso a paso y sin cobrar dos veces
  De la orden de pago a la cobranza coactiva (Código Tributario, arts. 78 y 115; TUO de la Ley 26979). El predio vale 82,500
  soles: 165.00 de impuesto en cuatro cuotas de 41.25, y 22.00 de emisión. Costas de esta municipalidad: 0.2 % de la UIT la
  resolución y 0.4 % la medida.

  Antecedentes:
    Dado que un contribuyente no pagó la primera cuota ni la emisión de 2026
    Y que el 01/04/2026 se emite la orden de pago de lo vencido

  Escenario: Una orden de pago es exigible con su notificación
    Entonces la orden "OP-2026-000001" pide 63.66 soles
    Cuando la orden se notifica el 06/04/2026
    Entonces la deuda está en la etapa "coercive"
    Y hay una cobranza coactiva de la orden

  Escenario: Siete días hábiles antes del embargo, y las costas
    Dado que la orden se notificó el 06/04/2026 y el ejecutor emitió la resolución el 07/04/2026
    Entonces se deben 11.00 soles de costas
    Cuando la resolución se notifica el 07/04/2026
    Y llega el 16/04/2026
    Entonces la cobranza no traba ninguna medida
    Cuando llega el 17/04/2026
    Entonces la cobranza espera "trabar"
    Cuando el ejecutor traba una medida de "retencion" el 17/04/2026
    Entonces se deben 33.00 soles de costas
    Y la deuda prescribe desde el 01/01/2031

  Escenario: Quien paga todo detiene la cobranza, y las medidas se levantan
    Dado que la orden se notificó el 06/04/2026 y el ejecutor emitió la resolución el 07/04/2026
    Y que la resolución se notificó el 07/04/2026 y se trabó una medida de "retencion" el 17/04/2026
    Cuando paga todo el 17/04/2026
    Entonces la cobranza espera "levantar"
    Cuando el ejecutor levanta la medida el 17/04/2026
    Entonces la cobranza terminó
    Y no debe nada vencido

  Escenario: El pedido de suspensión que nadie responde en ocho días hábiles
    Dado que la orden se notificó el 06/04/2026 y el ejecutor emitió la resolución el 07/04/2026
    Y que la resolución se notificó el 07/04/2026 y se trabó una medida de "retencion" el 17/04/2026
    Cuando el 20/04/2026 pide la suspensión por "reclamo"
    Y llega el 30/04/2026
    Entonces la cobranza espera "ejecutar, resolver_suspension"
    Cuando llega el 04/05/2026
    Entonces la cobranza espera "levantar"
    Y la deuda está en la etapa "claimed"

  Escenario: Lo que el ejecutor niega sigue
    Dado que la orden se notificó el 06/04/2026 y el ejecutor emitió la resolución el 07/04/2026
    Cuando el 20/04/2026 pide la suspensión por "pago"
    Y el ejecutor la niega
    Entonces la deuda está en la etapa "coercive"

  Escenario: El auxiliar devuelve lo que no tiene su cargo
    Cuando la orden se notifica el 06/04/2026
    Y el auxiliar la devuelve
    Entonces la deuda está en la etapa "ordinary"

  Escenario: Un tercero reclama el bien
    Dado que la orden se notificó el 06/04/2026 y el ejecutor emitió la resolución el 07/04/2026
    Y que la resolución se notificó el 07/04/2026 y se trabó una medida de "deposito" el 17/04/2026
    Cuando el 20/04/2026 un tercero pide el bien y el ejecutor le da la razón
    Entonces la cobranza espera "ejecutar"
    Y la deuda está en la etapa "coercive"

  Escenario: Quien aprobó el valor no lo ejecuta, aunque después lo nombren ejecutor (Ley 26979, art. 7)
    Dado que quien aprobó la orden es nombrado ejecutor
    Cuando la orden se notifica el 06/04/2026
    Y el auxiliar admite la cobranza
    Entonces quien aprobó la orden no puede emitir la resolución de ejecución, y otro ejecutor sí
