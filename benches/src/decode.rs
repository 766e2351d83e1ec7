//! Decoding: the generated types beside hand-written structs and other JSON parsers.

use hikerapi::rt::{self, Endpoint};
use hikerapi::user::{ByIdRequest, MediasChunkRequest};
use hikerapi_benches::every_response;
use hikerapi_benches::hand_written::{MediaPage, Plain, Shape, User};
use hikerapi_benches::orders::{Form, INDENTED, NOTATIONS, SHUFFLED, STABLE_ORDERS, UNKNOWN_FIELDS};
use hikerapi_benches::responses::{edited, megabyte, uncut, with_long_texts};
use hikerapi_benches::targets::{Seen, at_least, at_most};

use crate::rows::{Hand, header, row};
use crate::sampled::{rival, sample_alone};

const PAGE: &str = "user/medias_chunk";
const PROFILE: &str = "user/by_id";

pub(crate) fn run() {
    println!(
        "### Decoding\n
From the bytes of a response to the typed result, and until that is dropped. The baseline is hand-written structs
with the same fields, decoded by `serde_json::from_slice` with `float_roundtrip`, since the client's floats are exact
too, and with `Box<RawValue>` for JSON of any shape, which the client keeps as text, too. simd-json has no such type, and
gets `serde_json::Value` for it; sonic-rs gets its own. Times are CPU time of one thread. A ratio of 2 is twice the
throughput. The one endpoint without a schema is left out. Nothing is compiled for the CPU of this machine: simd-json
detects its features at run time, sonic-rs does not.

![Throughput of decoding, beside serde_json::Value, simd-json and sonic-rs](docs/src/images/bench-decoding.svg)

The examples of the service's docs, which are edited: without some fields, and with one version of each picture and
video. All responses are measured as the service writes them, without white space.\n"
    );
    recorded();
    let pages = Pages {
        texts: with_long_texts(&edited(PAGE).expect("the edited page")),
        edited: edited(PAGE).expect("the edited page"),
        uncut: uncut(PAGE),
        profile: edited(PROFILE).expect("the edited profile"),
    };
    other_forms(&pages);
    beside_compact(&pages);
    leniently(&pages);
}

/// The responses that are read in other forms.
struct Pages {
    edited: String,
    uncut: String,
    /// Synthetic.
    texts: String,
    profile: String,
}

fn recorded() {
    let mut seen = Vec::new();
    header();
    every_response!(edited_row, &mut seen);
    let page = edited(PAGE).expect("the edited page");
    let repeated = row::<MediasChunkRequest, MediaPage>("the media page, repeated", &megabyte(&page));
    println!();
    at_least("each edited response, its fields in the order of the spec, times hand-written", 2.0, &seen);
    let is_page = |(name, _): &&Seen| name.ends_with("medias_chunk") || name == "user/clips_chunk";
    at_least("the edited pages of posts", 2.1, &seen.iter().filter(is_page).cloned().collect::<Vec<_>>());
    at_least("a page of a megabyte, of edited posts", 2.0, &[repeated]);

    println!(
        "\nUncut responses, with all fields, and synthetic ones of endpoints that the docs have no response of.\n"
    );
    let mut seen = Vec::new();
    header();
    every_response!(uncut_row, &mut seen);
    let page = uncut(PAGE);
    seen.push(row::<MediasChunkRequest, MediaPage>("the uncut media page, repeated", &megabyte(&page)));
    println!();
    at_least("each uncut response, times hand-written", 2.0, &seen);
}

fn edited_row<E: Endpoint, S: Shape>(endpoint: &str, seen: &mut Vec<Seen>) {
    seen.extend(edited(endpoint).map(|body| row::<E, S>(endpoint, &body)));
}

fn uncut_row<E: Endpoint, S: Shape>(endpoint: &str, seen: &mut Vec<Seen>) {
    seen.push(row::<E, S>(endpoint, &uncut(endpoint)));
}

fn other_forms(pages: &Pages) {
    println!(
        "\nThe same content in other forms, which all rivals read. Every object of the response is changed. The unknown
fields are a text and a small object. The page of texts is synthetic: long captions, of which little is ASCII.\n"
    );
    header();
    let rows = |forms: &[Form]| forms.iter().flat_map(|form| rows_of(pages, form)).collect::<Vec<_>>();
    let stable = rows(STABLE_ORDERS);
    let shuffled = rows(&[SHUFFLED]);
    let unknown = rows(UNKNOWN_FIELDS);
    let indented = rows(&[INDENTED]);
    rows(NOTATIONS);
    println!();
    at_least("another order of fields, the same in each object of a type, times hand-written", 1.7, &stable);
    at_least("an order of its own in each object", 1.4, &shuffled);
    at_least("two unknown fields in each object", 1.9, &unknown);
    at_least("indented", 1.8, &indented);
}

fn rows_of(pages: &Pages, form: &Form) -> Vec<Seen> {
    let row_of = |what: &str| format!("{what}, {}", form.name);
    vec![
        row::<MediasChunkRequest, MediaPage>(&row_of(PAGE), &(form.make)(&pages.edited)),
        row::<MediasChunkRequest, MediaPage>(&row_of("the uncut media page"), &(form.make)(&pages.uncut)),
        row::<MediasChunkRequest, MediaPage>(&row_of("the page of texts"), &(form.make)(&pages.texts)),
        row::<ByIdRequest, Plain<User>>(&row_of(PROFILE), &(form.make)(&pages.profile)),
    ]
}

/// Compares each notation with the compact form of the same response, in the same rounds.
fn beside_compact(pages: &Pages) {
    println!(
        "\nThe time of other notations, beside the same response as the service writes it. Escapes make the page of texts
much longer, and have to be read character by character: the target is for recorded responses.\n"
    );
    println!(
        "| response | bytes | compact | client: times compact | hand-written: times compact |\n|---|---|---|---|---|"
    );
    let mut seen = Vec::new();
    for form in NOTATIONS {
        let name = |what: &str| format!("{what}, {}", form.name);
        seen.push(times_compact::<MediasChunkRequest, MediaPage>(name(PAGE), &pages.edited, form));
        seen.push(times_compact::<MediasChunkRequest, MediaPage>(name("the uncut media page"), &pages.uncut, form));
        seen.push(times_compact::<ByIdRequest, Plain<User>>(name(PROFILE), &pages.profile, form));
        times_compact::<MediasChunkRequest, MediaPage>(name("the page of texts"), &pages.texts, form);
    }
    println!();
    at_most("separators with spaces, and escapes: the client's time, times that of the compact response", 1.15, &seen);
}

fn times_compact<E: Endpoint, S: Shape>(name: String, compact: &str, form: &Form) -> Seen {
    let (compact, other) = (compact.as_bytes(), (form.make)(compact));
    let other = other.as_bytes();
    let client = sample_alone(vec![
        rival("compact", || rt::decode::<E>(compact).ok()),
        rival("other", || rt::decode::<E>(other).ok()),
    ]);
    let hand_written = sample_alone(vec![
        rival("compact", || serde_json::from_slice::<Hand<S>>(compact).ok()),
        rival("other", || serde_json::from_slice::<Hand<S>>(other).ok()),
    ]);
    let (ratio, base) = (client[1].ratio, hand_written[1].ratio);
    println!("| {name} | {} | {} | {ratio:.2} | {base:.2} |", other.len(), compact.len());
    (name, ratio)
}

/// Measures a page in which one value does not match its type, beside the same page without that mismatch.
fn leniently(pages: &Pages) {
    println!(
        "\nLenient decoding, which the client uses by default, costs nothing where all values match. Where one does not, the text is
read once more, for the path of that value.\n"
    );
    println!("| page | mismatch | µs | where all values match, µs | ratio |\n|---|---|---|---|---|");
    let mut seen = Vec::new();
    for (name, page) in [(PAGE, &pages.edited), ("the uncut media page", &pages.uncut)] {
        for (place, at) in [("in the first post", page.find(COUNT)), ("in the last post", page.rfind(COUNT))] {
            let broken = broken(page, at.expect("a post"));
            let (page, broken) = (page.as_bytes(), broken.as_bytes());
            assert!(rt::decode::<MediasChunkRequest>(broken).is_err(), "the page has no mismatch");
            let sampled = sample_alone(vec![
                rival("matches", || rt::decode::<MediasChunkRequest>(page).expect("a page")),
                rival("mismatch", || rt::decode_leniently::<MediasChunkRequest>(broken).expect("most of a page")),
            ]);
            let ratio = sampled[1].ratio;
            let [matches, mismatch] = [0, 1].map(|index| sampled[index].seconds * 1e6);
            println!("| {name} | {place} | {mismatch:.1} | {matches:.1} | {ratio:.2} |");
            seen.push((format!("{name}, {place}"), ratio));
        }
    }
    println!();
    at_most("one value that does not match: the time, times that of a page without it", 2.0, &seen);
}

const COUNT: &str = "\"like_count\":";

/// The page with `null` in place of the number of likes there.
fn broken(page: &str, at: usize) -> String {
    let (before, after) = page.split_at(at + COUNT.len());
    format!("{before}null{}", after.trim_start_matches(|char: char| char.is_ascii_digit()))
}
