# language: es
Característica: El terreno se divide y se une sin perder un metro
  Un predio de 20 m por 30 m, medido en UTM 18 Sur (EPSG 32718). Las partes de una división son el
  predio entero y nada más: ni se superponen, ni dejan vacíos, ni salen de él.

  Antecedentes:
    Dado un predio de (500000, 8650000) a (500020, 8650030)

  Escenario: Un corte de lindero a lindero da dos partes que suman el todo
    Cuando se corta por y = 8650012
    Entonces las partes tienen 240.00 y 360.00 m²
    Y comparten un lindero de 20.00 m
    Y no hay observaciones

  Escenario: La parte norte, dibujada 10 cm más abajo, se superpone
    Cuando el sur se dibuja hasta 8650012 y el norte desde 8650011.9
    Entonces se observa "overlap" de 2.00 m²
    Y la observación se ve entre y = 8650011.9 y y = 8650012
    Y dice "Parte 1 se superpone 2.00 m² con Parte 2: ajuste el lindero."

  Escenario: La parte norte, dibujada 5 cm más arriba, deja un vacío
    Cuando el sur se dibuja hasta 8650012 y el norte desde 8650012.05
    Entonces se observa "gap" de 1.00 m²
    Y la observación se ve entre y = 8650012 y y = 8650012.05
    Y dice "Queda un vacío de 1.00 m² sin parte: lleve los linderos hasta unirlos."

  Escenario: Una parte que sale del predio
    Cuando el sur se dibuja hasta 8650012 y el norte desde 8650012 hasta 8650030.1
    Entonces se observa "outside_parent" de 2.00 m²

  Escenario: Lo dividido se vuelve a unir
    Cuando se corta por y = 8650012
    Y se unen las partes
    Entonces el predio unido tiene 600.00 m² y cuatro vértices

  Escenario: Un contorno que se cruza dice dónde
    Cuando se dibuja (0, 0) (10, 10) (10, 0) (0, 10)
    Entonces se observa "crossed"
    Y dice "El contorno de Parte 1 se cruza o no cierra (Self-intersection[5 5]): ordene sus vértices."

  Escenario: Una línea que no llega a los linderos no divide
    Cuando se corta de (500005, 8650012) a (500015, 8650012)
    Entonces se observa "uncut"
    Y dice "La línea no divide el predio: llévela de un lindero a otro."

  Escenario: El lote mínimo y el frente mínimo
    Dado un lote mínimo de 250 m² y un frente mínimo de 45 m
    Cuando se corta por y = 8650012
    Entonces se observa "small" de 240.00 m²
    Y se observa "front" de 44.00 m²

  Escenario: En el mapa el predio está en grados
    Entonces su esquina está en longitud -75.0 y latitud -12.212033

  Esquema del escenario: Las cuotas siempre suman uno
    Dado que Ana y Beto son dueños por mitades
    Cuando Ana vende <parte> de lo suyo a Carla
    Entonces Ana queda con <ana>, Beto con 1/2 y Carla con <carla>

    Ejemplos:
      | parte | ana | carla |
      | 1/2   | 1/4 | 1/4   |
      | 1/3   | 1/3 | 1/6   |
      | 1     | 0   | 1/2   |
