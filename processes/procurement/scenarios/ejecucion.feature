# language: es
Característica: Ejecución de un contrato de bienes
  Entregas en partes, conformidad, factura, pago, penalidades, adendas, garantías, resolución y
  liquidación. Ley 32069, artículo 67.3; DS 009-2025-EF, artículos 119, 120 y 144.

  Antecedentes:
    Dada la municipalidad de Tambo Real con su personal

  Escenario: Tres entregas, una tarde, y cada una se paga por separado
    Dado un contrato de S/ 171,500.00 firmado el 23/04/2026 con estas entregas:
      | importe   | vence      |
      | 60,000.00 | 25/05/2026 |
      | 60,000.00 | 24/06/2026 |
      | 51,500.00 | 24/07/2026 |
    Entonces faltan 3 entregas
    Cuando Almacén recibe la entrega 1 el 25/05/2026
    Y Almacén recibe la entrega 2 el 29/06/2026
    Entonces la entrega 1 tiene S/ 0.00 de penalidad
    Y la entrega 2 tiene S/ 1,209.68 de penalidad
    Cuando el área usuaria da la conformidad a la entrega 2 el 30/06/2026
    Y Tesorería paga S/ 58,790.32 por la entrega 2 el 06/07/2026
    Y el área usuaria da la conformidad a la entrega 1 el 07/07/2026
    Y Tesorería paga S/ 60,000.00 por la entrega 1 el 10/07/2026
    Y Almacén recibe la entrega 3 el 20/07/2026
    Y el área usuaria da la conformidad a la entrega 3 el 21/07/2026
    Y Tesorería paga S/ 51,500.00 por la entrega 3 el 27/07/2026
    Y Contrataciones liquida el contrato
    Y se devuelve la garantía y se evalúa el contrato
    Entonces el expediente termina en "Pagado"
    Y lo publicado cumple el estándar y se une igual que con otra herramienta
    Y la historia del expediente está íntegra

  Escenario: Lo observado se corrige en su plazo y cada día de más cuesta
    Dado un contrato de S/ 171,500.00 firmado el 23/04/2026 con estas entregas:
      | importe    | vence      |
      | 171,500.00 | 25/05/2026 |
    Cuando Almacén recibe los bienes el 20/05/2026
    Y el área usuaria observa la entrega y da 8 días para corregir
    Entonces el plazo "Plazo para corregir" vence el 28/05/2026
    Cuando Almacén recibe lo corregido el 30/05/2026
    Entonces la entrega 1 tiene S/ 2,679.69 de penalidad
    Cuando el área usuaria da la conformidad el 01/06/2026
    Y el proveedor factura con el RUC 20498765433
    Entonces el proveedor tiene que facturar otra vez

  Escenario: Una adenda agrega una entrega y otra pasa del límite
    Dado un contrato de S/ 171,500.00 firmado el 23/04/2026 con estas entregas:
      | importe    | vence      |
      | 171,500.00 | 25/05/2026 |
    Cuando se aprueba una adenda que agrega S/ 40,000.00 hasta el 30/06/2026
    Entonces el contrato vale S/ 211,500.00
    Y faltan 2 entregas
    Cuando se aprueba una adenda que agrega S/ 2,875.01 hasta el 30/06/2026
    Entonces la adenda vuelve a Contrataciones porque pasa del límite

  Escenario: La ampliación que nadie responde queda aprobada
    Dado un contrato de S/ 171,500.00 firmado el 23/04/2026 con estas entregas:
      | importe    | vence      |
      | 171,500.00 | 25/05/2026 |
    Cuando el proveedor pide 10 días más el 04/05/2026
    Entonces el plazo "Plazo para resolver la ampliación" vence el 18/05/2026
    Cuando nadie responde hasta el 19/05/2026
    Entonces el plazo "Plazo de entrega" vence el 04/06/2026

  Escenario: La garantía avisa a los 30, 15 y 5 días de vencer
    Dado un contrato de S/ 171,500.00 firmado el 23/04/2026 con estas entregas:
      | importe    | vence      |
      | 171,500.00 | 25/05/2026 |
    Entonces el plazo "Vigencia de la garantía" vence el 31/08/2026
    Y se avisa a quien custodia la garantía el 01/08/2026, el 16/08/2026 y el 26/08/2026

  Escenario: Se resuelve por incumplimiento, se ejecuta la garantía y se liquida
    Dado un contrato de S/ 171,500.00 firmado el 23/04/2026 con estas entregas:
      | importe    | vence      |
      | 100,000.00 | 25/05/2026 |
      | 71,500.00  | 24/06/2026 |
    Cuando Almacén recibe la entrega 1 el 25/05/2026
    Y el área usuaria da la conformidad a la entrega 1 el 26/05/2026
    Y Tesorería paga S/ 100,000.00 por la entrega 1 el 28/05/2026
    Y se requiere al proveedor por carta el 06/07/2026 con 5 días
    Entonces el plazo "Plazo del requerimiento" vence el 13/07/2026
    Cuando el proveedor no cumple y la autoridad resuelve el contrato el 14/07/2026
    Y Contrataciones liquida el contrato
    Y Tesorería ejecuta la garantía el 14/07/2026
    Y se evalúa el contrato
    Entonces el expediente termina en "Contrato resuelto"
    Y lo publicado cumple el estándar y se une igual que con otra herramienta
