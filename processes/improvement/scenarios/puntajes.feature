# language: es
Característica: A qué llegan las respuestas de un diagnóstico
  Cada pregunta vale de 0 a 100. Una celda es el promedio ponderado de lo respondido; lo que no aplica
  no cuenta, y con menos del 60 % respondido la celda es insuficiente.

  Escenario: Las dos rondas de la estrategia
    Dado que la ronda 1 tiene por dimensión 190/3, 60, 35, 40 y 33 puntos
    Y que la ronda 2 tiene por dimensión 82, 78, 70, 74 y 66 puntos
    Entonces la ronda 1 queda en X 36.00 e Y 61.67, banda "Medio"
    Y la ronda 2 queda en X 70.00 e Y 80.00, banda "Medio-Alto"
    Y entre ambas se ganan 34.00 y 18.33 puntos

  Esquema del escenario: El límite de abajo pertenece a la banda
    Entonces <puntos> puntos son "<banda>"

    Ejemplos:
      | puntos | banda      |
      | 0      | Bajo       |
      | 24.99  | Bajo       |
      | 25.00  | Medio      |
      | 49.99  | Medio      |
      | 50.00  | Medio-Alto |
      | 75.00  | Alto       |
      | 100    | Alto       |

  Escenario: Lo que no aplica no cuenta
    Dada una celda con las respuestas 100, 50 y "no aplica"
    Entonces la celda vale 75.00 con 2 de 2 respondidas

  Escenario: Con menos del 60 % respondido la celda es insuficiente
    Dada una celda con las respuestas 100, 50, "sin responder", "sin responder" y "sin responder"
    Entonces la celda es insuficiente con 2 de 5 respondidas

  Escenario: Con el 60 % respondido la celda vale
    Dada una celda con las respuestas 100, 50, 0, "sin responder" y "sin responder"
    Entonces la celda vale 50.00 con 3 de 5 respondidas

  Escenario: Una respuesta que la verificación no acredita vale cero
    Dada una celda con las respuestas 100, 80 y "no acreditada"
    Entonces la celda vale 60.00 con 3 de 3 respondidas

  Escenario: El avance de una acción y su ritmo
    Dada una acción desde el 01/01/2026 con hitos de 40 al 31/01/2026, 30 al 28/02/2026 y 30 al 30/03/2026
    Y sus dos primeros hitos cumplidos
    Entonces el 10/03/2026 su avance es 70.00 % de 80.00 % planeado, y su ritmo 0.875

  Escenario: PEFA, el eslabón más débil
    Entonces en PEFA por M1, "B, C y A" son "C+"
    Y en PEFA por M1, "B y B" son "B"

  Escenario: PEFA, la tabla de promedios
    Entonces en PEFA por M2, "B y B" son "B"
    Y en PEFA por M2, "C, B y B" son "B"
    Y en PEFA por M2, "D, D, B y A" son "C+"
