# language: es
Característica: El dinero que el banco trae y no calza
  Cada línea del banco que no calza abre una tarea de la tesorería, y una sola vez. Lo que se da a un
  contribuyente se imputa en el orden de la ley (Código Tributario, art. 31), y lo que el banco retira se
  contrarresta: la deuda vuelve. Ningún céntimo se pierde.

  Antecedentes:
    Dada una municipalidad que emitió el predial de un vecino que debe cuatro cuotas de 99.00 y 22.00 de emisión

  Escenario: Un cupón que llega por el banco paga su propia cuota
    Cuando el banco trae 99.00 con el cupón de la cuota 2
    Entonces nadie tiene una tarea
    Y la cuota 2 está pagada
    Y la cuota 1 debe 99.00
    Y la constancia dice "impuesto predial 2026, cuota 2: 99.00"

  Escenario: El mismo archivo dos veces no abre nada dos veces
    Cuando el banco trae 50.00 con la referencia "JUAN PEREZ"
    Y la tesorería vuelve a leer el mismo archivo
    Entonces la tesorería tiene 1 tarea

  Escenario: La tesorería encuentra al vecino y su deuda se paga en el orden de la ley
    Cuando el banco trae 50.00 con la referencia "JUAN PEREZ"
    Y la tesorería busca "vecino" y lo da al vecino
    Entonces el vecino debe 368.00
    Y la constancia dice "costo de la emisión 2026: 22.00; impuesto predial 2026, cuota 1: 28.00"
    Y en suspenso no espera nada

  Escenario: Lo que sobra espera en otra tarea
    Cuando el banco trae 500.00 con la referencia "JUAN PEREZ"
    Y la tesorería busca "vecino" y lo da al vecino
    Entonces el vecino debe 0.00
    Y en suspenso esperan 82.00
    Y la tesorería tiene 1 tarea

  Escenario: Es de un tercero y se devuelve
    Cuando el banco trae 50.00 con la referencia "OTRO"
    Y la tesorería lo devuelve porque "Era de otra municipalidad"
    Entonces en suspenso no espera nada
    Y el vecino debe 418.00

  Escenario: Se resuelve en la página de pagos y la tarea termina sola
    Cuando el banco trae 50.00 con la referencia "OTRO"
    Y alguien lo devuelve en la página de pagos
    Entonces nadie tiene una tarea

  Escenario: El banco retira el pago de un cupón y la deuda vuelve
    Cuando el banco trae 99.00 con el cupón de la cuota 2
    Y el banco retira 99.00 de esa operación
    Entonces la tesorería tiene 1 tarea
    Cuando la tesorería contrarresta esa operación
    Entonces el vecino debe 418.00
    Y la cuota 2 debe 99.00
    Y el banco no tiene nada

  Escenario: El banco retira lo que nadie había reclamado
    Cuando el banco trae 50.00 con la referencia "OTRO"
    Y el banco retira 50.00 de esa operación
    Y la tesorería contrarresta esa operación
    Entonces nadie tiene una tarea
    Y en suspenso no espera nada
    Y el banco no tiene nada

  Escenario: El banco retira un pago del que una parte todavía espera
    Cuando el banco trae 500.00 con la referencia "JUAN PEREZ"
    Y la tesorería busca "vecino" y lo da al vecino
    Y el banco retira 500.00 de esa operación
    Y la tesorería contrarresta esa operación
    Entonces el vecino debe 418.00
    Y nadie tiene una tarea
    Y en suspenso no espera nada
    Y el banco no tiene nada
