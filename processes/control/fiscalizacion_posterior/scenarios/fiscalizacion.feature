# language: es
Característica: Fiscalización posterior
  TUO LPAG, artículo 34: cada semestre, el 10 % de los expedientes de aprobación automática o silencio positivo, 150 a lo más.

  Antecedentes:
    Dada la ventanilla única de Tambo Real con "licencia_funcionamiento"
    Y la fiscalización posterior del semestre

  Escenario: El semestre se sortea solo y cualquiera obtiene el mismo sorteo
    Dado que hoy es 26/03/2026
    Y 11 licencias de riesgo bajo otorgadas y una denegada
    Cuando llega el 03/07/2026
    Entonces el sorteo toma 2 de 11 expedientes
    Y con la misma semilla sale el mismo sorteo
    Y cada expediente sorteado está unido a la fiscalización

  Escenario: Un documento falso lleva a la nulidad y a la denuncia
    Dado que hoy es 26/03/2026
    Y 1 licencias de riesgo bajo otorgadas y una denegada
    Cuando llega el 03/07/2026
    Y el control posterior encuentra un documento falso
    Y se piden descargos el 06/07/2026
    Entonces "Plazo para descargos" va hasta el 13/07/2026
    Cuando nadie hace nada hasta el 14/07/2026
    Y la autoridad declara nula la licencia con 5 UIT de multa
    Y se comunica al Ministerio Público
    Y el control posterior cierra el informe
    Entonces el trámite termina en "Semestre fiscalizado"

  Escenario: Sin expedientes no hay nada que fiscalizar
    Dado que hoy es 26/03/2026
    Cuando llega el 03/07/2026
    Entonces el trámite termina en "Sin expedientes"
