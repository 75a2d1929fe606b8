# language: es
Característica: Un equipo móvil trabaja en varias municipalidades con un solo ingreso
  Cada municipalidad admite al equipo y deja de admitirlo; el pase vale un minuto y una vez.

  Antecedentes:
    Dado que Iris es del equipo "Valle" de Tambo Real, y trabajan también Puerto Azul y Cerro Alto

  Escenario: Pasa sin otra clave, y cada municipalidad sabe quién vino y de qué equipo
    Cuando Puerto Azul admite al equipo
    Y Puerto Azul pide una asesoría
    Entonces Iris ve en su lista la tarea "Tomar el pedido" de Puerto Azul y nada de Cerro Alto
    Cuando Iris pasa a Puerto Azul
    Entonces está en Puerto Azul con el rol del equipo y ya no en Tambo Real
    Y la historia de Puerto Azul dice que ingresó Iris, del equipo "Valle" de Tambo Real
    Cuando Iris toma el pedido
    Entonces la historia del expediente dice que lo tomó Iris
    Y su sesión termina cuando habría terminado la de Tambo Real
    Cuando Iris vuelve a Tambo Real
    Entonces está en Tambo Real

  Esquema del escenario: Un pase que no sirve
    Cuando Puerto Azul admite al equipo
    Y Iris pide un pase a Puerto Azul
    Y <ocurre>
    Entonces el pase no sirve

    Ejemplos:
      | ocurre                                   |
      | lo usa dos veces                         |
      | pasa más de un minuto                    |
      | lo usa en Cerro Alto                     |
      | lo usa otra persona del equipo           |
      | cierra su sesión                         |
      | Puerto Azul deja de admitir al equipo    |
      | Tambo Real la saca del equipo            |
      | Tambo Real le cierra el acceso           |
      | Puerto Azul le cierra el acceso          |
      | Puerto Azul le quita el rol              |

  Escenario: Sin admisión no hay pase
    Cuando Iris pide un pase a Cerro Alto
    Entonces no se le da
    Cuando Puerto Azul admite al equipo
    Y Puerto Azul deja de admitir al equipo
    Y Iris pide un pase a Puerto Azul
    Entonces no se le da

  Escenario: Dejar de admitirlo saca a su gente en ese momento
    Cuando Puerto Azul admite al equipo
    Y Puerto Azul pide una asesoría
    Y Iris pasa a Puerto Azul
    Y Iris toma el pedido
    Y Puerto Azul deja de admitir al equipo
    Entonces Iris ya no está en ninguna parte
    Y su tarea queda libre

  Escenario: Quien sale del equipo sale de todas partes
    Cuando Puerto Azul admite al equipo
    Y Iris pasa a Puerto Azul
    Y Tambo Real la saca del equipo
    Entonces Iris ya no está en ninguna parte

  Escenario: Donde el rol ingresa con código, pasa quien tiene uno
    Cuando Puerto Azul admite al equipo
    Y Puerto Azul pide código a ese rol
    Y Iris pide un pase a Puerto Azul
    Entonces se le pide su código
    Cuando Iris activa su código en Tambo Real
    Y Iris pasa a Puerto Azul
    Entonces está en Puerto Azul con el rol del equipo y ya no en Tambo Real
