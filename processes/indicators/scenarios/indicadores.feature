# language: es
Característica: A cuánto llega cada indicador
  Cada escenario dice una historia pequeña y la cifra que se obtiene a mano. Los días hábiles son los del
  calendario de la municipalidad; lo que estuvo suspendido no se cuenta.

  Escenario: Compras convocadas: 1, 3, 4, 5, 6, 7 y 9
    Dadas estas compras:
      | método    | convocada  | hasta      | abiertas   | postores | valor  | buena pro  | adjudicado | estado       | suspendida | reanudada  |
      | open      | 02/03/2026 | 12/03/2026 | 13/03/2026 | 3        | 100000 | 13/03/2026 | 90000      | complete     |            |            |
      | open      | 02/03/2026 | 18/03/2026 | 19/03/2026 | 1        | 50000  | 20/03/2026 | 50000      | complete     | 04/03/2026 | 06/03/2026 |
      | open      | 03/03/2026 | 18/03/2026 | 19/03/2026 | 0        | 40000  |            |            | unsuccessful |            |            |
      | limited   |            |            |            |          | 12000  | 25/03/2026 | 10000      | complete     |            |            |
      | selective | 02/03/2026 | 24/03/2026 | 25/03/2026 | 2        | 30000  | 26/03/2026 | 27000      | complete     |            |            |
    Entonces en 03/2026 "days_to_award" es 12 de 3
    Y en 03/2026 "competition_rate" es 33.33 de 3
    Y en 03/2026 "single_bid_rate" es 33.33 de 3
    Y en 03/2026 "several_bids" es 50 de 4
    Y en 03/2026 "direct_share" es 5.65 de 4
    Y en 03/2026 "short_period_rate" es 25 de 4
    Y en 03/2026 "saving" es 7.81 de 4
    Y en 03/2026 "deserted_rate" es 25 de 4
    Y en 03/2026 "award_rate" es 75 de 4
    Y en 02/2026 "days_to_award" no dice nada

  Escenario: Contratos y pagos: 2, 8 y 10
    Dados estos contratos:
      | pedido     | firmado    | original | actual | adendas | conformidad | pago       |
      | 02/02/2026 | 04/03/2026 | 10000    | 11000  | 1       | 05/03/2026  | 12/03/2026 |
      | 01/02/2026 | 11/03/2026 | 20000    | 20000  | 0       | 12/03/2026  | 30/03/2026 |
      | 10/03/2026 | 20/03/2026 | 30000    | 30000  | 0       |             |            |
    Entonces en 03/2026 "need_to_contract" es 30 de 3
    Y en 03/2026 "payment_days" es 8.5 de 2
    Y en 03/2026 "payment_time" es 50 de 2
    Y en 03/2026 "amended_contracts" es 33.33 de 3
    Y en 03/2026 "unamended_contracts" es 66.67 de 3
    Y en 03/2026 "amendment_value" es 1.67 de 3

  Escenario: Fraccionamiento: 11
    Dadas estas compras menores, con un tope de 44000:
      | clase  | área      | monto |
      | 432115 | Rentas    | 30000 |
      | 432115 | Rentas    | 20000 |
      | 432115 | Catastro  | 40000 |
      | 561017 | Servicios | 10000 |
      | 561017 | Servicios | 12000 |
    Entonces en 03/2026 "splitting_suspicion" es 33.33 de 3

  Esquema del escenario: Cifras que se ingresan: 12, 23, 24 y 26
    Dada la cifra ingresada <numerador> de <denominador> en "<indicador>"
    Entonces en 03/2026 "<indicador>" es <valor> con puntaje <puntaje>

    Ejemplos:
      | indicador            | numerador | denominador | valor | puntaje |
      | budget_execution     | 729       | 1000        | 72.9  | 45.8    |
      | investment_execution | 645       | 1000        | 64.5  | 40.83   |
      | collection_cost      | 8         | 50          | 16    | 60      |
      | own_revenue_share    | 20        | 200         | 10    | 25      |
      | datasets_on_time     | 9         | 12          | 75    | 75      |

  Escenario: Participación: 28, de votaciones y propuestas
    Dada una votación que cerró el 15/03/2026, con 1200 votantes de 8000
    Y una votación que cerró el 20/03/2026, con 300 votantes de 2000
    Y estas propuestas:
      | presentada | plazo      | respondida |
      | 02/02/2026 | 04/03/2026 | 04/03/2026 |
      | 10/02/2026 | 12/03/2026 | 02/04/2026 |
      | 20/02/2026 |            |            |
      | 20/04/2026 | 20/05/2026 |            |
    Entonces en 03/2026 "participation" es 15 con puntaje 50
    Y en 03/2026 "proposals_answered" es 33.33 de 3
    Y en 04/2026 no hay "proposals_answered"

  Escenario: Plan anual: 13
    Dados los ítems de un plan previstos para el primer trimestre de 2026, convocados:
      | convocado  |
      | 10/02/2026 |
      | 05/04/2026 |
      |            |
      | 15/01/2026 |
    Entonces en 03/2026 "annual_plan_execution" es 50 de 4

  Escenario: Atención: 14, 15, 16, 17 y 19
    Dados estos expedientes:
      | trámite     | presentado | cerrado    | canal   | plazo            | vence      | fin       | observado | nota |
      | licencia    | 02/03/2026 | 10/03/2026 | portal  | positive_silence | 16/03/2026 | cancelled | no        | 5    |
      | licencia    | 02/03/2026 | 17/03/2026 | counter | positive_silence | 16/03/2026 | expired   | sí        | 2    |
      | certificado | 03/03/2026 | 03/03/2026 | counter | escalate         | 06/03/2026 | met       | no        | 4    |
      | reclamo     | 03/03/2026 | 25/03/2026 | account | escalate         | 20/03/2026 | met       | sí        |      |
    Entonces en 03/2026 "on_time_cases" es 50 de 4
    Y en 03/2026 "positive_silence_rate" es 50 de 2
    Y en 03/2026 "observation_rate" es 50 de 4
    Y en 03/2026 "digital_share" es 50 de 4
    Y en 03/2026 "first_contact" es 25 de 4
    Y en 03/2026 "satisfaction" es 66.67 de 3
    Y en 03/2026 "on_time_cases" es insuficiente

  Escenario: Apelaciones: 18
    Dadas apelaciones que terminaron en "Fundado", "Infundado", "Estimado por silencio", "Fuera de plazo"
    Entonces en 03/2026 "appeal_reversal" es 66.67 de 3

  Escenario: Tributos: 20 y 21
    Un pago que se anula baja la cifra de su mes, no la de los meses anteriores.
    Dado el libro de tributos, con 12 contribuyentes:
      | año  | mes     | emitido | pagado |
      | 2025 | 2025-01 | 1000    | 0      |
      | 2025 | 2025-06 | 0       | 500    |
      | 2026 | 2026-01 | 2000    | 0      |
      | 2026 | 2026-02 | 0       | 500    |
      | 2026 | 2026-03 | 0       | 250    |
      | 2025 | 2026-03 | 0       | 125    |
      | 2026 | 2026-04 | 0       | -250   |
    Entonces en 03/2026 "collection_effectiveness" es 37.5 de 12
    Y en 04/2026 "collection_effectiveness" es 25 de 12
    Y en 03/2026 "arrears_recovery" es 25 de 12

  Escenario: Catastro: 22
    Dado un catastro con estas versiones, y una emisión de 760 predios en enero de 2026:
      | desde   | hasta   | predios |
      | 2018-05 |         | 550     |
      | 2018-05 | 2026-02 | 50      |
      | 2022-02 |         | 300     |
      | 2025-01 |         | 100     |
    Entonces en 03/2026 "cadastre_updated" es 42.11 de 950
    Y en 03/2026 "cadastre_coverage" es 80 de 950

  Escenario: Banco: 25
    Dados estos abonos del banco:
      | abonado    | leído      | resultado | cuántos |
      | 02/03/2026 | 03/03/2026 | matched   | 3       |
      | 05/03/2026 | 09/03/2026 | matched   | 1       |
      | 05/03/2026 | 09/03/2026 | unknown   | 1       |
    Entonces en 03/2026 "reconciliation_days" es 1 de 5
    Y en 03/2026 "unmatched_share" es 20 de 5

  Escenario: Publicación: 26
    Dados actos publicados a las 2, 30 y 24 horas
    Entonces en 03/2026 "publication_timeliness" es 66.67 de 3

  Escenario: Plan de mejora: 27
    Dada una acción desde el 01/01/2026 con estos hitos:
      | peso | vence      | cumplido   |
      | 50   | 31/01/2026 | 20/01/2026 |
      | 50   | 02/03/2026 | 10/04/2026 |
    Entonces en 03/2026 "plan_progress" es 50 de 1
    Y en 03/2026 "schedule_index" es 0.5 de 1
    Y en 04/2026 "plan_progress" es 100 de 1
