// Fields that are drawn: fetched only where a form has one. Each has a way without it.
import "./signature.js";
import "./location.js";
