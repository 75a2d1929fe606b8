# language: es
Característica: Pagar la tasa de un trámite
  TUO LPAG, artículos 53 y 54: la tasa se paga una vez, y lo pagado no se pide de nuevo.
  El plazo para pagar es un parámetro con fecha de la municipalidad.

  Antecedentes:
    Dada una municipalidad que cobra la constancia de posesión
    Y que el 02/03/2026 se pide una que cuesta 35.00

  Escenario: Se paga en caja y el trámite sigue solo
    Entonces la orden vence el 16/03/2026
    Y el trámite espera el pago
    Cuando la cajera cobra con 50.00
    Entonces el recibo es "C01-2026-000001" y el vuelto 15.00
    Y la orden está pagada
    Y el trámite sigue con "Atender"

  Escenario: Nadie paga en el plazo y la orden vence, sin que nadie actúe
    Cuando nadie hace nada hasta el 16/03/2026
    Entonces el trámite espera el pago
    Cuando nadie hace nada hasta el 17/03/2026
    Entonces la orden está vencida
    Y el trámite sigue con "Atender"

  Escenario: El banco trae el pago al día siguiente
    Cuando el banco trae 35.00 con el código de la orden
    Entonces el banco dice "matched"
    Y la orden está pagada

  Escenario: Lo que el banco trae de más espera a una persona
    Cuando el banco trae 40.00 con el código de la orden
    Entonces el banco dice "over"
    Y la orden está pagada
    Y en suspenso esperan 5.00

  Escenario: Lo que el banco trae de menos no paga la orden
    Cuando el banco trae 30.00 con el código de la orden
    Entonces el banco dice "under"
    Y el trámite espera el pago
    Y en suspenso esperan 30.00

  Escenario: El recibo anulado conserva su número
    Cuando la cajera cobra con 35.00
    Y la cajera anula el recibo porque "Era de otra persona"
    Y la cajera cobra con 35.00
    Entonces el recibo es "C01-2026-000002" y el vuelto 0.00
