# language: es
Característica: Contrato menor de bienes
  Hasta 8 UIT: cotizaciones, orden de compra, entrega, conformidad y pago.

  Antecedentes:
    Dada la municipalidad de Tambo Real con su personal

  Escenario: El cemento se compra con una orden y se paga completo
    Dado que es el 02/03/2026
    Y que Servicios Públicos necesita "Cemento para la losa deportiva" en 10 días
    Cuando Contrataciones estima la cuantía en S/ 38,450.00
    Y Presupuesto certifica el crédito
    Entonces el método es "Contrato menor"
    Cuando Contrataciones elige la cotización de "Ferretería El Valle E.I.R.L." por S/ 37,900.00 en 10 días
    Y Contrataciones emite la orden de compra
    Y la autoridad firma la orden el 09/03/2026
    Entonces el plazo "Plazo de entrega" vence el 19/03/2026
    Cuando Almacén recibe los bienes el 18/03/2026
    Y el área usuaria da la conformidad el 20/03/2026
    Y Tesorería paga S/ 37,900.00 el 24/03/2026
    Y Contrataciones liquida el contrato
    Y se evalúa el contrato
    Entonces el expediente termina en "Pagado"
    Y no hubo penalidad

  Escenario: Sin crédito presupuestario no se contrata
    Dado que es el 02/03/2026
    Y que Servicios Públicos necesita "Sillas para el auditorio" en 10 días
    Cuando Contrataciones estima la cuantía en S/ 12,000.00
    Y Presupuesto responde que no hay crédito
    Entonces el expediente termina en "Sin crédito presupuestario"

  Escenario: La misma compra repetida en el año se suma y cambia el método
    Dado que es el 02/03/2026
    Y que Servicios Públicos necesita "Luminarias para el parque" en 10 días
    Cuando Contrataciones estima la cuantía en S/ 30,000.00 con S/ 20,000.00 ya comprados en el año
    Y Presupuesto certifica el crédito
    Entonces el método es "Licitación pública abreviada"

  Escenario: Lo que no se recibe conforme vuelve a Almacén
    Dado un contrato menor de S/ 20,000.00 con entrega hasta el 19/03/2026
    Cuando Almacén recibe los bienes el 18/03/2026
    Y el área usuaria observa la entrega y da 5 días para corregir
    Entonces Almacén tiene que recibir lo corregido
    Y el plazo "Plazo para corregir" vence el 23/03/2026

  Escenario: Lo que no es lo contratado se tiene por no entregado
    Dado un contrato menor de S/ 20,000.00 con entrega hasta el 19/03/2026
    Cuando Almacén recibe los bienes el 18/03/2026
    Y el área usuaria dice que no es lo contratado
    Entonces Almacén tiene que recibir los bienes otra vez
    Y el plazo "Plazo de entrega" vence el 19/03/2026

  Escenario: A quien no puede contratar no se le firma la orden sin decir por qué
    Dado que "Ferretería El Valle E.I.R.L." está en el registro, sancionada desde el 01/03/2026
    Y una orden de compra de S/ 20,000.00 que espera la firma
    Cuando la autoridad firma la orden sin decir por qué
    Entonces falta decir por qué se firma aunque no pueda contratar
    Cuando la autoridad firma la orden y dice "El juez suspendió la sanción"
    Entonces el expediente guarda que al firmar no podía contratar
