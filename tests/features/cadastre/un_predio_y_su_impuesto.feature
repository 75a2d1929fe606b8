# language: es
Característica: Lo que pasa con un predio llega una sola vez al impuesto
  TUO de la Ley de Tributación Municipal, artículos 10, 11 y 21. El predio 01-023-001 tiene 600 m² a
  S/ 150 el metro y es de Ana. UIT 5,500.

  Escenario: De la licencia de edificación al impuesto del año siguiente
    Dado que Ana declara 600 m² sin construcciones y por 2026 paga 210.00
    Cuando la municipalidad otorga a Ana la licencia de edificación y da la conformidad de la obra
    Entonces en el catastro espera "Estudiar los títulos"
    Cuando el catastro inscribe la construcción
    Entonces el predio tiene un piso de 120.00 m² con esa licencia
    Y rentas tiene la tarea "Valorizar lo que cambió"
    Cuando rentas pone el arancel 150.00 y el metro construido a 675.00
    Entonces por 2026 Ana sigue debiendo 210.00
    Y por 2027 Ana paga 696.00 sobre 171000.00

  Esquema del escenario: Una venta con su alcabala se toma una vez, venga de donde venga primero
    Dado que Ana declara 600 m² con una construcción y por 2026 paga 696.00
    Cuando el 20/05/2026 Ana vende la mitad a Carla: <primero>, y después <despues>
    Entonces por 2026 Ana sigue debiendo 696.00
    Y desde 2027 declaran Ana 50.00 y Carla 50.00 por ciento
    Y por 2027 Ana paga 183.00 sobre 85500.00
    Y por 2027 Carla paga 183.00 sobre 85500.00

    Ejemplos:
      | primero  | despues  |
      | alcabala | catastro |
      | catastro | alcabala |

  Escenario: Lo que se vendió en diciembre y el catastro inscribe en enero
    Dado que Ana declara 600 m² con una construcción y por 2026 paga 696.00
    Cuando la mitad se vende el 15/12/2026, se inscribe el 04/01/2027 y paga después la alcabala
    Entonces desde 2027 declaran Ana 50.00 y Carla 50.00 por ciento
    Y desde 2028 declaran Ana 50.00 y Carla 50.00 por ciento
