# language: es
Característica: El fraccionamiento que se pide en línea
  El contribuyente elige qué deuda vencida paga en cuotas (Código Tributario, art. 36). Hasta el monto que fija la
  ordenanza se aprueba sin que nadie lo revise; si es más, lo aprueba la autoridad. Lo que se firma es lo que el
  contribuyente aceptó, y nada más.

  Antecedentes:
    Dado un contribuyente que debe 600.00 y 2400.00 desde ayer

  Escenario: Una deuda menor se aprueba en el acto y su cuota inicial se paga en línea
    Cuando pide en línea pagar los 600.00 en 6 cuotas con 20 % al inicio
    Entonces el contribuyente tiene que aceptar el cronograma
    Cuando acepta el cronograma
    Entonces la orden de pago de la cuota inicial es de 120.04
    Y la deuda de 600.00 está en 7 cuotas y la de 2400.00 sigue como estaba
    Y ya no puede desistir
    Cuando paga la cuota inicial
    Entonces quedan 6 cuotas

  Escenario: Una deuda mayor la aprueba la autoridad antes de que el contribuyente la acepte
    Cuando pide en línea pagar los 2400.00 en 6 cuotas con 20 % al inicio
    Entonces la autoridad tiene que aprobarlo
    Cuando la autoridad lo aprueba
    Entonces el contribuyente tiene que aceptar el cronograma

  Escenario: El cronograma de ayer no se firma hoy
    Cuando pide en línea pagar los 600.00 en 6 cuotas con 20 % al inicio
    Y pasa un día
    Y acepta el cronograma
    Entonces el contribuyente tiene que aceptar el cronograma
    Y no debe ninguna cuota

  Escenario: Quien no acepta a tiempo sigue debiendo lo mismo
    Cuando pide en línea pagar los 600.00 en 6 cuotas con 20 % al inicio
    Y pasan diez días
    Entonces el trámite terminó en "Cronograma no aceptado"
    Y no debe ninguna cuota

  Escenario: La ordenanza puede querer que todo se revise
    Dado que la ordenanza no aprueba nada sin revisar
    Cuando pide en línea pagar los 600.00 en 6 cuotas con 20 % al inicio
    Entonces la autoridad tiene que aprobarlo
