//! What the values of parameters show of their types.

use analysis::fixture::Fixture;
use analysis::infer::{Hints, Request, infer};

use crate::{SHOP, check, sources};

#[test]
fn a_parameter_is_the_id_that_a_fixture_has_with_its_value() {
    let sources = sources(SHOP);
    let api = spec::read(&sources).expect("a spec");
    let fixture = r#"[[{"id": 1234567, "title": null}], null]"#.to_owned();
    let fixtures = [Fixture::parse("shop/items.json", "shop/items.json", fixture).expect("JSON")];
    let response = [Fixture::parse("r.json", "r.json", "\"red\"".to_owned()).expect("JSON")];
    let request = Request::parse("GET", "/v1/shop/color?item=1234567&at=765432").expect("a request");
    let inferred = infer(&api, &sources, &fixtures, &request, &response, Hints::default()).expect("an entry");
    assert!(inferred.entry.contains("params: { item: ItemId, at: integer }"), "{}", inferred.entry);
}

#[test]
fn a_number_with_a_fraction_is_one() {
    check(
        "/v1/shop/near?lat=40.7128&lng=-74.0060&version=1.2.3&part=.5&end=5.",
        &["[]"],
        &["lat: number", "lng: number", "version: string", "part: string", "end: string"],
    );
}
