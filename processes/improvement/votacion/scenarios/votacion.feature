# language: es
Característica: Una persona, un voto, en secreto; gana lo más votado mientras alcance
  Las reglas se dicen antes del primer voto. Nadie cuenta antes del cierre.

  Antecedentes:
    Dado que planeamiento abre una votación con 100.00 y las opciones:
      | opcion | costo |
      | A      | 60    |
      | B      | 50    |
      | C      | 40    |

  Escenario: Con 100, de A por 60, B por 50 y C por 40 ganan A y C
    Cuando llega el primer día de la votación
    Y votan A 50 personas, B 40 y C 30
    Y 3 personas votan en blanco
    Entonces nadie puede contar todavía
    Cuando llega el día después del último
    Y planeamiento abre la urna
    Entonces ganan "A" y "C", y sobran 0.00
    Y de "B" se dice que no alcanzó el dinero
    Y hubo 123 votos, 3 en blanco
    Y cada quien comprueba con su constancia que su voto se contó
    Y lo que ganó entra a las acciones que se priorizan en el plan
    Cuando planeamiento firma el acta
    Entonces la votación termina en "Resultado publicado"

  Escenario: El empate se decide como se dijo
    Cuando llega el primer día de la votación
    Y votan A 5 personas, B 5 y C 2
    Y llega el día después del último
    Y planeamiento abre la urna
    Entonces ganan "B" y "C", y sobran 10.00
    Y de "B" se dice que iba antes que "A" por su menor costo

  Escenario: Sin dos opciones que se puedan hacer no hay votación
    Cuando el área dice que solo "A" se puede
    Entonces vuelve a reunirse lo que se vota
