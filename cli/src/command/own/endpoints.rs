//! `hiker endpoints`: what the service offers.

use clap::{Arg, ArgMatches};
use hikerapi_runtime::dynamic::{EndpointDescription, GroupDescription};
use serde::Serialize;

use super::own_command::OwnCommand;
use crate::command::endpoint::{about, replacements};
use crate::command::markdown::Writer;
use crate::command::{names, options, price};
use crate::failure::Failure;
use crate::listing::{self, Listing, Row};
use crate::tool::Tool;

pub(super) const COMMAND: OwnCommand = OwnCommand {
    name: "endpoints",
    is_offered: |_| true,
    command: |_, command| {
        let group = Arg::new("group").long("group").value_name("GROUP").help("Only the endpoints of this group");
        command.about("List the endpoints with their prices").arg(group).arg(listing::format())
    },
    run: |context, matches| {
        let listing = Listing {
            columns: &["command", "price", "pages", "description", "use instead"],
            rows: rows(context.tool, matches)?,
        };
        listing.print(options::get::<String>(matches, "format").as_deref(), &context.terminal)
    },
};

/// An endpoint, for programs.
#[derive(Serialize)]
struct Entry {
    command: String,
    endpoint: String,
    /// `None` where the service has no prices.
    units: Option<u32>,
    price: Option<String>,
    pages: bool,
    deprecated: bool,
    /// The commands and, after them, the keys of endpoints that the tool does not have.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    replacements: Vec<String>,
    description: String,
}

fn rows(tool: &Tool, matches: &ArgMatches) -> Result<Vec<Row>, Failure> {
    let only: Option<String> = options::get(matches, "group");
    let known: Vec<_> = tool.groups.iter().map(names::group).collect();
    if let Some(unknown) = only.as_ref().filter(|only| !known.contains(only)) {
        return Err(Failure::usage(format!(
            "there is no group `{}`; there are `{}`",
            unknown.escape_debug(),
            known.join("`, `")
        )));
    }
    let endpoints = tool.endpoints().filter(|(group, _)| only.as_ref().is_none_or(|only| *only == names::group(group)));
    endpoints.map(|(group, endpoint)| row(tool, group, endpoint)).collect()
}

fn row(tool: &Tool, group: &GroupDescription, endpoint: &EndpointDescription) -> Result<Row, Failure> {
    let operation = endpoint.operation;
    let writer = Writer::new(tool);
    let replacements = endpoint.deprecated.as_ref().map(|deprecation| replacements(tool, deprecation, &writer));
    let replacements = replacements.map(|found| [found.commands, found.others].concat()).unwrap_or_default();
    let entry = Entry {
        command: names::command(tool, group, endpoint),
        endpoint: operation.key().into_owned(),
        units: tool.service.has_price().then_some(operation.units),
        price: price::words(tool, operation),
        pages: operation.paging.is_some(),
        deprecated: endpoint.deprecated.is_some(),
        replacements,
        description: writer.sentence(endpoint.doc),
    };
    let pages = if entry.pages { "pages" } else { "" };
    let price = entry.price.clone().unwrap_or_default();
    // The first is the nearest.
    let instead = entry.replacements.first().cloned().unwrap_or_default();
    Row::new(vec![entry.command.clone(), price, pages.to_owned(), about(endpoint, &writer), instead], &entry)
}
