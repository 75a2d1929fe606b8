# language: es
Característica: Comparación de precios
  Solo lo que es estándar y está en la lista, hasta S/ 100,000. DS 009-2025-EF, artículos 68.2 (tres
  días hábiles para ofertar) y 304 (cinco para apelar).

  Antecedentes:
    Dada la municipalidad de Tambo Real con su personal

  Esquema del escenario: El precio más bajo que cumple gana y se contrata
    Dado que el sistema <marcha>
    Y que es el 23/02/2026
    Y que se necesitan "bienes": "Papel para las oficinas", código 14111507, en 20 días
    Cuando Contrataciones estima S/ 90,000.00 y está en la lista de "comparacion"
    Y Presupuesto certifica el crédito
    Entonces el método es "Comparación de precios"
    Cuando la autoridad aprueba el expediente sin comité
    Y Contrataciones invita el 09/03/2026 con 3 días para ofertar
    Entonces el plazo "Presentación de ofertas" vence el 12/03/2026
    Cuando los proveedores ofertan estos precios:
      | postor                       | ruc         | precio    |
      | Bombas y Riegos Andinos      | 20498765433 | 85,500.00 |
      | Ferretería El Valle E.I.R.L. | 20601234565 | 82,000.00 |
    Y Contrataciones abre y admite los precios el 13/03/2026
    Y Contrataciones otorga la buena pro al precio más bajo el 16/03/2026
    Entonces la buena pro es de "Ferretería El Valle E.I.R.L." por S/ 82,000.00
    Y el plazo "Plazo de apelación" vence el 23/03/2026
    Cuando nadie apela hasta el 24/03/2026
    Entonces la buena pro queda consentida el 24/03/2026
    Y lo publicado dice "Comparación de precios" como "limited" y "goods"

    Ejemplos:
      | marcha                           |
      | sigue en marcha                  |
      | se reinicia entre un paso y otro |

  Escenario: Por encima del tope de la lista se licita
    Dado que es el 23/02/2026
    Y que se necesitan "bienes": "Papel para las oficinas", código 14111507, en 20 días
    Cuando Contrataciones estima S/ 100,000.01 y está en la lista de "comparacion"
    Y Presupuesto certifica el crédito
    Entonces el método es "Licitación pública abreviada"
