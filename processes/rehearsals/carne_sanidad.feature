# language: es
Característica: Carné de sanidad
  Lo que un plazo significa se lee en sus días. Quien cambia el plazo cambia aquí el día en que vence.

  Antecedentes:
    Dado que hoy es jueves 26 de marzo de 2026
    Y que Rosa es de "Mesa de partes"
    Y que Hugo es de "Sanidad"
    Cuando Rosa inicia el trámite con:
      | Quién presenta                    | Una empresa u organización |
      | Nombre completo o razón social    | Picantería La Terraza      |
      | RUC                               | 20601234565                |
      | Domicilio para notificar · Lugar  | 080309                     |
      | Domicilio para notificar · Calle  | Jr. Comercio               |
      | Domicilio para notificar · Número | 145                        |
      | Dirección del local · Lugar       | 080309                     |
      | Dirección del local · Calle       | Jr. Comercio               |
      | Dirección del local · Número      | 145                        |
      | Qué hacen                         | Cocinan                    |
      | Cuántas personas                  | 3                          |

  Escenario: El carné se expide en cinco días hábiles, sin contar la Semana Santa
    Cuando Rosa completa "Revisar requisitos"
    Y se paga la tasa
    Entonces el plazo "Plazo para expedir el carné" vence el lunes 6 de abril de 2026
    Cuando llega el lunes 6 de abril de 2026
    Y Hugo completa "Expedir el carné" con:
      | Números de los carnés | 0031-2026 al 0033-2026 |
    Entonces el trámite termina en "Carné expedido"

  Escenario: Después del plazo el carné todavía se expide
    Cuando Rosa completa "Revisar requisitos"
    Y se paga la tasa
    Y pasan 10 días hábiles
    Entonces espera la tarea "Expedir el carné" a Hugo

  Escenario: Si nadie paga a tiempo, no hay carné
    Cuando Rosa completa "Revisar requisitos"
    Y llega el 14 de abril de 2026
    Entonces el trámite termina en "Sin pago"
