# language: es
Característica: La mañana de la funcionaria
  Quien atiende la bandeja encuentra primero lo que ya venció, reparte el trabajo y sabe por qué
  algo no se pudo.

  Antecedentes:
    Dado que Rosa y Luis atienden solicitudes
    Y que quien registra una solicitud no la aprueba

  Escenario: encuentra las tres que vencieron
    Dado que hay 3 solicitudes de hace una semana y 4 de hoy
    Cuando Rosa abre su bandeja
    Entonces lee que 3 tareas vencieron
    Y las primeras 3 de su lista son las vencidas

  Escenario: reparte diez a la vez y una no se puede
    Dado que Eva registró 9 solicitudes y Luis registró 1
    Cuando Rosa asigna las 10 a Luis
    Entonces Luis tiene 9 tareas
    Y Rosa lee que 1 no se asignó porque Luis registró el expediente

  Escenario: se equivoca, lo deshace y todo queda como estaba
    Dado que Eva registró 1 solicitudes y Luis registró 0
    Cuando Rosa completa la primera
    Y Rosa deshace el paso
    Entonces la solicitud espera otra vez en «aprobar»

  Escenario: ya no se deshace lo que otro siguió
    Dado que Eva registró 1 solicitudes y Luis registró 0
    Cuando Rosa completa la primera
    Y Luis toma la tarea que sigue
    Y Rosa deshace el paso
    Entonces Rosa lee que alguien actuó después
