# language: es
Característica: Transferencia de un predio
  El predio 01-023-001 tiene 600 m² y es de Ana (40000001) y de Beto (40000002) por mitades. TUO LPAG,
  artículos 38, 39 y 142; TUO de la Ley de Tributación Municipal, artículos 21 a 29.

  Antecedentes:
    Dado el catastro de una manzana y el servicio "transferencia"

  Escenario: Ana vende la mitad de su mitad
    Cuando se pide inscribir "compraventa" de "40000001" con parte "1/2" a:
      | documento | nombre        | parte |
      | 40000003  | Ccori, Carla  | 1     |
    Entonces el predio "01-023-001" está en el expediente
    Cuando se admite y se paga la tasa
    Y rentas verifica que la alcabala "pagada"
    Entonces quedaría "Quispe, Ana: 1/2 → 1/4; Ccori, Carla: — → 1/4; Rojas, Beto: 1/2 → 1/2"
    Cuando se estudia el título, se informa y se resuelve que "procede"
    Entonces el predio es de "Ccori, Carla 1/4; Quispe, Ana 1/4; Rojas, Beto 1/2"
    Y lo que Ana tenía terminó hoy y no se borró
    Y lo inscrito se funda en "Resolución 7-2026" con el hash y el expediente
    Y la historia del expediente cuenta que se inscribió
    Y la historia de la municipalidad también, sin nombrar a nadie
    Y el predio queda libre
    Y rentas recibe a los titulares de 2027 con 25.00, 25.00 y 50.00 por ciento
    Cuando se notifica en persona el 04/03/2026
    Entonces falta notificar a "Quispe, Ana; Rojas, Beto; Ccori, Carla"
    Cuando se notifica a los demás interesados
    Entonces el trámite termina en "Inscrita"

  Escenario: Una herencia de varios
    Cuando se pide inscribir "herencia" de "40000001" con parte "" a:
      | documento | nombre       | parte |
      | 40000003  | Ccori, Carla | 1/3   |
      | 40000004  | Ccori, Delia | 1/3   |
      | 40000002  | Rojas, Beto  | 1/3   |
    Y se admite y se paga la tasa
    Entonces nadie verifica la alcabala
    Cuando se estudia el título, se informa y se resuelve que "procede"
    Entonces el predio es de "Ccori, Carla 1/6; Ccori, Delia 1/6; Rojas, Beto 2/3"

  Escenario: Una hipoteca se inscribe y se levanta, y el impuesto no cambia
    Cuando se pide inscribir "hipoteca" de "" con parte "" a:
      | documento   | nombre        | parte |
      | 20100000001 | Caja Tambo SA |       |
    Y se admite y se paga la tasa
    Y se estudia el título, se informa y se resuelve que "procede"
    Entonces el predio tiene "Caja Tambo SA mortgage restriction"
    Y rentas no recibe nada
    Cuando se notifica en persona el 04/03/2026
    Y se pide levantar "hipoteca" a favor de "20100000001"
    Y se admite y se paga la tasa
    Y se estudia el título, se informa y se resuelve que "procede"
    Entonces el predio no tiene cargas

  Escenario: Las partes no suman uno
    Cuando se pide inscribir "herencia" de "40000001" con parte "" a:
      | documento | nombre       | parte |
      | 40000003  | Ccori, Carla | 1/3   |
      | 40000004  | Ccori, Delia | 1/3   |
    Y se admite y se paga la tasa
    Entonces el estudio avisa "Las partes de quienes adquieren suman 2/3 y deben sumar 1."
    Cuando se estudia y se informa
    Entonces no se puede resolver que procede: "No se inscribe: Las partes de quienes adquieren suman 2/3 y deben sumar 1."
    Cuando se resuelve que "no_procede"
    Y se notifica en persona el 04/03/2026
    Entonces "Plazo para impugnar" va hasta el 25/03/2026
    Y el predio es de "Quispe, Ana 1/2; Rojas, Beto 1/2"

  Escenario: Se observa una vez, se subsana, y el plazo se cuenta de nuevo
    Cuando se pide inscribir "herencia" de "40000001" con parte "" a:
      | documento | nombre       | parte |
      | 40000003  | Ccori, Carla | 1     |
    Y se admite y se paga la tasa
    Entonces "Plazo para resolver" va hasta el 15/04/2026
    Y "Silencio negativo" va hasta el 22/04/2026
    Cuando el 09/03/2026 el abogado observa "titulo"
    Entonces "Plazo para resolver" está en pausa
    Cuando quien solicita subsana "titulo" el 10/03/2026
    Entonces espera "Estudiar los títulos"
    Y "Plazo para resolver" va hasta el 23/04/2026

  Escenario: La ley da por denegado lo que no se resuelve, y el expediente sigue
    Cuando se pide inscribir "herencia" de "40000001" con parte "" a:
      | documento | nombre       | parte |
      | 40000003  | Ccori, Carla | 1     |
    Y se admite y se paga la tasa
    Y nadie hace nada hasta el 23/04/2026
    Entonces la ley decidió por vencer "Silencio negativo"
    Y el trámite sigue abierto

  Escenario: Sin alcabala no se admite
    Cuando se pide inscribir "compraventa" de "40000001" con parte "" a:
      | documento | nombre       | parte |
      | 40000003  | Ccori, Carla | 1     |
    Y se admite y se paga la tasa
    Y rentas verifica que la alcabala "no"
    Entonces el trámite termina en "No admitida: no se pagó la alcabala"
    Y el predio queda libre
