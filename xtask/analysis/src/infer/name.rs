//! The name that the caller gives: the type of the top object has it, or the caller reads why not.

use spec::{Named, can_be_given};

use super::draft::Draft;
use crate::entry::names::{self, Taken};
use crate::error::Error;

/// # Errors
/// Where it cannot be the name of a type: another one would be made of it.
pub(super) fn check(name: &str) -> Result<(), Error> {
    let made = names::definition(&mut Taken::default(), name);
    if made == name {
        return Ok(());
    }
    let why = match can_be_given(name, Named::Definition) {
        true => format!("here it would be `{made}`"),
        false => "it is not the name of a Rust type, or generated code uses the name itself".to_owned(),
    };
    Err(Error {
        what: format!("cannot name a type `{}`", name.escape_debug()),
        why,
        help: "write a name in CamelCase, with letters and digits of ASCII: `--name ShopItem`",
    })
}

/// # Errors
/// Where the top object got another name, or there is none that needs a name.
pub(super) fn check_use(draft: &Draft<'_>, name: &str) -> Result<(), Error> {
    let top = draft.objects.clusters.first().filter(|top| top.hint == name);
    let known = top.and(draft.covered.first().copied().flatten()).map(|known| draft.api.types[known].name.as_str());
    let made = draft.types.iter().find(|(cluster, _)| top.is_some() && *cluster == 0).map(|(_, made)| made.as_str());
    let why = match known.or(made) {
        Some(given) if given == name => return Ok(()),
        Some(given) if known.is_some() => {
            format!("the response, or an item of it, is of the type `{given}` of the spec")
        }
        Some(_) => "another definition has the name, or one that differs in its case alone".to_owned(),
        None => "neither the response nor an item of it is an object that gets a type".to_owned(),
    };
    Err(Error { what: format!("cannot use the name `{name}`"), why, help: "leave out `--name`, or give another name" })
}
