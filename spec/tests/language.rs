//! Unusual specs that are valid, and their models.

use spec::{Api, Color, Field, IdForm, Presence, Scalar, Source, Type, Values};

/// Reads a text together with the minimal `api` section.
#[track_caller]
fn read(text: &str) -> Api {
    let sources = [source("shop.yaml", text), source("api.yaml", include_str!("minimal.yaml"))];
    spec::read(&sources).unwrap_or_else(|problems| panic!("{}", spec::render(&problems, &sources, Color::Plain)))
}

fn source(path: &str, text: &str) -> Source {
    Source { path: path.to_owned(), text: text.to_owned() }
}

/// The fields of a type `T` with these lines.
#[track_caller]
fn fields(lines: &[&str]) -> Vec<Field> {
    let fields: String = lines.iter().map(|line| format!("      {line}\n")).collect();
    read(&format!("types:\n  T:\n    doc: A type.\n    fields:\n{fields}")).types.remove(0).fields
}

#[track_caller]
fn ty(written: &str) -> Field {
    fields(&[&format!("a: {written}")]).remove(0)
}

/// The wire value and the variant of each value of an enum of strings.
#[track_caller]
fn text_values(values: &str) -> Vec<(String, String)> {
    let api = read(&format!("enums:\n  E:\n    doc: An enum.\n    of: string\n    values: {values}\n"));
    match &api.enums[0].values {
        Values::Text(values) => values.iter().map(|value| (value.wire.clone(), value.rust.clone())).collect(),
        Values::Integer(_) => panic!("an enum of strings"),
    }
}

#[track_caller]
fn doc(written: &str) -> String {
    read(&format!("ids:\n  Pk: {written}\n")).ids.remove(0).doc
}

#[test]
fn every_keyword_can_be_a_field() {
    let keywords = "abstract as async await become box break const continue do dyn else enum extern false final fn for \
                    gen if impl in let loop macro match mod move mut override priv pub ref return static struct trait \
                    true try type typeof unsafe unsized use virtual where while yield";
    for keyword in keywords.split(' ') {
        let field = fields(&[&format!("{keyword}: string")]).remove(0);
        assert_eq!((field.wire.as_str(), field.rust), (keyword, format!("r#{keyword}")));
    }
}

#[test]
fn what_cannot_be_raw_gets_a_suffix() {
    let found = fields(&["self: string", "crate: string", "super: string"]);
    assert_eq!(found.iter().map(|field| field.rust.as_str()).collect::<Vec<_>>(), ["self_", "crate_", "super_"]);
    assert_eq!(fields(&["Self: string"])[0].rust, "self_");
    assert_eq!(text_values("{ self: One., crate: Two. }")[0].1, "Self_");
}

#[test]
fn a_field_can_be_named_in_any_script() {
    let found = fields(&["größe: string", "名前: string", "\"имя пользователя\": string"]);
    let rust: Vec<_> = found.iter().map(|field| field.rust.as_str()).collect();
    assert_eq!(rust, ["größe", "名前", "имя_пользователя"]);
}

#[test]
fn the_marks_after_name_and_type_are_independent() {
    let found = fields(&["a: string", "b: string?", "c?: string", "d?: string?", "\"e?\": { type: \"string?\" }"]);
    let presence: Vec<_> = found.iter().map(Field::presence).collect();
    use Presence::{Nullable, Optional, Required, Sparse};
    assert_eq!(presence, [Required, Nullable, Optional, Sparse, Sparse]);
}

#[test]
fn a_type_means_the_same_quoted_or_not() {
    for (native, quoted) in [
        ("[string]", "\"[string]\""),
        ("[string, integer?]", "'[string, integer?]'"),
        ("{string: [T]}", "\"{string: [T]}\""),
        ("[[string, [number]], {string: T?}]", "\" [ [string,[number]] , { string : T? } ] \""),
        ("{string: {string: json}}", "{ string: \"{string:json}\" }"),
    ] {
        assert_eq!(ty(native).ty, ty(quoted).ty, "{native}");
    }
}

#[test]
fn a_mark_after_a_compound_makes_it_nullable() {
    let field = ty("\"[T]?\"");
    assert!(field.nullable && matches!(&field.ty, Type::List(item) if **item == Type::Struct(0)), "{field:?}");
    let Type::Map(value) = ty("{ string: \"[boolean?]?\" }").ty else { panic!("a map") };
    assert_eq!(*value, nullable(Type::List(Box::new(nullable(Type::Scalar(Scalar::Boolean))))));
}

fn nullable(ty: Type) -> Type {
    Type::Nullable(Box::new(ty))
}

#[test]
fn a_field_called_type_or_string_is_not_a_long_form() {
    let found = fields(&[
        "type: string",
        "string: { type: integer, doc: Two. }",
        "doc: { string: T }",
        "x: { string: string }",
    ]);
    assert_eq!(found.iter().map(|field| field.wire.as_str()).collect::<Vec<_>>(), ["type", "string", "doc", "x"]);
    assert_eq!(found[1].doc.as_deref(), Some("Two."));
}

#[test]
fn a_recursive_object_is_boxed_and_a_list_of_it_is_not() {
    let found = fields(&["a: T?", "b: [T]", "c: { string: T }", "d: \"[T?, string]\""]);
    assert_eq!(found.iter().map(|field| field.boxed).collect::<Vec<_>>(), [true, false, false, true]);
}

#[test]
fn docs_can_hold_anything() {
    assert_eq!(doc(r#""*/ // \" ' \\ #[doc] {{}}""#), "*/ // \" ' \\ #[doc] {{}}");
    assert_eq!(
        doc(r#""bell \a null \0 escape \e line \L direction \u202e end""#),
        "bell \u{7} null \0 escape \u{1b} line \u{2028} direction \u{202e} end"
    );
    assert_eq!(
        doc("|\n    # Heading\n\n    - `code`: *text*\n    \"quoted\"\n"),
        "# Heading\n\n- `code`: *text*\n\"quoted\"\n"
    );
    assert_eq!(doc(">-\n    one\n    line\n"), "one line");
    let long = "word ".repeat(2000);
    assert_eq!(doc(&format!("\"{long}\"")).len(), 10_000);
    assert_eq!(doc(&format!("|\n    {long}\n")).trim_end(), long.trim_end());
}

#[test]
fn the_spelling_is_the_value_of_a_string_enum() {
    let found = text_values(
        "{ 1: { name: One, doc: A. }, 1.50: { name: OneHalf, doc: B. }, true: C., null: D., -2: { name: Minus, doc: E. }, ~: { name: Tilde, doc: F. }, \"\": { name: Empty, doc: G. }, No: H., 0x1F: { name: Hex, doc: I. } }",
    );
    let wires: Vec<_> = found.iter().map(|(wire, _)| wire.as_str()).collect();
    assert_eq!(wires, ["1", "1.50", "true", "null", "-2", "~", "", "No", "0x1F"]);
    let variants: Vec<_> = found.iter().map(|(_, rust)| rust.as_str()).collect();
    assert_eq!(variants, ["One", "OneHalf", "True", "Null", "Minus", "Tilde", "Empty", "No", "Hex"]);
}

#[test]
fn an_integer_enum_has_the_whole_range() {
    let api = read(
        "enums:\n  E:\n    doc: An enum.\n    of: integer\n    values:\n      -9223372036854775808: { name: Least, doc: A. }\n      0: { name: None, doc: B. }\n      9223372036854775807: { name: Most, doc: C. }\n",
    );
    let Values::Integer(values) = &api.enums[0].values else { panic!("an enum of integers") };
    assert_eq!(values.iter().map(|value| value.wire).collect::<Vec<_>>(), [i64::MIN, 0, i64::MAX]);
}

#[test]
fn ids_are_digits_unless_declared_as_text() {
    let ids = read("ids:\n  A: One.\n  B: { doc: Two., form: digits }\n  C: { doc: Three., form: text }\n").ids;
    assert_eq!(ids.iter().map(|id| id.form).collect::<Vec<_>>(), [IdForm::Digits, IdForm::Digits, IdForm::Text]);
}

const SMALL: &str = "\
types:
  Order:
    doc: |
      An order.

      And more.
    fields:
      pk: integer
      items?: { type: [string], doc: \"What: all of it.\" }
group:
  doc: Orders.
  base: /v1/order
endpoints:
  /v1/order/by/{pk}:
    doc: One.
    params: { pk: integer, full?: { type: boolean, default: false } }
    returns: Order
    cost: { units: 2, when: { full: 3 } }
";

const FLOW: &str = r#"{"types": {"Order": {"doc": "An order.\n\nAnd more.\n", "fields": {"pk": "integer",
"items?": {"type": ["string"], "doc": "What: all of it."}}}}, "group": {"doc": "Orders.", "base": "/v1/order"},
"endpoints": {"/v1/order/by/{pk}": {"doc": "One.", "params": {"pk": "integer", "full?": {"type": "boolean",
"default": false}}, "returns": "Order", "cost": {"units": 2, "when": {"full": 3}}}}}"#;

#[test]
fn a_spec_means_the_same_in_every_notation() {
    let expected = without_places(&read(SMALL));
    assert_eq!(without_places(&read(FLOW)), expected, "as JSON");
    assert_eq!(without_places(&read(&SMALL.replace('\n', "\r\n"))), expected, "with CRLF");
    assert_eq!(without_places(&read(&format!("\u{feff}{SMALL}"))), expected, "with a byte order mark");
    assert_eq!(without_places(&read(&format!("\u{feff}{}", SMALL.replace('\n', "\r\n")))), expected, "with both");
    assert_eq!(
        without_places(&read(&format!("%YAML 1.2\n---\n{SMALL}...\n"))),
        expected,
        "with the marks of a document"
    );
    assert_eq!(without_places(&read(SMALL.trim_end())), expected, "without a last line end");
    let commented = SMALL.replace("      pk:", &format!("{}      pk:", "      # why\n".repeat(500)));
    assert_eq!(without_places(&read(&commented)), expected, "with 500 lines of comment");
}

/// The model as text without the places, which differ.
fn without_places(api: &Api) -> String {
    let shown = format!("{api:#?}");
    let numbers = ["file: ", "start: ", "end: "];
    shown.lines().filter(|line| !numbers.iter().any(|name| line.trim_start().starts_with(name))).collect()
}

#[test]
fn a_path_names_its_parameters() {
    let endpoint = read(SMALL).groups.remove(0).endpoints.remove(0);
    assert_eq!((endpoint.path.as_str(), endpoint.name.as_str()), ("/v1/order/by/{pk}", "by_pk"));
    assert!(endpoint.params[0].required && !endpoint.params[1].required);
    assert_eq!(endpoint.params[1].default.as_deref(), Some("false"));
    assert_eq!((endpoint.cost.units, endpoint.cost.when), (2, vec![("full".to_owned(), 3)]));
}

#[test]
fn a_base_can_be_the_root_and_end_with_a_slash() {
    for (base, path, method) in [("/", "/sys/balance", "sys_balance"), ("/v1/", "/v1/order", "order")] {
        let text =
            format!("group: {{ doc: A., base: {base} }}\nendpoints: {{ {path}: {{ doc: B., returns: json }} }}\n");
        assert_eq!(read(&text).groups[0].endpoints[0].name, method);
    }
}

#[test]
fn definitions_are_visible_in_every_file() {
    let orders = "types: { Order: { doc: An order., fields: { item: Item, pk: Pk } } }\n";
    let items = "types: { Item: { doc: An item., fields: { order: Order?, state: State } } }\nids: { Pk: Which. }\n";
    let states = "enums: { State: { doc: Where it is., of: string, values: { new: New. } } }\n";
    let sources =
        [("a.yaml", orders), ("b.yaml", items), ("c.yaml", states), ("api.yaml", include_str!("minimal.yaml"))];
    let api = spec::read(&sources.map(|(path, text)| source(path, text))).expect("one spec");
    assert_eq!(api.types.iter().map(|ty| ty.name.as_str()).collect::<Vec<_>>(), ["Order", "Item"]);
    let boxed: Vec<_> = api.types.iter().map(|ty| ty.fields[0].boxed).collect();
    assert_eq!(boxed, [false, true], "the two hold each other, and null ends it");
}

#[test]
fn an_extension_needs_no_service() {
    let text =
        "uses: [Order]\ngroup: { doc: A., base: /v1, name: more }\nendpoints: { /v1/x: { doc: B., returns: Order } }\n";
    let api = spec::read_extension(&[source("code.rs", text)], "shop").expect("an extension");
    assert_eq!((api.client_crate.as_str(), api.service), ("shop", None));
    assert_eq!(api.groups[0].name, "more");
}

#[test]
fn every_doc_of_the_service_is_in_the_model() {
    let text = include_str!("minimal.yaml")
        .replace("url: https://api.shop.example }", "url: https://api.shop.example, doc: Near. }")
        .replace("env: SHOP_KEY }", "env: SHOP_KEY, doc: From the counter. }")
        .replace("per_second: 10 }", "per_second: 10, doc: On all plans. }")
        .replace("units: 1 }", "units: 1, doc: Cents. }")
        .replace("200: { means: ok, billed: true }", "200: { means: ok, billed: true, doc: Good. }")
        .replace(
            "other: { means: unexpected, billed: false }",
            "other: { means: unexpected, billed: false, doc: Odd. }",
        )
        + "    codes: { Hidden: { means: private, doc: Skip it. } }\n"
        + "    texts: { \"error 1\": { status: 403, means: blocked, billed: false, doc: Go around. } }\n";
    let api = spec::read(&[source("api.yaml", &text)]).expect("a spec");
    let service = api.service.expect("a service");
    let errors = &service.errors;
    let docs = [
        &service.servers[0].doc,
        &service.key_doc,
        &service.rate_limit_doc,
        &service.cost.as_ref().and_then(|cost| cost.doc.clone()),
        &errors.statuses[0].doc,
        &errors.other_doc,
        &errors.codes[0].doc,
        &errors.texts[0].doc,
    ];
    let expected = ["Near.", "From the counter.", "On all plans.", "Cents.", "Good.", "Odd.", "Skip it.", "Go around."];
    assert_eq!(docs.map(|doc| doc.as_deref().unwrap_or_default()), expected);
}

#[test]
fn five_thousand_endpoints_are_read() {
    let mut text = "group: { doc: Many., base: /v1 }\nendpoints:\n".to_owned();
    for number in 0..5000 {
        text.push_str(&format!(
            "  /v1/part{number}/{{pk}}:\n    doc: Part {number}.\n    params: {{ pk: integer, next?: cursor }}\n"
        ));
        text.push_str(
            "    returns: [[string], cursor?]\n    pages: { items: 0, next: 1, cursor: next, end: [null] }\n",
        );
    }
    assert_eq!(read(&text).groups[0].endpoints.len(), 5000);
}
