# language: es
Característica: El descuento de pensionistas y adultos mayores
  TUO de la Ley de Tributación Municipal, artículo 19; Ley 30490; Código Tributario, artículos 162 y 163.

  Antecedentes:
    Dada la administración tributaria de Tambo Real con "beneficio_pensionista"

  Esquema del escenario: Se otorga y el impuesto del año vuelve a calcularse
    Dado que quien pide declara un predio de <valor> soles y el impuesto de 2026 está emitido
    Cuando se presenta la solicitud
    Y mesa de partes la encuentra completa
    Entonces "Cumple los requisitos" es "True"
    Cuando se resuelve y notifica que procede
    Entonces el trámite termina en "Beneficio otorgado"
    Y de 2026 debe <impuesto> soles de predial
    Y su beneficio rige desde el 01/01/2026

    Ejemplos:
      | valor      | impuesto |
      | 275,000.00 | 0.00     |
      | 300,000.00 | 50.00    |
      | 450,000.00 | 720.00   |

  Esquema del escenario: Lo que falta se dice
    Dado que quien pide declara un predio de 300,000.00 soles y el impuesto de 2026 está emitido
    Cuando se presenta la solicitud con:
      | <campo> | <dice> |
    Y mesa de partes la encuentra completa
    Entonces "Por qué" es "<motivo>"

    Ejemplos:
      | campo            | dice         | motivo                                            |
      | ingreso_mensual  | 5501         | Su ingreso pasa de 1 UIT al mes                   |
      | vive_en_el       |              | No vive en su única propiedad                     |
      | beneficio_pedido | adulto mayor | Cumple los requisitos                             |
      | fecha_nacimiento | 01/02/1970   | Cumple los requisitos                             |
      | dni              | 40511226     | El documento no es del contribuyente de ese código |

  Escenario: Denegado no cambia nada, y el plazo corre
    Dado que quien pide declara un predio de 300,000.00 soles y el impuesto de 2026 está emitido
    Cuando se presenta la solicitud
    Y mesa de partes la encuentra completa
    Entonces "Silencio negativo" va hasta el 30/03/2026
    Cuando se resuelve y notifica que no procede
    Entonces el trámite termina en "Beneficio denegado"
    Y de 2026 debe 1,470.00 soles de predial
