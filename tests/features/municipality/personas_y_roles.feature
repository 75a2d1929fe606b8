# language: es
Característica: Quién trabaja en la municipalidad y qué puede hacer
  Quien administra las cuentas registra a las personas y les da sus roles; cada decisión queda
  en la historia con su motivo.

  Antecedentes:
    Dado una municipalidad nueva que administra Luis Vargas

  Escenario: Una persona nueva entra con su primera clave y elige la suya
    Cuando Luis registra a Eva Paz como "operador" por "Concurso 3-2026"
    Y Eva ingresa con su primera clave
    Entonces Eva tiene que elegir su clave antes de trabajar
    Y después Eva trabaja con el rol "operador"

  Escenario: La primera clave vence a los siete días
    Cuando Luis registra a Eva Paz como "operador" por "Concurso 3-2026"
    Y pasan 8 días
    Entonces Eva ya no puede ingresar con su primera clave

  Escenario: Un encargo con fecha de fin
    Dado que Eva Paz trabaja como "operador"
    Cuando Luis le da a Eva el rol "calendario" hasta el 06/03/2026 por "Memorando 12"
    Entonces Eva tiene el rol "calendario" el 06/03/2026
    Y Eva no tiene el rol "calendario" el 07/03/2026

  Escenario: Quien renuncia pierde el acceso en el acto
    Dado que Eva Paz trabaja como "operador"
    Cuando Luis cierra el acceso de Eva por "Renuncia"
    Entonces la sesión de Eva terminó
    Y la historia de la municipalidad dice que Luis lo hizo por "Renuncia"

  Escenario: Alguien tiene que quedar a cargo
    Cuando Luis quiere dejar de administrar
    Entonces se le dice que es la última persona que administra las cuentas

  Escenario: Nadie se da roles a sí mismo
    Cuando Luis se da el rol "auditor"
    Entonces se le dice que lo pida a otra persona
