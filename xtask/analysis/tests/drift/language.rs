//! Responses with unions, days, no content and bytes.

use std::collections::BTreeMap;

use analysis::findings::Severity::{self, Breaking};
use spec::Source;

use crate::shop::Shop;

const API: &str = "\
api:
  name: Pay
  doc: Payments.
  crate: pay
  servers: [{ url: https://pay.example }]
";

const PAY: &str = "\
group: { doc: Payments., base: /pay }
ids:
  OwnerId: { doc: An owner., form: text }
types:
  Payment:
    doc: A payment.
    fields: { source: Source, owner: Owner, parts: [Owner], due: date }
  Card: { doc: A card., fields: { object: string, digits: string } }
  Bank: { doc: An account., fields: { object: string, code: integer } }
  Person: { doc: A person., fields: { name: string } }
unions:
  Source: { doc: What paid., tag: object, of: { card: Card, bank: Bank } }
  Owner: { doc: The id or the whole., of: [OwnerId, Person, [integer]] }
endpoints:
  /pay/payment: { doc: A payment., returns: Payment, example: pay/payment.json }
  POST /pay/search: { doc: What matches., name: search, safe: true, body: { text: string }, returns: [Payment], example: pay/search.json }
  DELETE /pay/{id}: { doc: Cancels it., name: cancel, params: { id: OwnerId }, returns: none }
  /pay/receipt: { doc: A receipt., returns: bytes }
  /pay/last: { doc: The last one., returns: \"Payment?\", example: pay/last.json }
";

const PAYMENT: &str = r#"{ "source": { "object": "card", "digits": "4242" }, "owner": "c-1", "parts": [{ "name": "Ann" }, [1]], "due": "2026-01-31" }"#;
const SEARCH: &str =
    r#"[{ "source": { "object": "bank", "code": 1 }, "owner": { "name": "Bob" }, "parts": [], "due": "2026-02-01" }]"#;

/// Spec and responses that agree in everything.
pub(crate) fn shop() -> Shop {
    let source = |path: &str, text: &str| Source { path: path.to_owned(), text: text.to_owned() };
    let responses = [("pay/payment.json", PAYMENT), ("pay/search.json", SEARCH), ("pay/last.json", "")];
    Shop {
        sources: vec![source("spec/api.yaml", API), source("spec/pay.yaml", PAY)],
        responses: responses
            .into_iter()
            .map(|(path, text)| (path.to_owned(), text.to_owned()))
            .collect::<BTreeMap<_, _>>(),
    }
}

/// The parts of a finding, in order: rule, severity, subject, what, path.
type Parts<'a> = (&'a str, Severity, &'a str, &'a str, &'a str);

/// The only finding where the payment has another text.
#[track_caller]
pub(crate) fn check(from: &str, to: &str, parts: Parts<'_>) {
    assert_eq!(PAYMENT.matches(from).count(), 1, "{from}");
    check_shop(&shop().with("pay/payment.json", &PAYMENT.replace(from, to)), parts);
}

#[track_caller]
pub(crate) fn check_shop(shop: &Shop, parts: Parts<'_>) {
    let findings = shop.findings();
    // Whatever is wrong, something else was not seen.
    let mut findings = findings.iter().filter(|finding| finding.rule.as_str() != "basis_without_example");
    let finding = findings.next().expect("a finding");
    assert!(findings.next().is_none(), "{finding:#?}, and others");
    let path = finding.occurrence.as_ref().map_or("", |occurrence| occurrence.path.as_str());
    assert_eq!((finding.rule.as_str(), finding.severity, finding.subject.as_str(), finding.what.as_str(), path), parts);
}

#[test]
fn unions_days_and_an_empty_body_agree_with_the_spec() {
    let findings = shop().findings();
    assert!(findings.is_empty(), "{findings:#?}");
}

#[test]
fn a_member_is_checked_as_its_type() {
    check(
        "\"digits\": \"4242\"",
        "\"digits\": 4242",
        ("type_changed", Breaking, "digits", "integer, was string", "$.source.digits"),
    );
    check("[1]", "[\"x\"]", ("type_changed", Breaking, "List[]", "string, was integer", "$.parts[1][0]"));
    let what = "a text that is no day such as 2026-01-31, was date";
    check("2026-01-31", "2026-01-31T00:00:00Z", ("time_form", Breaking, "due", what, "$.due"));
    check("\"2026-01-31\"", "20260131", ("type_changed", Breaking, "due", "integer, was date", "$.due"));
}

#[test]
fn an_empty_body_is_null() {
    let shop = shop().with("pay/payment.json", " \n");
    check_shop(&shop, ("null_not_allowed", Breaking, "response", "null, was Payment", "$"));
}

#[test]
fn samples_are_found_by_the_key_of_the_endpoint() {
    let shop = shop().with("pay/cancel.json", "{}").with("pay/receipt.json", "{}");
    let recorded = analysis::samples::recorded(&shop.api(), &shop.fixtures());
    let keys: Vec<_> = recorded.responses.keys().map(String::as_str).collect();
    assert_eq!(keys, ["/pay/last", "/pay/payment", "POST /pay/search"]);
    assert_eq!(recorded.responses["/pay/last"].trim(), "null");
    let types: Vec<_> = recorded.types.keys().map(String::as_str).collect();
    assert_eq!(types, ["Bank", "Card", "Payment", "Person"]);
    assert!(recorded.mismatches.is_empty(), "{:?}", recorded.mismatches);
}
