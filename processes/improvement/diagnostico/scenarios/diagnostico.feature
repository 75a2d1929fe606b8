# language: es
Característica: Diagnóstico de la gestión, por rondas
  Cada área responde su parte del cuestionario, otra persona verifica, y los puntajes salen solos.

  Antecedentes:
    Dado que planeamiento abre la ronda de "enero de 2025"

  Escenario: Las áreas responden a la vez y el resultado sale de sus respuestas
    Entonces responden a la vez hugo, carmen, rosa, ana y sonia
    Cuando las áreas responden como en la primera ronda
    Y la verificación da todo por conforme
    Entonces el resultado es X 36.00 e Y 61.67, banda "Medio"
    Y lo más débil es "Visión Estratégica" de "Gestión del Recaudo", con 20.00
    Y las conclusiones empiezan por lo que dicen las cifras
    Cuando planeamiento escribe las conclusiones
    Entonces el diagnóstico termina en "Diagnóstico concluido"
    Cuando planeamiento abre la ronda de "marzo de 2026"
    Y las áreas responden como en la segunda ronda
    Y la verificación da todo por conforme
    Entonces el resultado es X 70.00 e Y 80.00, banda "Medio-Alto"

  Escenario: Lo observado vuelve al área, y solo eso queda abierto
    Cuando "recaudo" responde como en la primera ronda
    Y la verificación observa la pregunta 2: "Falta el cargo"
    Entonces carmen vuelve a tener el cuestionario, con 1 respuesta observada
    Cuando carmen responde de nuevo con 25 a todo lo que está abierto
    Entonces la verificación encuentra 25 en la pregunta 2, y 75 en la pregunta 1

  Escenario: La evidencia de una respuesta es un archivo, y queda dicho cuál
    Cuando carmen adjunta "cargo.txt" a la pregunta 2 de "recaudo"
    Y "recaudo" responde como en la primera ronda
    Entonces la verificación ve "cargo.txt" con su huella en la pregunta 2, y ninguno en la 1

  Escenario: Quien respondió no verifica
    Dado que carmen también es verificadora
    Cuando "recaudo" responde como en la primera ronda
    Entonces carmen no puede verificar
