# language: es
Característica: Una municipalidad tiene lo suyo en un proceso compartido
  Un proceso del catálogo se ajusta a lo que manda la ordenanza de cada municipalidad. Cuando viene
  una versión nueva del proceso compartido, lo nuestro se une a ella en un borrador: lo que se
  contradice lo decide una persona, y otra lo aprueba. Nada se pisa sin que alguien lo vea.

  Antecedentes:
    Dado que la municipalidad adoptó el proceso compartido y lo operan Luis y Eva
    Y que el plazo de "write" es nuestro: 8 días
    Y que el primer campo de la solicitud se llama "Su pedido"

  Escenario: La versión nueva trae una tarea, y nada cambia hasta que otra persona aprueba
    Cuando viene una versión nueva con la tarea "check" y una ayuda en el primer campo
    Y Luis la trae a un borrador
    Entonces un expediente nuevo no pasa por "check"
    Y Luis no puede aprobar lo que trajo
    Cuando Eva aprueba el borrador de Luis
    Entonces un expediente nuevo pasa por "check"
    Y el primer campo se llama "Su pedido" y tiene ayuda
    Y el plazo de "write" es de 8 días

  Escenario: Lo que se contradice se decide antes
    Cuando viene una versión nueva en la que el plazo de "write" es de 3 días
    Entonces Luis no puede traerla sin decidir "Duración del plazo": antes "5", nuestro "8", compartido "3"
    Cuando Luis decide que queda lo compartido
    Y Eva aprueba el borrador de Luis
    Entonces el plazo de "write" es de 3 días
    Y lo único nuestro es el campo "Su pedido"

  Escenario: Lo que se decidió vale hasta que la siguiente versión lo cambie otra vez
    Cuando viene una versión nueva en la que el plazo de "write" es de 3 días
    Y Luis decide que queda lo nuestro
    Y Eva aprueba el borrador de Luis
    Y viene una versión nueva con la tarea "check" y el plazo de 3 días
    Entonces nada se contradice
    Cuando viene una versión nueva en la que el plazo de "write" es de 2 días
    Entonces Luis no puede traerla sin decidir "Duración del plazo": antes "3", nuestro "8", compartido "2"

  Escenario: Una cosa vuelve a lo compartido y lo demás sigue nuestro
    Cuando Luis devuelve el plazo de "write" a lo compartido
    Y Eva aprueba el borrador de Luis
    Entonces el plazo de "write" es de 5 días
    Y lo único nuestro es el campo "Su pedido"

  Escenario: Quien vuelve a un estado anterior del borrador no pierde de vista la versión nueva
    Cuando viene una versión nueva con la tarea "check" y una ayuda en el primer campo
    Y Luis la trae a un borrador
    Y Luis vuelve al primer estado del borrador
    Entonces el borrador sigue hecho sobre la versión de antes

  Escenario: Los escenarios de los dos lados quedan en el borrador
    Dado que el borrador de Luis tiene el escenario "ensayo" a su manera
    Cuando viene una versión nueva con la tarea "check" y una ayuda en el primer campo
    Y Luis la trae a un borrador con los escenarios "ensayo" y "otro" del compartido
    Entonces el borrador tiene los escenarios "ensayo", "ensayo_compartido" y "otro"
