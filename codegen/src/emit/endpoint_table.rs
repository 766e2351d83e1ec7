//! The endpoints as tables of Markdown, for a README.

use spec::{Api, Endpoint, Family, Group, Returns, Type};

use super::{deprecation, mentions, price};
use crate::ident::bare;
use crate::markdown;

/// The endpoints without a family, and after them those of each family, which are collapsed.
pub(crate) fn endpoint_table(api: &Api) -> String {
    let has_prices = api.groups.iter().flat_map(|group| &group.endpoints).any(|it| price::of(api, it).is_some());
    let families = (0..api.families.len()).map(|family| {
        let tables = tables(api, Some(family), has_prices);
        format!("\n{}", collapsed(&summary(api, family), &format!("{}\n\n{tables}", doc(api, family))))
    });
    std::iter::once(tables(api, None, has_prices)).chain(families).collect()
}

/// Current endpoints in one table, deprecated ones in another, which is collapsed. The last column is left out where no endpoint
/// has a price.
fn tables(api: &Api, family: Option<usize>, has_prices: bool) -> String {
    let groups = || api.groups.iter().filter(|group| group.family == family);
    let endpoints = || groups().flat_map(|group| group.endpoints.iter().map(move |endpoint| (group, endpoint)));
    let price = |endpoint| has_prices.then(|| price::of(api, endpoint).unwrap_or_default());
    let price_column = has_prices.then_some("price");
    let current = endpoints().filter(|(_, endpoint)| endpoint.deprecated.is_none()).map(|(group, endpoint)| {
        let cells = [call(api, group, endpoint), purpose(api, endpoint), result(api, endpoint)];
        row(cells.into_iter().chain(price(endpoint)))
    });
    let current = table(["call", "result", "type"].into_iter().chain(price_column), current);
    let deprecated = endpoints().filter_map(|(group, endpoint)| {
        let note = deprecation::note(api, endpoint.deprecated.as_ref()?);
        let cells = [call(api, group, endpoint), note.trim_end_matches('.').to_owned()];
        Some(row(cells.into_iter().chain(price(endpoint))))
    });
    let deprecated: Vec<_> = deprecated.collect();
    match deprecated.len() {
        0 => current,
        count => {
            let table = table(["call", "instead"].into_iter().chain(price_column), deprecated.into_iter());
            format!("{current}\n{}", collapsed(&counted(count, "deprecated endpoint"), &table))
        }
    }
}

/// What a reader sees of a family that is not opened, as HTML.
fn summary(api: &Api, family: usize) -> String {
    let Family { name, feature, .. } = &api.families[family];
    let of_family = api.groups.iter().filter(|group| group.family == Some(family));
    let count = counted(of_family.map(|group| group.endpoints.len()).sum(), "endpoint");
    let feature = feature.as_ref().map(|feature| format!(", with the feature <code>{feature}</code>"));
    format!("<code>client.{}()</code>: {count}{}", bare(name), feature.unwrap_or_default())
}

/// The first paragraph of a family's docs.
fn doc(api: &Api, family: usize) -> String {
    let doc = mentions::as_methods(api, &api.families[family].doc);
    markdown::phrase(doc.trim().split("\n\n").next().unwrap_or_default())
}

fn counted(count: usize, what: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {what}{plural}")
}

fn table<'a>(columns: impl Iterator<Item = &'a str>, rows: impl Iterator<Item = String>) -> String {
    let columns: Vec<_> = columns.collect();
    let rows: String = rows.collect();
    format!("| {} |\n|{}\n{rows}", columns.join(" | "), "---|".repeat(columns.len()))
}

/// HTML that GitHub and crates.io show as a part to be opened. Markdown inside of it needs the empty lines.
fn collapsed(summary: &str, content: &str) -> String {
    format!("<details><summary>{summary}</summary>\n\n{content}\n</details>\n")
}

fn row(cells: impl Iterator<Item = String>) -> String {
    format!("| {} |\n", cells.map(|cell| markdown::cell(&cell)).collect::<Vec<_>>().join(" | "))
}

/// The call with its required parameters: `user().by_id(id)`.
fn call(api: &Api, group: &Group, endpoint: &Endpoint) -> String {
    let required = endpoint.params.iter().filter(|param| param.required);
    let arguments = required.map(|param| bare(&param.rust)).collect::<Vec<_>>().join(", ");
    markdown::code(&format!("{}.{}({arguments})", api.group_mention(group), bare(&endpoint.name)))
}

/// The first sentence of the docs, without its full stop.
fn purpose(api: &Api, endpoint: &Endpoint) -> String {
    markdown::first_sentence(&mentions::as_methods(api, &endpoint.doc))
}

/// The type of the result; of a list with pages, the type of its items.
fn result(api: &Api, endpoint: &Endpoint) -> String {
    match &endpoint.pages {
        Some(pages) => format!("pages of {}", markdown::code(&shown(api, &pages.item))),
        None => match &endpoint.returns {
            Returns::Json(ty) => markdown::code(&shown(api, ty)),
            Returns::Nothing => "nothing".to_owned(),
            Returns::Bytes => "bytes".to_owned(),
        },
    }
}

/// A type as Rust code, without the paths of modules.
fn shown(api: &Api, ty: &Type) -> String {
    match ty {
        Type::Scalar(scalar) => scalar.row().rust.to_owned(),
        Type::Id(_) | Type::Enum(_) | Type::Struct(_) | Type::Union(_) | Type::External(_) => {
            api.name_of(ty).unwrap_or_default().to_owned()
        }
        Type::List(item) => format!("Vec<{}>", shown(api, item)),
        Type::Map(value) => format!("BTreeMap<String, {}>", shown(api, value)),
        Type::Nullable(inner) => format!("Option<{}>", shown(api, inner)),
        Type::Tuple(parts) => {
            let parts: Vec<_> = parts.iter().map(|part| shown(api, part)).collect();
            format!("({})", parts.join(", "))
        }
    }
}
