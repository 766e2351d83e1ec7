//! `hiker schema`: the columns of rows.

use std::collections::BTreeMap;

use clap::{Arg, ArgMatches};
use hikerapi_runtime::rows::{Column, Kind, Schema};
use serde::Serialize;

use super::own_command::OwnCommand;
use crate::command::markdown::Writer;
use crate::command::{names, options};
use crate::failure::Failure;
use crate::listing::{self, Listing, Row};
use crate::nearest::did_you_mean;
use crate::tool::Tool;

pub(super) const COMMAND: OwnCommand = OwnCommand {
    name: "schema",
    is_offered: |_| true,
    command: |_, command| {
        let of = Arg::new("of").value_name("TYPE | GROUP ENDPOINT").num_args(0..=2);
        command
            .about("List the types, or the columns of a type or of an endpoint's rows")
            .arg(of.help("A type, or an endpoint; all types by default"))
            .arg(listing::format())
    },
    run: |context, matches| {
        let listing = listing(context.tool, matches)?;
        listing.print(options::get::<String>(matches, "format").as_deref(), &context.terminal)
    },
};

fn listing(tool: &Tool, matches: &ArgMatches) -> Result<Listing, Failure> {
    let types = types(tool);
    let of = options::get_all(matches, "of");
    match of.as_slice() {
        [] => all(tool, &types),
        [name] => columns(tool, types.get(name.as_str()).ok_or_else(|| unknown(name, types.keys()))?),
        [group, method, ..] => columns(tool, &of_endpoint(tool, group, method)?),
    }
}

/// All types in the rows of endpoints, by their names.
fn types(tool: &Tool) -> BTreeMap<String, Schema> {
    let mut types = BTreeMap::new();
    for rows in tool.endpoints().filter_map(|(_, endpoint)| endpoint.rows) {
        add(&mut types, &rows.ty.schema());
    }
    types
}

/// Adds a type, and those in its columns.
fn add(types: &mut BTreeMap<String, Schema>, schema: &Schema) {
    if schema.is_object() && types.insert(schema.name.to_string(), schema.clone()).is_some() {
        return;
    }
    for column in &schema.columns {
        if let Some(inner) = object(&column.kind) {
            add(types, inner);
        }
    }
}

/// The object in a type, if there is one.
fn object(kind: &Kind) -> Option<&'static Schema> {
    match kind {
        Kind::Object(schema) => Some(schema()),
        Kind::List(element) | Kind::Map(element) => object(&element.kind),
        _ => None,
    }
}

fn of_endpoint(tool: &Tool, group: &str, method: &str) -> Result<Schema, Failure> {
    let asked = format!("{} {group} {method}", tool.name);
    let known: Vec<_> = tool.endpoints().map(|(group, endpoint)| names::command(tool, group, endpoint)).collect();
    let found = tool.endpoints().zip(&known).find(|(_, name)| **name == asked);
    let Some(((_, endpoint), _)) = found else {
        let list = names::own(tool, "endpoints");
        let help = did_you_mean(&asked, known.iter().map(String::as_str));
        let help = help.unwrap_or_else(|| format!("`{} {list}` lists the commands", tool.name));
        return Err(Failure::usage(format!("there is no command `{}`: {help}", asked.escape_debug())));
    };
    let rows = endpoint.rows.ok_or_else(|| Failure::usage(format!("the responses of `{asked}` are no rows")))?;
    Ok(rows.ty.schema())
}

/// A type, for programs.
#[derive(Serialize)]
struct TypeEntry<'a> {
    name: &'a str,
    columns: usize,
    doc: &'a str,
}

fn all(tool: &Tool, types: &BTreeMap<String, Schema>) -> Result<Listing, Failure> {
    let writer = Writer::new(tool);
    let row = |schema: &Schema| {
        let (columns, doc) = (schema.columns.len(), writer.sentence(&schema.doc));
        let entry = TypeEntry { name: &schema.name, columns, doc: &doc };
        Row::new(vec![schema.name.to_string(), columns.to_string(), doc.clone()], &entry)
    };
    let rows = types.values().map(row).collect::<Result<_, _>>()?;
    Ok(Listing { columns: &["type", "columns", "doc"], rows })
}

/// A column, for programs.
#[derive(Serialize)]
struct ColumnEntry<'a> {
    name: &'a str,
    #[serde(rename = "type")]
    ty: &'a str,
    null: bool,
    doc: &'a str,
}

fn columns(tool: &Tool, schema: &Schema) -> Result<Listing, Failure> {
    let writer = Writer::new(tool);
    let row = |column: &Column| {
        let (ty, doc) = (column.kind.to_string(), writer.text(&column.doc).replace('\n', " "));
        let entry = ColumnEntry { name: &column.name, ty: &ty, null: column.is_nullable, doc: &doc };
        let null = if column.is_nullable { "null" } else { "" };
        Row::new(vec![column.name.to_string(), ty.clone(), null.to_owned(), doc.clone()], &entry)
    };
    let rows = schema.columns.iter().map(row).collect::<Result<_, _>>()?;
    Ok(Listing { columns: &["name", "type", "null", "doc"], rows })
}

fn unknown<'a>(name: &str, known: impl Iterator<Item = &'a String> + Clone) -> Failure {
    let help = did_you_mean(name, known.clone().map(String::as_str));
    let help = help.unwrap_or_else(|| format!("there are {}", known.cloned().collect::<Vec<_>>().join(", ")));
    Failure::usage(format!("there is no type `{}`: {help}", name.escape_debug()))
}
