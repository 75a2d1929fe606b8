"""Forms of a process: parsed once, shown as data, and what people send checked. Pure.

form-js JSON in; typed values and plain sentences out. No HTML, no storage, no clock.
"""

from engine.forms.components import Component, Form, Kind, Option
from engine.forms.dates import DateParts
from engine.forms.errors import FieldError, FormProblem, FormRefused
from engine.forms.parsing import parse_form
from engine.forms.validation import Submission, validate, visible
from engine.forms.view import FieldView, view

__all__ = [
    "Component",
    "DateParts",
    "FieldError",
    "FieldView",
    "Form",
    "FormProblem",
    "FormRefused",
    "Kind",
    "Option",
    "Submission",
    "parse_form",
    "validate",
    "view",
    "visible",
]
