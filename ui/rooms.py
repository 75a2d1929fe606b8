"""The rooms of the web application, in the order in which an address is looked for.

Named here and nowhere else, so that no package of pages has to be loaded to read one of its parts.
"""

from ui import health
from ui.account import absences as account_absences
from ui.account import pages as account_pages
from ui.account import password as account_password
from ui.account import second_factor as account_second_factor
from ui.account import sessions as account_sessions
from ui.archive import disposing as archive_disposing
from ui.archive import erasing as archive_erasing
from ui.archive import pages as archive_pages
from ui.audit import case as audit_case
from ui.audit import exports as audit_exports
from ui.audit import pages as audit_pages
from ui.audit import readings as audit_readings
from ui.audit import replay as audit_replay
from ui.audit import samples as audit_samples
from ui.audit import separation as audit_separation
from ui.audit import signs as audit_signs
from ui.audit import verifications as audit_verifications
from ui.blank import pages as blank_pages
from ui.cadastre import drawing as cadastre_drawing
from ui.cadastre import files as cadastre_files
from ui.cadastre import inspections as cadastre_inspections
from ui.cadastre import pages as cadastre_pages
from ui.calendar import pages as calendar_pages
from ui.cases import around as cases_around
from ui.cases import notification as cases_notification
from ui.cases import openings as cases_openings
from ui.cases import pages as cases_pages
from ui.comparison import account as comparison_account
from ui.comparison import adoption as comparison_adoption
from ui.comparison import door as comparison_door
from ui.comparison import pages as comparison_pages
from ui.comparison import scores as comparison_scores
from ui.contracts import pages as contracts_pages
from ui.counter import filing as counter_filing
from ui.counter import helping as counter_helping
from ui.counter import mandates as counter_mandates
from ui.counter import together as counter_together
from ui.deadlines import pages as deadlines_pages
from ui.documents import adding as documents_adding
from ui.documents import file as documents_file
from ui.documents import keeping as documents_keeping
from ui.documents import pages as documents_pages
from ui.documents import signatures as documents_signatures
from ui.documents import verifier as documents_verifier
from ui.editor import pages as editor_pages
from ui.elsewhere import pages as elsewhere_pages
from ui.experiences import doing as experiences_doing
from ui.experiences import pages as experiences_pages
from ui.experiences import writing as experiences_writing
from ui.identity import code as identity_code
from ui.identity import pages as identity_pages
from ui.improvement import asked as improvement_questionnaire
from ui.improvement import experiences as improvement_experiences
from ui.improvement import pages as improvement_pages
from ui.improvement import plan_page as improvement_plan
from ui.inbox import load as inbox_load
from ui.inbox import news as inbox_news
from ui.inbox import pages as inbox_pages
from ui.inbox import views as inbox_views
from ui.indicators import files as indicators_files
from ui.indicators import pages as indicators_pages
from ui.indicators import score as indicators_score
from ui.indicators import single as indicators_single
from ui.letters import pages as letters_pages
from ui.letters import proving as letters_proving
from ui.letters import public as letters_public
from ui.migrations import pages as migrations_pages
from ui.municipality import adopted as municipality_adopted
from ui.municipality import offered as municipality_offered
from ui.municipality import opened as municipality_opened
from ui.municipality import pages as municipality_pages
from ui.notices import choices as notices_choices
from ui.notices import pages as notices_pages
from ui.notices import words as notices_words
from ui.open_data import contracts as open_data_contracts
from ui.open_data import files as open_data_files
from ui.open_data import improvement as open_data_improvement
from ui.open_data import indicators as open_data_indicators
from ui.open_data import pages as open_data_pages
from ui.open_data import plan as open_data_plan
from ui.open_data import portal as open_data_portal
from ui.open_data import roots as open_data_roots
from ui.open_data import scores as open_data_scores
from ui.open_data import seals as open_data_seals
from ui.operations import acts as operations_acts
from ui.operations import batches as operations_batches
from ui.operations import incidents as operations_incidents
from ui.operations import standing as operations_standing
from ui.operations import undone as operations_undone
from ui.operations import unopened as operations_unopened
from ui.operators import beginning as operators_beginning
from ui.operators import pages as operators_pages
from ui.operators import password as operators_password
from ui.participation import booth as participation_booth
from ui.participation import counter as participation_counter
from ui.participation import proposals as participation_proposals
from ui.participation import votes as participation_votes
from ui.payments import orders as payments_orders
from ui.payments import printed as payments_printed
from ui.payments import public as payments_public
from ui.payments import reconciling as payments_reconciling
from ui.payments import till as payments_till
from ui.people import acts as people_acts
from ui.people import codes as people_codes
from ui.people import pages as people_pages
from ui.pictures import pages as pictures_pages
from ui.plan import pages as plan_pages
from ui.portal import account as portal_account
from ui.portal import acting as portal_acting
from ui.portal import address as portal_address
from ui.portal import agreement as portal_agreement
from ui.portal import apply as portal_apply
from ui.portal import catalogue as portal_catalogue
from ui.portal import correcting as portal_correcting
from ui.portal import forgotten as portal_forgotten
from ui.portal import home as portal_home
from ui.portal import joining as portal_joining
from ui.portal import joint as portal_joint
from ui.portal import owed as portal_owed
from ui.portal import pages as portal_pages
from ui.portal import receipt as portal_receipt
from ui.portal import tax_papers as portal_tax_papers
from ui.portal import taxes as portal_taxes
from ui.portal import tracking as portal_tracking
from ui.portal import uploads as portal_uploads
from ui.processes import findings as processes_findings
from ui.processes import pages as processes_pages
from ui.start import pages as start_pages
from ui.supplier_register import pages as register_pages
from ui.supplier_register import requests as register_requests
from ui.supplier_register import writing as register_writing
from ui.suppliers import companies as suppliers_companies
from ui.suppliers import mine as suppliers_mine
from ui.suppliers import pages as suppliers_pages
from ui.suppliers import work as suppliers_work
from ui.tasks import envelope as tasks_envelope
from ui.tasks import pages as tasks_pages
from ui.tasks import together as tasks_together
from ui.taxes import arrears as tax_arrears
from ui.taxes import campaigns as tax_campaigns
from ui.taxes import coupons as taxes_coupons
from ui.taxes import debts as tax_debts
from ui.taxes import deliveries as taxes_deliveries
from ui.taxes import pages as taxes_pages
from ui.taxes import prescriptions as tax_prescriptions
from ui.taxes import reminders as tax_reminders
from ui.taxes import runs as taxes_runs
from ui.taxes import values as taxes_values
from ui.teams import managing as teams_managing
from ui.teams import pages as teams_pages
from ui.uploads import pages as uploads_pages
from ui.vouching import citizens as vouching_citizens
from ui.vouching import joined as vouching_joined
from ui.vouching import staff as vouching_staff
from ui.workshop import adjustments as workshop_adjustments
from ui.workshop import comments as workshop_comments
from ui.workshop import comparison as workshop_comparison
from ui.workshop import decision as workshop_decision
from ui.workshop import decision_trial as workshop_decision_trial
from ui.workshop import files as workshop_files
from ui.workshop import form as workshop_form
from ui.workshop import founding as workshop_founding
from ui.workshop import origin as workshop_origin
from ui.workshop import package as workshop_package
from ui.workshop import pages as workshop_pages
from ui.workshop import publication as workshop_publication
from ui.workshop import review as workshop_review
from ui.workshop import sandbox as workshop_sandbox
from ui.workshop import scenarios as workshop_scenarios
from ui.workshop import states as workshop_states

ROOMS = tuple(
    room.router
    for room in (
        health,
        comparison_door,
        comparison_account,
        comparison_pages,
        comparison_adoption,
        comparison_scores,
        operators_beginning,
        operators_pages,
        operators_password,
        identity_code,
        identity_pages,
        vouching_staff,
        vouching_citizens,
        vouching_joined,
        portal_home,
        portal_catalogue,
        portal_joint,
        portal_pages,
        portal_uploads,
        portal_owed,
        portal_taxes,
        portal_tax_papers,
        portal_agreement,
        portal_account,
        portal_joining,
        portal_forgotten,
        portal_address,
        portal_receipt,
        portal_acting,
        portal_correcting,
        portal_tracking,
        portal_apply,
        suppliers_pages,
        suppliers_mine,
        suppliers_companies,
        suppliers_work,
        inbox_pages,
        inbox_views,
        inbox_news,
        inbox_load,
        tasks_together,
        tasks_pages,
        tasks_envelope,
        cases_pages,
        cases_openings,
        cases_around,
        cases_notification,
        deadlines_pages,
        calendar_pages,
        documents_pages,
        documents_signatures,
        documents_keeping,
        documents_adding,
        documents_file,
        documents_verifier,
        letters_pages,
        letters_public,
        letters_proving,
        archive_pages,
        archive_disposing,
        archive_erasing,
        audit_case,
        audit_replay,
        audit_exports,
        audit_samples,
        audit_separation,
        audit_signs,
        audit_verifications,
        audit_readings,
        audit_pages,
        participation_proposals,
        participation_booth,
        participation_votes,
        participation_counter,
        open_data_contracts,
        open_data_plan,
        open_data_roots,
        open_data_scores,
        open_data_seals,
        open_data_improvement,
        open_data_indicators,
        open_data_files,
        open_data_pages,
        open_data_portal,
        uploads_pages,
        elsewhere_pages,
        blank_pages,
        start_pages,
        cadastre_drawing,
        cadastre_files,
        cadastre_inspections,
        cadastre_pages,
        contracts_pages,
        taxes_values,
        taxes_coupons,
        taxes_deliveries,
        taxes_runs,
        tax_arrears,
        tax_campaigns,
        tax_debts,
        tax_prescriptions,
        tax_reminders,
        taxes_pages,
        indicators_files,
        indicators_pages,
        indicators_score,
        indicators_single,
        improvement_pages,
        improvement_questionnaire,
        improvement_experiences,
        experiences_writing,
        experiences_doing,
        experiences_pages,
        improvement_plan,
        plan_pages,
        counter_filing,
        counter_together,
        counter_mandates,
        counter_helping,
        workshop_adjustments,
        workshop_comments,
        workshop_comparison,
        workshop_decision,
        workshop_decision_trial,
        workshop_files,
        workshop_form,
        workshop_founding,
        workshop_origin,
        workshop_package,
        workshop_pages,
        workshop_publication,
        workshop_review,
        workshop_sandbox,
        workshop_scenarios,
        workshop_states,
        pictures_pages,
        processes_findings,
        processes_pages,
        migrations_pages,
        operations_unopened,
        operations_undone,
        operations_incidents,
        operations_batches,
        operations_acts,
        operations_standing,
        editor_pages,
        payments_till,
        payments_printed,
        payments_reconciling,
        payments_orders,
        payments_public,
        register_requests,
        register_writing,
        register_pages,
        account_pages,
        account_absences,
        account_second_factor,
        account_sessions,
        account_password,
        people_codes,
        people_pages,
        people_acts,
        teams_pages,
        teams_managing,
        municipality_pages,
        municipality_offered,
        municipality_opened,
        municipality_adopted,
        notices_words,
        notices_choices,
        notices_pages,
    )
)
