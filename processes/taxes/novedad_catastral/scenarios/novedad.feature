# language: es
Característica: Lo que cambia en el catastro rige para el impuesto desde el próximo 1 de enero
  TUO de la Ley de Tributación Municipal, artículos 10 y 11. El predio 01-023-001 tiene 600 m² a
  S/ 150 el metro y una construcción de S/ 81,000 en el sur; es de Ana. UIT 5,500.

  Antecedentes:
    Dado que el predio se declara y el impuesto de 2026 se emite por 696.00

  Escenario: Se divide, y alguien dice dónde queda la construcción
    Cuando el predio se divide a 12 m del frente
    Entonces rentas tiene la tarea "Decir dónde queda cada construcción"
    Y "01-023-001" sigue declarado hoy
    Cuando rentas dice que la construcción queda en "01-023-003"
    Entonces el expediente de la novedad termina en "Registrada para el 1 de enero"
    Y explica que "01-023-003" queda con 240.00 m² y construcciones por 81000.00
    Y explica que "01-023-004" queda con 360.00 m² y construcciones por 0.00
    Y lo que Ana debe de 2026 sigue siendo 696.00
    Y si el trabajo se repite no se declara otra vez
    Y en 2027 Ana declara 171000.00 y paga 696.00

  Escenario: Se divide un terreno sin construcciones, y nadie tiene que decidir
    Dado que el predio se declaró sin construcciones
    Cuando el predio se divide a 12 m del frente
    Entonces el expediente de la novedad termina en "Registrada para el 1 de enero"
    Y explica que "01-023-003" queda con 240.00 m² y construcciones por 0.00

  Escenario: Nadie declara lo que se divide
    Dado que nadie declara el predio
    Cuando el predio se divide a 12 m del frente
    Entonces rentas tiene la tarea "Ver por qué nadie lo declara"
    Cuando rentas pide la declaración y cierra
    Entonces el expediente de la novedad termina en "Nadie lo declara"

  Escenario: Se divide, el sur se vende el 20 de mayo, y cada uno paga desde el año siguiente
    Cuando el predio se divide a 12 m del frente
    Y rentas dice que la construcción queda en "01-023-003"
    Y el 20/05/2026 Ana vende "01-023-003" a Carla por 140000.00
    Entonces la alcabala de esa venta es 2550.00 y vence el 30/06/2026
    Y el expediente de la novedad termina en "Registrada para el 1 de enero"
    Y lo que Ana debe de 2026 sigue siendo 696.00
    Y en 2027 Ana declara 54000.00 y paga 108.00
    Y en 2027 Carla declara 117000.00 y paga 372.00
