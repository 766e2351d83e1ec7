//! Writes profiles, a list of accounts and posts to files of Parquet, CSV and JSON Lines.
//!
//! ```toml
//! hikerapi = { version = "0.1", features = ["rows"] }
//! hikerapi-arrow = "0.1"
//! csv = "1"
//! ```
//!
//! ```console
//! cargo run -p hikerapi-arrow --example export -- target/rows
//! ```
//!
//! The values are made up, in the forms in which the service sends them: the id of an account is a number in a profile, and a text
//! in a list. Rows have one form.

use std::error::Error;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use hikerapi::rows::{Cell, FlatSchema, schema, to_json};
use hikerapi::types::{Media, User, UserShort};
use hikerapi::values::from_json;
use hikerapi_arrow::ParquetWriter;

fn main() -> Result<(), Box<dyn Error>> {
    let Some(folder) = std::env::args().nth(1) else { return Err("usage: export FOLDER".into()) };
    std::fs::create_dir_all(&folder)?;
    let at = |name: &str| Path::new(&folder).join(name);
    write(&profiles()?, &at("profiles"))?;
    write(&accounts()?, &at("accounts"))?;
    write(&posts()?, &at("posts"))
}

/// Writes the values of a type in all three formats.
fn write<T: Cell>(values: &[T], path: &Path) -> Result<(), Box<dyn Error>> {
    to_parquet(values, &path.with_extension("parquet"))?;
    to_csv(values, &path.with_extension("csv"))?;
    to_json_lines(values, &path.with_extension("jsonl"))?;
    Ok(())
}

fn to_parquet<T: Cell>(values: &[T], path: &Path) -> Result<(), hikerapi_arrow::Error> {
    let mut writer = ParquetWriter::new(File::create(path)?, &schema::<T>())?;
    for value in values {
        writer.push(value)?;
    }
    writer.finish()?;
    Ok(())
}

fn to_csv<T: Cell>(values: &[T], path: &Path) -> Result<(), csv::Error> {
    let columns = FlatSchema::new(&schema::<T>());
    let mut csv = csv::Writer::from_path(path)?;
    csv.write_record(columns.columns().iter().map(|column| &*column.name))?;
    for value in values {
        csv.write_record(columns.cells(value).iter().map(ToString::to_string))?;
    }
    Ok(csv.flush()?)
}

fn to_json_lines<T: Cell>(values: &[T], path: &Path) -> std::io::Result<()> {
    let mut file = BufWriter::new(File::create(path)?);
    for value in values {
        writeln!(file, "{}", to_json(value))?;
    }
    file.flush()
}

/// Profiles, with ids as numbers.
fn profiles() -> hikerapi::Result<Vec<User>> {
    let profile = |pk: u64| {
        format!(
            r#"{{"pk": {pk}, "username": "sample_{pk}", "is_private": false, "follower_count": {pk}0, "latitude": 52.5}}"#
        )
    };
    from_json(list(profile).as_bytes()).map_err(Into::into)
}

/// Accounts of a list, with ids as texts.
fn accounts() -> hikerapi::Result<Vec<UserShort>> {
    let account = |pk: u64| format!(r#"{{"pk": "{pk}", "username": "sample_{pk}", "is_verified": true}}"#);
    from_json(list(account).as_bytes()).map_err(Into::into)
}

/// Posts, with times as texts and as seconds.
fn posts() -> hikerapi::Result<Vec<Media>> {
    let post = |pk: u64| {
        let taken_at = if pk.is_multiple_of(2) { "1769846400" } else { "\"2026-01-31T08:00:00Z\"" };
        format!(
            r#"{{"pk": "{pk}", "id": "{pk}_7", "code": "C{pk}", "taken_at": {taken_at}, "taken_at_ts": 1769846400, "media_type": 1,
            "user": {{"pk": "{pk}", "username": "sample_{pk}"}}, "like_count": {pk}, "caption_text": "A \"caption\", with commas",
            "usertags": [{{"user": {{"pk": "{pk}"}}, "x": 0.5, "y": 0.25}}], "clips_metadata": {{"audio_type": "licensed_music", "shopping_info": {{"items": [1, null]}}}}}}"#
        )
    };
    from_json(list(post).as_bytes()).map_err(Into::into)
}

/// A thousand items as JSON.
fn list(item: impl Fn(u64) -> String) -> String {
    let items: Vec<_> = (787_132..788_132).map(item).collect();
    format!("[{}]", items.join(","))
}
