# language: es
Característica: Evaluadores sin conflicto de intereses
  TUO de la LPAG, DS 004-2019-JUS, artículos 99 a 101.

  Antecedentes:
    Dada la municipalidad de Tambo Real con su personal
    Y una licitación de S/ 180,000.00 cuyas ofertas se abrieron el 23/03/2026

  Escenario: Quien tiene conflicto se abstiene y lo reemplaza un suplente
    Entonces los tres evaluadores tienen que declarar sus conflictos
    Cuando "marta" declara que tiene conflicto y los demás que no
    Entonces la autoridad tiene que designar a un suplente
    Cuando la autoridad designa a "ada" como suplente
    Y la suplente declara que no tiene conflicto
    Entonces evalúan "ada", "ana" y "elmer"
    Y nadie puede dar a "marta" una evaluación

  Escenario: Los puntajes no se ven hasta que todos califican
    Cuando todos declaran que no tienen conflicto
    Y "marta" califica con 90 y 80
    Entonces "elmer" no puede leer la calificación de "marta"
    Y la historia dice que "marta" evaluó
    Cuando "elmer" califica con 88 y 81
    Y "ana" califica con 91 y 79
    Entonces "elmer" puede leer la calificación de "marta"

  Escenario: Una recusación que se acepta cambia al comité y se califica de nuevo
    Cuando todos declaran que no tienen conflicto
    Y "marta" califica con 90 y 80
    Y un postor recusa a "elmer" y la recusación resulta "fundada"
    Entonces la autoridad tiene que designar a un suplente
    Cuando la autoridad designa a "ada" como suplente
    Y la suplente declara que no tiene conflicto
    Entonces evalúan "ada", "ana" y "marta"
    Y nadie puede dar a "elmer" una evaluación

  Escenario: Una recusación que se rechaza no cambia nada
    Cuando todos declaran que no tienen conflicto
    Y un postor recusa a "elmer" y la recusación resulta "infundada"
    Entonces evalúan "ana", "elmer" y "marta"
