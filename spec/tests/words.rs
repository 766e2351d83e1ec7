//! What the reader makes of a spec with every key of the language.

use spec::{
    Api, BodyFormat, Endpoint, IdForm, JsonKind, ListForm, Means, Members, Method, Part, Place, Retry, Returns, Scalar,
    Source, Type, Values, Way, json_path, may_be_absent, written_path,
};

fn api() -> Api {
    let text = include_str!("words.yaml").to_owned();
    spec::read(&[Source { path: "words.yaml".to_owned(), text }]).expect("a spec")
}

#[track_caller]
fn endpoint<'a>(api: &'a Api, key: &str) -> &'a Endpoint {
    api.groups[0].endpoints.iter().find(|endpoint| endpoint.key() == key).expect(key)
}

#[test]
fn a_service_has_what_it_says() {
    let service = api().service.expect("a service");
    let headers: Vec<_> =
        service.auth.iter().map(|key| (key.header.as_str(), key.scheme.as_deref(), key.env[0].as_str())).collect();
    assert_eq!(headers, [("x-id", None, "WORDS_ID"), ("x-secret", None, "WORDS_SECRET")]);
    assert_eq!(service.key_doc.as_deref(), Some("From the counter."));
    assert_eq!(service.headers, [("x-version".to_owned(), "2026-01".to_owned())]);
    assert_eq!(service.own_servers().count(), 1);
    assert_eq!(service.server_named("upload").map(|server| server.url.as_str()), Some("https://upload.words.example"));
    assert_eq!(service.rate_headers.map(|headers| headers.reset), Some("x-reset".to_owned()));
    assert_eq!(service.errors.message, ["error.message", "errors.0.message"]);
}

#[test]
fn a_service_says_only_what_it_has() {
    let text = "api: { name: Bare, doc: A service., crate: bare, servers: [{ url: https://bare.example }] }\n";
    let api = spec::read(&[Source { path: "api.yaml".to_owned(), text: text.to_owned() }]).expect("a spec");
    let service = api.service.expect("a service");
    assert!(service.auth.is_empty() && service.cost.is_none() && service.requests_per_second.is_none());
    let limits = service.limits;
    let numbers = [limits.timeout_seconds, limits.connect_seconds, limits.idle_seconds, limits.body_bytes];
    assert_eq!(numbers, [60, 10, 5, 10 << 20]);
    let means = |status: u16| {
        let row = service.errors.statuses.iter().find(|row| (row.first..=row.last).contains(&status));
        row.map_or(service.errors.other, |row| row.verdict)
    };
    for (status, expected, retry) in [
        (204, Means::Ok, Retry::Never),
        (304, Means::Redirected, Retry::Never),
        (405, Means::BadRequest, Retry::Never),
        (408, Means::Unavailable, Retry::Backoff),
        (422, Means::InvalidParameter, Retry::Never),
        (429, Means::RateLimited, Retry::Wait),
        (418, Means::Unexpected, Retry::Never),
        (503, Means::Unavailable, Retry::Backoff),
    ] {
        assert_eq!((means(status).means, means(status).retry), (expected, retry), "{status}");
    }
}

#[test]
fn schemes_and_local_servers() {
    let auth = |auth: &str| {
        let text = format!(
            "api: {{ name: A, doc: A., crate: a, servers: [{{ url: \"http://localhost:80\" }}], auth: {auth} }}"
        );
        let api = spec::read(&[Source { path: "api.yaml".to_owned(), text }]).expect("a spec");
        api.service.expect("a service").auth.remove(0)
    };
    let bearer = auth("{ scheme: Bearer, env: TOKEN }");
    assert_eq!((bearer.header.as_str(), bearer.scheme.as_deref()), ("authorization", Some("Bearer")));
    let basic = auth("{ scheme: basic, env: [ID, SECRET] }");
    assert_eq!((basic.scheme.as_deref(), basic.env), (Some("Basic"), vec!["ID".to_owned(), "SECRET".to_owned()]));
}

#[test]
fn parameters_have_places() {
    let api = api();
    let list = endpoint(&api, "/items");
    let place =
        |name: &str| list.params.iter().find(|param| param.wire == name).map(|param| (&param.place, param.list));
    assert_eq!(place("state"), Some((&Place::Url, ListForm::Comma)));
    assert_eq!(place("fields"), Some((&Place::Url, ListForm::Repeat)));
    assert_eq!(place("if_match").map(|(place, _)| place), Some(&Place::Header("if-match".to_owned())));
    let created = list.params.iter().find(|param| param.wire == "created").expect("a parameter");
    assert!(matches!(created.ty, Type::Struct(_)));
    assert_eq!(list.server.as_deref(), Some("upload"), "that of the group");
}

#[test]
fn a_price_can_grow_with_an_amount() {
    let api = api();
    let cost = &endpoint(&api, "/items").cost;
    assert!(cost.is_estimate && !endpoint(&api, "/rows").cost.is_estimate);
    let price = |amount: Option<&'static str>| cost.units_of(|param| amount.filter(|_| param == "page"));
    assert_eq!([None, Some("10"), Some("11"), Some("30"), Some("31")].map(price), [2, 2, 5, 8, 11]);
    assert_eq!([Some("0"), Some("-1"), Some("x")].map(price), [2, 2, 2]);
}

#[test]
fn bodies_and_methods() {
    let api = api();
    let made = endpoint(&api, "POST /items");
    assert_eq!((made.method, made.name.as_str(), made.body), (Method::Post, "create", Some(BodyFormat::Json)));
    assert_eq!(made.idempotency.as_deref(), Some("idempotency-key"));
    assert_eq!(made.headers, [("x-mode".to_owned(), "strict".to_owned())]);
    let fields: Vec<_> = made.params.iter().map(|param| (param.rust.as_str(), param.required, &param.place)).collect();
    assert_eq!(fields, [("kind", true, &Place::Field), ("remark", false, &Place::Field)]);
    assert!(matches!(made.params[1].ty, Type::Nullable(_)), "null can be sent");
    let replaced = endpoint(&api, "PUT /items/{id}");
    assert_eq!(replaced.name, "put_items_id");
    assert_eq!(replaced.params.last().map(|param| (param.rust.as_str(), &param.place)), Some(("body", &Place::Body)));
    assert!(matches!(&replaced.returns, Returns::Json(Type::Nullable(_))));
    assert_eq!(endpoint(&api, "DELETE /items/{id}").returns, Returns::Nothing);
    assert_eq!(endpoint(&api, "PATCH /items/{id}").body, Some(BodyFormat::Form));
    assert_eq!(endpoint(&api, "POST /files").body, Some(BodyFormat::Upload));
    assert_eq!(endpoint(&api, "PUT /files/{id}.bin").body, Some(BodyFormat::Bytes));
    assert_eq!(endpoint(&api, "/files/{id}.bin").returns, Returns::Bytes);
}

#[test]
fn six_ways_through_pages() {
    let api = api();
    let way = |key: &str| endpoint(&api, key).pages.clone().expect("pages");
    let numbered = way("/items");
    assert_eq!(numbered.way, Way::Number { parameter: "page".to_owned(), first: 0 });
    assert_eq!((numbered.size.as_deref(), numbered.max_stale_pages), (Some("size"), 2));
    assert!(numbered.more.is_some() && numbered.total.is_some() && numbered.of.is_some());
    let linked = way("/by/link");
    assert_eq!((linked.way, linked.items), (Way::Link { relation: "next".to_owned() }, vec![vec![]]));
    assert!(matches!(&way("/by/last").way, Way::Last { field, cursor } if cursor == "after"
        && matches!(&field.part, Part::Field { wire, .. } if wire == "id")));
    assert_eq!(way("/by/offset").way, Way::Offset { parameter: "offset".to_owned() });
    assert!(matches!(&way("/by/url").way, Way::Url { end, .. } if end.len() == 2));
    let by_token = endpoint(&api, "POST /by/token");
    assert!(by_token.is_safe);
    assert_eq!(by_token.pages.as_ref().and_then(|pages| pages.way.parameter()), Some("after"));
}

#[test]
fn items_and_what_leads_on_can_be_in_lists_and_maps() {
    let api = api();
    let pages = endpoint(&api, "/rows").pages.clone().expect("pages");
    let written: Vec<_> = pages.items.iter().map(|path| written_path(path)).collect();
    assert_eq!(written, ["rows[].items[]", "by_name[].more.first"]);
    let paths: Vec<_> = pages.items.iter().map(|path| json_path(path)).collect();
    assert_eq!(paths, ["$.rows[*].items[*]", "$.by_name.*.more.first"]);
    assert_eq!(pages.way.next().map(|(next, _)| json_path(next)).as_deref(), Some("$.rows[*].token"));
    assert_eq!(pages.more.as_deref().map(written_path).as_deref(), Some("by_name[].more.more"));
    assert!(pages.list().is_none() && !pages.items_may_be_absent());
    assert!(pages.way.next().is_some_and(|(next, _)| may_be_absent(next)), "a list can be empty");
}

/// The paths of items as the model has them, of an endpoint that returns `T`.
#[track_caller]
fn items(paths: &str) -> Vec<String> {
    let text = format!(
        "types: {{ I: {{ doc: An item., fields: {{ id: string }} }}, \
         T: {{ doc: A page., fields: {{ i: [I], n: '[I?]', l: '[[I]]', a.b: [I], 'c[]': [I], d: [R], e: [I] }} }}, \
         R: {{ doc: A row., fields: {{ '$x(a:1,b)': [I], y: I }} }} }}\n\
         group: {{ name: g, doc: A group., base: /v1 }}\n\
         endpoints: {{ /v1/x: {{ doc: A page., params: {{ page?: integer }}, returns: T, pages: {{ items: {paths}, number: page }} }} }}"
    );
    let sources = [Source { path: "x.yaml".to_owned(), text }];
    let api = spec::read_extension(&sources, "shop");
    let api = api.unwrap_or_else(|problems| panic!("{}", spec::render(&problems, &sources, spec::Color::Plain)));
    let pages = api.groups[0].endpoints[0].pages.as_ref().expect("pages");
    pages.items.iter().map(|path| json_path(path)).collect()
}

#[test]
fn a_path_has_the_shortest_form_and_any_names() {
    assert_eq!(items("i"), ["$.i"]);
    assert_eq!(items("'i[]'"), ["$.i"]);
    assert_eq!(items("[i]"), ["$.i"]);
    assert_eq!(items("'n[]'"), ["$.n[*]"], "items that may be null");
    assert_eq!(items("'l[]'"), ["$.l[*][*]"]);
    assert_eq!(items("'l[][]'"), ["$.l[*][*]"]);
    assert_eq!(items("a.b"), ["$.a.b"]);
    assert_eq!(items("'c[]'"), ["$.c[]"]);
    assert_eq!(items("'d[].$x(a:1,b)'"), ["$.d[*].$x(a:1,b)[*]"]);
    assert_eq!(items("['d[].y', e, 'd[].$x(a:1,b)']"), ["$.d[*].y", "$.d[*].$x(a:1,b)[*]", "$.e[*]"]);
}

#[test]
fn unions_know_their_members() {
    let api = api();
    let Members::Tagged { tag, of } = &api.unions[0].members else { panic!("a tag") };
    let names: Vec<_> = of.iter().map(|member| (member.wire.as_str(), member.rust.as_str())).collect();
    assert_eq!((tag.as_str(), names), ("kind", vec![("item", "Item"), ("parcel", "Package")]));
    let Members::Kinds(members) = &api.unions[1].members else { panic!("kinds") };
    assert_eq!(members[0].kinds, [JsonKind::Text, JsonKind::Number], "an id of digits takes both");
    assert_eq!((members[1].rust.as_str(), members[1].kinds.as_slice()), ("Item", &[JsonKind::Object][..]));
    assert_eq!(api.ids[0].form, IdForm::Digits);
}

#[test]
fn objects_without_a_name_are_named_after_their_field() {
    let api = api();
    let names: Vec<_> = api.types.iter().map(|ty| ty.name.as_str()).collect();
    assert_eq!(
        names,
        ["Item", "Parcel", "Page", "Rows", "Row", "Range", "Rate", "ItemHome", "ItemAway", "RowMore", "ItemHomeRooms"]
    );
    let field = |name: &str| api.types[0].fields.iter().find(|field| field.wire == name).expect(name);
    assert_eq!((field("home").ty.clone(), field("home").nullable), (Type::Struct(7), false));
    assert_eq!((field("away").ty.clone(), field("away").nullable), (Type::Struct(8), true));
    assert_eq!(api.types[7].doc, "Where it is.");
    assert_eq!(api.types[7].fields[1].ty, Type::List(Box::new(Type::Nullable(Box::new(Type::Struct(10))))));
    assert_eq!(field("day").ty, Type::Scalar(Scalar::Date));
}

#[test]
fn values_of_an_enum_can_be_a_list() {
    let api = api();
    let Values::Text(values) = &api.enums[0].values else { panic!("texts") };
    let docs: Vec<_> = values.iter().map(|value| (value.wire.as_str(), value.doc.as_str())).collect();
    assert_eq!(docs, [("open", "The value `open`."), ("paid", "The value `paid`.")]);
}
