//! What the requests of the golden with everything send, by the arguments that a program writes.

use hikerapi::rt::Request;
use hikerapi::values::{Date, Part};

use crate::everything;
use crate::everything::Client;
use crate::everything::types::{
    BankAccount, Card, Line, Names, Nest, Order, OrderId, OrderRef, Pair, Range, Reference, Source, Status, Value,
};

fn client() -> Client {
    Client::new(["id", "key"]).expect("a client")
}

fn body(request: &impl Request) -> String {
    String::from_utf8(request.body().expect("a body").to_vec()).expect("text")
}

fn query(request: &impl Request) -> Vec<(&str, &str)> {
    request.params().iter().map(|(name, value)| (name.as_ref(), value.as_str())).collect()
}

#[test]
fn a_body_has_what_is_required_and_what_is_set() {
    let orders = client();
    let lines = [Line::new(7, 2, None).note("red"), Line::new(8, 1, "soon").note(None).sizes([1]).new_(true)];
    let card = Source::Card(Box::new(Card::new("1", "card")));
    let request = orders.orders().create(Status::Paid, lines, card, None);
    assert_eq!(
        body(&request),
        r#"{"status":"paid","lines":[{"thing":7,"count":2,"note":"red","wishes":null},{"thing":8,"count":1,"sizes":[1],"note":null,"wishes":"soon","new":true}],"source":{"object":"card","number":"1"},"wishes":null}"#
    );
    let request = orders.orders().create("new", [Line::new(7, 2, None)], BankAccount::new("DE1"), "ribbons");
    let request = request.note("a gift").labels([("a", Value::from(1.5)), ("b", "c".into())]).flags([[true], [false]]);
    let body = body(&request.extra([1, 2]).count(3).on(Date::new(2026, 1, 31)).idempotency_key("once"));
    for part in [
        r#""status":"new""#,
        r#""source":{"object":"bank_account","iban":"DE1"}"#,
        r#""note":"a gift""#,
        r#""labels":{"a":1.5,"b":"c"}"#,
        r#""flags":[[true],[false]]"#,
        r#""extra":[1,2]"#,
        r#""count":3"#,
        r#""on":"2026-01-31""#,
    ] {
        assert!(body.contains(part), "{part} in {body}");
    }
    assert!(!body.contains("weights") && !body.contains("created"), "{body}");
}

#[test]
fn null_is_sent_where_it_is_set_and_nothing_where_it_is_not() {
    let shop = client();
    let change = || shop.orders().change("o-1");
    assert_eq!(body(&change()), "{}");
    assert_eq!(body(&change().note(None)), r#"{"note":null}"#);
    assert_eq!(body(&change().note("x").status(Status::Open)), r#"{"note":"x","status":"open"}"#);
}

#[test]
fn what_may_be_null_takes_what_the_value_is_written_as() {
    let shop = client();
    let names = || Names::new().clone_("a").default_("b").number(1).pk(7);
    let request = shop.orders().post_names(names().clone(), "open", ("x", 1)).id("o-1").thing(7);
    let request = request.source(BankAccount::new("DE1")).extra([1]).lots([("a", "red"), ("b", "blue")]);
    assert_eq!(
        body(&request),
        r#"{"names":{"clone":"a","default":"b","number":1,"pk":7},"status":"open","pair":["x",1],"id":"o-1","thing":7,"source":{"object":"bank_account","iban":"DE1"},"extra":[1],"lots":[["a","red"],["b","blue"]]}"#
    );
    let id = OrderId::from("o-2");
    let request = shop.orders().post_names(Names::new().number(None), Status::Paid, ("x", 1)).id(&id).extra(());
    assert_eq!(body(&request), r#"{"names":{"number":null},"status":"paid","pair":["x",1],"id":"o-2","extra":null}"#);
}

#[test]
fn an_object_inside_of_itself_needs_no_boxes_of_the_caller() {
    let leaf = || Nest::new((1, None), None, None);
    let nest = Nest::new((2, leaf()), leaf(), "text").last(leaf()).other(("a", leaf()));
    let leaf = r#"{"pair":[1,null],"next":null,"value":null}"#;
    assert_eq!(
        body(&client().orders().post_nests(nest)),
        format!(r#"{{"pair":[2,{leaf}],"next":{leaf},"other":["a",{leaf}],"last":{leaf},"value":"text"}}"#)
    );
    let pair: Pair = hikerapi::values::from_json(br#"[1,[2,"a"]]"#).expect("a pair");
    assert_eq!(pair, (1, (2, "a".into()).into()).into());
}

#[test]
fn lists_and_objects_are_sent_as_the_spec_has_them() {
    let colors = vec![everything::types::Color::Red, "dark-blue".into()];
    let request = client().orders().list().status([Status::Open, Status::Paid]).colors(&colors).counts([1, 2]);
    let request = request.created(Range::new().gte(1).status(["open"])).after(OrderId::from("o-9"));
    assert_eq!(
        query(&request),
        [
            ("status", "open"),
            ("status", "paid"),
            ("colors", "red,dark-blue"),
            ("counts[]", "1"),
            ("counts[]", "2"),
            ("created[gte]", "1"),
            ("created[status][0]", "open"),
            ("after", "o-9"),
        ]
    );
}

#[test]
fn a_form_has_brackets() {
    let request = client().orders().post_orders_id_refunds("o-1", 500);
    let request = request.metadata([("why", "late")]).colors(["red", "1"]).lines([Line::new(7, 1, None)]);
    let sent = body(&request).replace("%5B", "[").replace("%5D", "]");
    for part in ["amount=500", "metadata[why]=late", "colors[]=red&colors[]=1", "lines[0][thing]=7"] {
        assert!(sent.contains(part), "{part} in {sent}");
    }
}

#[test]
fn a_body_can_be_one_value() {
    let shop = client();
    let order = Order::new("o-1", "open", Date::new(2026, 1, 31).expect("a day"), [Line::new(7, 1, None)]);
    let order = order.replaces("o-0").source(None);
    assert_eq!(
        body(&shop.orders().replace("o-1", "tag", order)),
        r#"{"id":"o-1","status":"open","placed_on":"2026-01-31","source":null,"lines":[{"thing":7,"count":1,"wishes":null}],"replaces":"o-0"}"#
    );
    assert_eq!(body(&shop.orders().post_lines([Line::new(7, 1, None)])), r#"[{"thing":7,"count":1,"wishes":null}]"#);
    assert_eq!(body(&shop.orders().post_labels([("a", true)])), r#"{"a":true}"#);
    assert_eq!(body(&shop.orders().post_pairs(("a", 1))), r#"["a",1]"#);
    assert_eq!(body(&shop.orders().post_anything("text")), r#""text""#);
    assert_eq!(body(&shop.orders().post_references(Range::new().lt(2))), r#"{"lt":2}"#);
    assert_eq!(body(&shop.orders().store_as("a.txt", b"bytes".to_vec())), "bytes");
    assert!(body(&shop.orders().store("open", Part::new("a.txt", "bytes")).title("A")).contains("filename=\"a.txt\""));
}

#[test]
fn what_is_in_a_union_is_found_by_its_name() {
    let reference = Reference::from(everything::types::ThingPk::new(7));
    assert_eq!(reference.as_thing_pk().map(everything::types::ThingPk::get), Some(7));
    assert!(reference.as_range().is_none() && reference.as_list().is_none());
    assert_eq!(OrderRef::from("o-1").as_order_id().map(OrderId::as_str), Some("o-1"));
    assert_eq!(Value::from("a").as_text(), Some("a"));
}
