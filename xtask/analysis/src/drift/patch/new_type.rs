//! The entry of a new type, below the type that needs it.

use spec::{Source, Span};

use crate::entry::edit::{self, Edit, scalar, type_text};
use crate::values::define::{NewField, NewType};

/// The edit that adds the type. `basis` is what each field says of where it was seen.
pub(super) fn edit(sources: &[Source], sibling: Span, made: &NewType, basis: &str, doc: &str) -> Edit {
    let NewType { name, fields, .. } = made;
    let name = scalar(name);
    let fields: Vec<_> = fields.iter().map(|new| field(new, basis)).collect();
    if edit::is_in_braces(sources, sibling) {
        let entry = format!("{name}: {{ doc: \"{doc}\", fields: {{ {} }} }}", fields.join(", "));
        return edit::entry_before(sibling, &entry);
    }
    let lines: String = fields.iter().map(|field| format!("\n    {field}")).collect();
    edit::entry_below(sources, sibling, &format!("{name}:\n  doc: \"{doc}\"\n  fields:{lines}"))
}

fn field(field: &NewField, basis: &str) -> String {
    let NewField { wire, ty, optional, rust } = field;
    let key = if *optional { scalar(&format!("{wire}?")) } else { scalar(wire) };
    let ty = type_text(ty);
    let rust = rust.as_ref().map(|rust| format!(", rust: {rust}")).unwrap_or_default();
    match format!("{basis}{rust}").as_str() {
        "" => format!("{key}: {ty}"),
        more => format!("{key}: {{ type: {ty}{more} }}"),
    }
}
