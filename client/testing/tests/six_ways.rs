//! Lists in all six ways, with all ends: whatever the sizes of their pages and wherever they are resumed, each item comes once.

use std::fmt::Write as _;

use hikerapi_runtime::client::ServiceClient;
use hikerapi_runtime::error::ErrorKind;
use hikerapi_runtime::pages::{Checkpoint, EndReason};
use hikerapi_runtime::rt::{
    Async, BodyFormat, Call, Cursor, End, Endpoint, Items, Method, Operation, PageParts, Paged, Pages, Paging, Param,
    ParamForm, Place, RuntimeClient, Service, Way, cursor_of, identity, object,
};
use hikerapi_testing::{Answer, Ending, ServerOf};
use proptest::prelude::*;

/// A page of a list.
#[derive(Debug)]
struct Found {
    items: Option<Vec<Item>>,
    next: Option<Cursor>,
    more: Option<bool>,
    total: Option<i64>,
    pages: Option<i64>,
}

object! {
    Found {
        items: "items" or absent,
        next: "next" or absent,
        more: "more" or absent,
        total: "total" or absent,
        pages: "pages" or absent,
    }
}

#[derive(Debug)]
struct Item {
    id: i64,
}

object! {
    Item {
        id: "id",
    }
}

const TOKEN: Way = Way::Token { parameter: "cursor", next: "$.next", end: &[End::Null] };
const NUMBER: Way = Way::Number { parameter: "number", first: 1 };
const NUMBER_FROM_0: Way = Way::Number { parameter: "number", first: 0 };
const OFFSET: Way = Way::Offset { parameter: "offset" };
const LAST: Way = Way::Last { parameter: "after", field: "$.id" };
const LINK: Way = Way::Link { relation: "next" };
const URL: Way = Way::Url { next: "$.next", end: &[End::Text("")] };

/// Declares lists, each by its way and its ends, and the client that has them.
macro_rules! lists {
    ($($name:ident($method:ident $path:literal): $way:ident { $($fact:ident: $value:literal),* };)*) => {
        $(
            struct $name;

            impl $name {
                const OPERATION: Operation = operation(Method::$method, $path, <$name as Paged>::PAGING);
            }

            impl Endpoint for $name {
                type Output = Found;

                const OPERATION: &'static Operation = &Self::OPERATION;
            }

            impl Paged for $name {
                type Item = Item;

                const PAGING: &'static Paging = &Paging {
                    way: $way,
                    items: "$.items",
                    key: Some("$.id"),
                    $($fact: Some($value),)*
                    ..Paging::DEFAULT
                };

                fn identity(item: &Item) -> Option<u64> {
                    Some(identity(&item.id))
                }

                fn last(item: &Item) -> Option<Cursor> {
                    Some(cursor_of(&item.id))
                }

                fn split(output: Found) -> PageParts<Item> {
                    let Found { items, next, more, total, pages } = output;
                    PageParts::new(items.unwrap_or_default()).next(next).more(more).total(total).pages(pages)
                }
            }
        )*

        const OPERATIONS: &[&Operation] = &[$(<$name as Endpoint>::OPERATION),*];

        /// How each list is read.
        const LISTS: &[List] = &[$(List::of::<$name>()),*];
    };
}

lists! {
    Token(Get "/token"): TOKEN {};
    TokenMore(Get "/token/more"): TOKEN { more: "$.more" };
    TokenTotal(Get "/token/total"): TOKEN { total: "$.total" };
    TokenInBody(Post "/token"): TOKEN {};
    Number(Get "/number"): NUMBER {};
    NumberMore(Get "/number/more"): NUMBER { more: "$.more" };
    NumberTotal(Get "/number/total"): NUMBER { total: "$.total" };
    NumberOf(Get "/number/of"): NUMBER { pages: "$.pages" };
    NumberSize(Get "/number/size"): NUMBER { size: "limit" };
    NumberAll(Get "/number/all"): NUMBER { more: "$.more", total: "$.total", pages: "$.pages", size: "limit" };
    NumberFrom0(Get "/number/from0"): NUMBER_FROM_0 { pages: "$.pages" };
    NumberInBody(Post "/number"): NUMBER { size: "limit" };
    Offset(Get "/offset"): OFFSET {};
    OffsetMore(Get "/offset/more"): OFFSET { more: "$.more" };
    OffsetTotal(Get "/offset/total"): OFFSET { total: "$.total" };
    OffsetSize(Get "/offset/size"): OFFSET { size: "limit" };
    OffsetInBody(Post "/offset"): OFFSET { total: "$.total" };
    Last(Get "/last"): LAST {};
    LastMore(Get "/last/more"): LAST { more: "$.more" };
    LastTotal(Get "/last/total"): LAST { total: "$.total" };
    LastSize(Get "/last/size"): LAST { size: "limit" };
    Link(Get "/link"): LINK {};
    LinkTotal(Get "/link/total"): LINK { total: "$.total" };
    Url(Get "/url"): URL {};
    UrlMore(Get "/url/more"): URL { more: "$.more" };
}

const fn operation(method: Method, path: &'static str, paging: &'static Paging) -> Operation {
    const GET: &[Param] = &[
        Param::optional("q", ParamForm::Text),
        Param::optional("cursor", ParamForm::Cursor),
        Param::optional("number", ParamForm::Integer),
        Param::optional("offset", ParamForm::Integer),
        Param::optional("after", ParamForm::Integer),
        Param::optional("limit", ParamForm::Integer),
    ];
    const POST: &[Param] = &[
        Param::optional("q", ParamForm::Text).at(Place::Field),
        Param::optional("cursor", ParamForm::Cursor).at(Place::Field),
        Param::optional("number", ParamForm::Integer).at(Place::Field),
        Param::optional("offset", ParamForm::Integer).at(Place::Field),
        Param::optional("limit", ParamForm::Integer).at(Place::Field),
    ];
    let is_get = matches!(method, Method::Get);
    let (params, body) = if is_get { (GET, None) } else { (POST, Some(BodyFormat::Json)) };
    Operation {
        group: "lists",
        name: "list",
        method,
        path,
        params,
        body,
        is_safe: true,
        paging: Some(paging),
        ..Operation::DEFAULT
    }
}

static SERVICE: Service = Service {
    name: "Lists",
    user_agent: "lists",
    servers: &["https://lists.example"],
    errors: hikerapi_runtime::service::ErrorRules {
        statuses: STATUSES,
        ..hikerapi_runtime::service::ErrorRules::DEFAULT
    },
    ..Service::DEFAULT
};

hikerapi_runtime::rt::statuses! {
    STATUSES {
        200..=299: Ok,
        400: BadRequest,
        404: NotFound,
    }
}

#[derive(Debug, Clone)]
struct Client(RuntimeClient);

impl AsRef<RuntimeClient> for Client {
    fn as_ref(&self) -> &RuntimeClient {
        &self.0
    }
}

impl ServiceClient for Client {
    type Mode = Async;
    type Async = Self;

    const SERVICE: &'static Service = &SERVICE;
    const OPERATIONS: &'static [&'static Operation] = OPERATIONS;

    fn from_runtime(client: RuntimeClient) -> Self {
        Self(client)
    }
}

/// The items and the summary of a list, or the kind of its error.
type Read = Result<(Vec<i64>, String), String>;

/// How a list is read, whatever its type.
#[derive(Clone, Copy)]
struct List {
    operation: &'static Operation,
    run: fn(&Server, &Plan) -> Result<(), String>,
    all: fn(&Server) -> Read,
}

impl List {
    const fn of<E: Paged<Item = Item>>() -> Self {
        Self { operation: E::OPERATION, run: run::<E>, all: all::<E> }
    }

    fn paging(&self) -> &'static Paging {
        self.operation.paging.expect("a list")
    }

    fn key(&self) -> String {
        match self.operation.method {
            Method::Get => self.operation.path.to_owned(),
            method => format!("{} {}", method.as_str(), self.operation.path),
        }
    }
}

struct Server {
    server: ServerOf<Client>,
    /// Made once: that takes longer than a request.
    client: Client,
    runtime: tokio::runtime::Runtime,
}

impl Server {
    fn start() -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let mut builder = ServerOf::<Client>::without_samples();
        for list in LISTS {
            builder = builder.fixture(&list.key(), r#"{"items":[{"id":0}],"next":"x"}"#);
        }
        let server = builder.start_blocking();
        Self { client: server.client(), server, runtime }
    }

    /// A request for the list, whose pages have this many items.
    fn call<E: Paged>(&self, limit: Option<u64>) -> Call {
        let call = Call::new(self.client.as_ref(), E::OPERATION);
        match (limit, E::OPERATION.body) {
            (None, None) => call.with("q", "x"),
            (Some(limit), None) => call.with("q", "x").with("limit", limit),
            (None, Some(_)) => call.with_field("q", "x"),
            (Some(limit), Some(_)) => call.with_field("q", "x").with_field("limit", limit),
        }
    }
}

/// A list, and how it is read.
#[derive(Debug, Clone)]
struct Plan {
    count: i64,
    sizes: Vec<u64>,
    /// What the request says about the size of a page, in place of the sizes.
    limit: Option<u64>,
    /// After how many items the list is resumed by another process, again and again.
    steps: Vec<usize>,
    /// Where a list with a limit ends.
    most: u64,
}

fn stored(checkpoint: &Checkpoint) -> Checkpoint {
    let json = serde_json::to_string(checkpoint).expect("JSON");
    serde_json::from_str(&json).expect("a checkpoint")
}

fn run<E: Paged<Item = Item>>(server: &Server, plan: &Plan) -> Result<(), String> {
    let words = |error: hikerapi_runtime::Error| error.to_string();
    let limit = plan.limit;
    server.runtime.block_on(async {
        let expected: Vec<i64> = (100..100 + plan.count).collect();
        let same = |found: &[i64], how: &str| match found == expected {
            true => Ok(()),
            false => Err(format!("{how}: {found:?}")),
        };
        let (mut found, mut checkpoint) = (Vec::new(), None);
        for step in plan.steps.iter().copied().chain([usize::MAX]) {
            let mut items = Items::<E>::new(server.call::<E>(limit));
            if let Some(checkpoint) = checkpoint {
                items = items.resume(checkpoint).map_err(words)?;
            }
            for _ in 0..step {
                let Some(item) = items.next().await.map_err(words)? else { break };
                found.push(item.id);
            }
            checkpoint = Some(stored(&items.checkpoint()));
        }
        same(&found, "item by item")?;
        let mut cut = Items::<E>::new(server.call::<E>(limit)).unique().max_items(plan.most);
        let mut found: Vec<_> = cut.collect().await.map_err(words)?.iter().map(|item| item.id).collect();
        if found.len() as u64 != plan.most.min(plan.count.unsigned_abs()) {
            return Err(format!("{} items of at most {}", found.len(), plan.most));
        }
        let mut rest = Pages::<E>::new(server.call::<E>(limit)).resume(stored(&cut.checkpoint())).map_err(words)?;
        while let Some(page) = rest.next().await.map_err(words)? {
            found.extend(page.items.iter().map(|item| item.id));
            rest = Pages::<E>::new(server.call::<E>(limit)).resume(stored(&rest.checkpoint())).map_err(words)?;
        }
        same(&found, "page by page, from the middle of one")?;
        let end = rest.end_reason();
        if end == Some(EndReason::LastPage) { Ok(()) } else { Err(format!("ended: {end:?}")) }
    })
}

/// All items, and the summary.
fn all<E: Paged<Item = Item>>(server: &Server) -> Read {
    let mut items = Items::<E>::new(server.call::<E>(None));
    let found = server.runtime.block_on(items.collect()).map_err(|error| format!("{:?}", error.kind()))?;
    Ok((found.iter().map(|item| item.id).collect(), items.summary().to_string()))
}

fn ids(count: i64) -> impl Iterator<Item = std::collections::BTreeMap<&'static str, i64>> {
    (100..100 + count).map(|id| std::collections::BTreeMap::from([("id", id)]))
}

fn plan() -> impl Strategy<Value = Plan> {
    let sizes = prop_oneof![
        3 => (1_u64..8).prop_map(|size| vec![size]),
        1 => proptest::collection::vec(0_u64..6, 1..5).prop_map(|mut sizes| {
            sizes.push(2);
            sizes
        }),
    ];
    let limit = proptest::option::of(1_u64..9);
    (0_i64..30, sizes, limit, proptest::collection::vec(0_usize..9, 0..5), 0_u64..32)
        .prop_map(|(count, sizes, limit, steps, most)| Plan { count, sizes, limit, steps, most })
}

/// A position that is an item, or a number of them, does not know empty pages; nor does a page of fewer items than requested.
fn fits(list: &List, plan: &mut Plan) {
    let paging = list.paging();
    let ends_if_empty = matches!(paging.way, Way::Number { .. } | Way::Offset { .. } | Way::Last { .. });
    if ends_if_empty || paging.size.is_some() {
        plan.sizes.retain(|size| *size > 0);
    }
    if paging.size.is_none() {
        plan.limit = None;
    }
    // More empty pages in a row than `max_stale_pages` are an error.
    let mut empty = 0;
    plan.sizes.retain(|size| {
        empty = if *size == 0 { empty + 1 } else { 0 };
        empty < 3
    });
    // Nor are there more sizes than items: the pages after the last item would be empty, too.
    let mut items = 0;
    plan.sizes.retain(|size| {
        let is_needed = items < plan.count.unsigned_abs();
        items += size;
        is_needed
    });
    if plan.sizes.is_empty() {
        plan.sizes.push(2);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn each_item_comes_once(which in any::<prop::sample::Index>(), plan in plan()) {
        thread_local! {
            static SERVER: Server = Server::start();
        }
        let list = which.get(LISTS);
        let mut plan = plan;
        fits(list, &mut plan);
        let result = SERVER.with(|server| {
            let script = server.server.on_path(&list.key()).list(ids(plan.count));
            if plan.limit.is_none() {
                script.page_sizes(plan.sizes.clone());
            }
            (list.run)(server, &plan)
        });
        prop_assert_eq!(result, Ok(()), "{} {:?}", list.key(), plan);
    }
}

/// Seven items in pages of three: as many requests as pages, and one more where nothing says which page is the last.
#[test]
fn a_list_ends_where_its_spec_says() {
    let server = Server::start();
    let mut text = String::new();
    for list in LISTS {
        server.server.on_path(&list.key()).list(ids(7)).page_size(3);
        let (found, summary) = (list.all)(&server).expect("a list");
        assert_eq!(found, (100..107).collect::<Vec<_>>(), "{}", list.key());
        writeln!(text, "{}: {summary}", list.key()).expect("a text");
    }
    let one_more: Vec<_> = text.lines().filter(|line| line.contains("in 4 pages, 4 requests")).collect();
    let without = ["/number", "/number/size", "POST /number", "/offset", "/offset/size", "/last", "/last/size"];
    assert_eq!(
        one_more,
        without.map(|path| format!("{path}: 7 items in 4 pages, 4 requests, ended: last page")),
        "{text}"
    );
    assert_eq!(text.matches("in 3 pages, 3 requests, ended: last page").count(), LISTS.len() - without.len(), "{text}");
    assert_eq!(server.server.units(), server.server.requests().len() as u64);
}

#[test]
fn a_short_page_is_the_last_where_the_request_names_the_size() {
    let server = Server::start();
    for path in ["/number/size", "/offset/size", "/last/size", "POST /number"] {
        let list = LISTS.iter().find(|list| list.key() == path).expect(path);
        let before = server.server.requests().len();
        server.server.on_path(path).list(ids(7));
        let plan = Plan { count: 7, sizes: Vec::new(), limit: Some(3), steps: Vec::new(), most: 0 };
        assert_eq!((list.run)(&server, &plan), Ok(()));
        // Once item by item, and once page by page: a list with a limit of 0 sends nothing.
        assert_eq!(server.server.requests().len() - before, 6, "{path}");
    }
}

/// A list that goes round in a circle is an error, in each way.
#[test]
fn a_circle_is_noticed() {
    let server = Server::start();
    for list in LISTS {
        server.server.on_path(&list.key()).list(ids(7)).page_size(3).ending(Ending::Cycle);
        let expected = match list.paging().way {
            Way::Number { .. } | Way::Offset { .. } => ErrorKind::NoNewItems,
            _ => ErrorKind::CursorRepeated,
        };
        assert_eq!((list.all)(&server), Err(format!("{expected:?}")), "{}", list.key());
    }
}

/// What the body or the header has in place of the next position, and cannot be read, ends no list silently.
#[test]
fn what_cannot_be_read_is_no_end() {
    let server = Server::start();
    for (path, json, link) in [
        ("/token", r#"{"items":[{"id":1}],"next":{}}"#, ""),
        ("/url", r#"{"items":[{"id":1}],"next":7.5}"#, ""),
        ("/url", r#"{"items":[{"id":1}],"next":"https://elsewhere.example/list"}"#, ""),
        ("/link", r#"{"items":[{"id":1}]}"#, "<https://elsewhere.example/list>; rel=next"),
        ("/link", r#"{"items":[{"id":1}]}"#, "https://elsewhere.example/list?page=2; rel=next"),
        ("/last", r#"{"items":[{"id":"x"}]}"#, ""),
        ("/offset/more", r#"{"items":{},"more":true}"#, ""),
    ] {
        let list = LISTS.iter().find(|list| list.key() == path).expect(path);
        server.server.on_path(path).answer(Answer::json(200, json).header("link", link));
        assert_eq!((list.all)(&server), Err("Decode".to_owned()), "{path} {json} {link}");
    }
}

/// Of a URL only the query is used: neither the host nor the path, wherever it leads.
#[test]
fn a_response_cannot_send_requests_elsewhere() {
    let server = Server::start();
    for (path, json, link) in [
        ("/url", r#"{"items":[{"id":1}],"next":"http://127.0.0.1:9/other?page=2&q=y%20z#part"}"#, ""),
        ("/link", r#"{"items":[{"id":1}]}"#, "<//127.0.0.1:9/other?page=2&q=y%20z>; rel=\"last next\""),
    ] {
        let list = LISTS.iter().find(|list| list.key() == path).expect(path);
        let before = server.server.requests().len();
        let end = Answer::json(200, r#"{"items":[{"id":2}],"next":null}"#);
        server.server.on_path(path).answer(Answer::json(200, json).header("link", link)).answer(end);
        assert_eq!((list.all)(&server).expect("two pages").0, [1, 2]);
        let targets = server.server.targets().split_off(before);
        assert_eq!(targets, [format!("{path}?q=x"), format!("{path}?page=2&q=y%20z")]);
    }
}

/// A list begins where the request says.
#[test]
fn numbers_go_on_from_where_the_caller_starts() {
    let server = Server::start();
    server.server.on_path("/number/of").list(ids(7)).page_size(2);
    server.server.on_path("/offset").list(ids(7)).page_size(2);
    let client = server.server.client();
    let found = server.runtime.block_on(async {
        let call = Call::new(client.as_ref(), <NumberOf as Endpoint>::OPERATION).with("number", 3);
        let numbers = Items::<NumberOf>::new(call).collect().await.expect("a list");
        let call = Call::new(client.as_ref(), <Offset as Endpoint>::OPERATION).with("offset", 3);
        let offsets = Items::<Offset>::new(call).collect().await.expect("a list");
        [numbers, offsets].map(|items| items.iter().map(|item| item.id).collect::<Vec<_>>())
    });
    assert_eq!(found, [vec![104, 105, 106], vec![103, 104, 105, 106]]);
    let expected = ["/number/of?number=3", "/number/of?number=4", "/offset?offset=3", "/offset?offset=4"];
    assert_eq!(server.server.targets()[..4], expected);
}

/// A page whose list of items cannot be decoded is neither short nor empty.
#[test]
fn items_that_are_lost_are_no_short_page() {
    let server = Server::start();
    let (first, lost, end) =
        (r#"{"items":[{"id":1},{"id":2}],"total":0}"#, r#"{"items":{},"total":0}"#, r#"{"items":[]}"#);
    let third = r#"{"items":[{"id":3}]}"#;
    for path in ["/number/size", "/number/total"] {
        let (read, sent) = sized(&server, path, &[first, lost, third, end]);
        assert_eq!((read, sent), (Ok(vec![1, 2, 3]), if path == "/number/size" { 3 } else { 4 }), "{path}");
    }
    for path in ["/offset/size", "/last/size"] {
        let (read, sent) = sized(&server, path, &[first, lost, third, end]);
        let error = read.expect_err(path);
        assert!(error.contains("the items of the page cannot be read"), "{path}: {error}");
        assert_eq!(sent, 2);
    }
}

/// Reads a list whose pages have these bodies, by requests that name 2 as the size of a page, and counts them.
fn sized(server: &Server, path: &str, bodies: &[&str]) -> (Result<Vec<i64>, String>, usize) {
    let before = server.server.requests().len();
    let mut script = server.server.on_path(path);
    for body in bodies {
        script = script.answer(Answer::json(200, *body));
    }
    let found = match path {
        "/number/size" => items::<NumberSize>(server),
        "/number/total" => items::<NumberTotal>(server),
        "/offset/size" => items::<OffsetSize>(server),
        "/last/size" => items::<LastSize>(server),
        "/last/total" => items::<LastTotal>(server),
        "/last" => items::<Last>(server),
        "/link" => items::<Link>(server),
        "/url" => items::<Url>(server),
        _ => items::<Token>(server),
    };
    (found, server.server.requests().len() - before)
}

fn items<E: Paged<Item = Item>>(server: &Server) -> Result<Vec<i64>, String> {
    let mut items = Items::<E>::new(server.call::<E>(Some(2)));
    let found = server.runtime.block_on(items.collect()).map_err(|error| error.to_string())?;
    Ok(found.iter().map(|item| item.id).collect())
}

/// A service that sends smaller pages than requested does not end a list with the first one.
#[test]
fn a_page_is_short_beside_one_before_it() {
    let server = Server::start();
    for path in ["/number/size", "/offset/size", "/last/size", "POST /number"] {
        let list = LISTS.iter().find(|list| list.key() == path).expect(path);
        for (count, expected) in [(7, 3), (6, 3), (2, 2)] {
            server.server.on_path(path).list(ids(count)).page_sizes([3]);
            let before = server.server.requests().len();
            let plan = Plan { count, sizes: Vec::new(), limit: Some(500), steps: Vec::new(), most: 0 };
            assert_eq!((list.run)(&server, &plan), Ok(()), "{path}");
            // Item by item, and page by page, resumed after each.
            assert_eq!(server.server.requests().len() - before, 2 * expected, "{path} {count}");
        }
    }
}

/// What is dropped after the last item that can be read comes again on the next page, and counts once.
#[test]
fn an_item_that_comes_again_is_counted_once() {
    let server = Server::start();
    let pages = [
        r#"{"items":[{"id":1},{"id":"x"}],"total":4}"#,
        r#"{"items":[{"id":"x"},{"id":3}],"total":4}"#,
        r#"{"items":[{"id":4}],"total":4}"#,
    ];
    let (found, sent) = sized(&server, "/last/total", &pages);
    assert_eq!((found, sent), (Ok(vec![1, 3, 4]), 3));
    let (found, sent) = sized(&server, "/last/total", &[r#"{"items":[{"id":1},{"id":"x"}],"total":2}"#]);
    assert_eq!((found, sent), (Ok(vec![1]), 1), "all items were on the page");
}

/// The error says what is missing.
#[test]
fn each_position_that_is_not_known_is_named() {
    let server = Server::start();
    let check = |path: &str, json: &str, link: &str, expected: &str| {
        server.server.on_path(path).answer(Answer::json(200, json).header("link", link));
        let error = sized(&server, path, &[]).0.expect_err(path);
        assert!(error.contains(expected), "{path}: {error}");
    };
    check("/token", r#"{"items":[{"id":1}],"next":{}}"#, "", "the next cursor cannot be read");
    check("/url", r#"{"items":[{"id":1}],"next":"https://x.example/"}"#, "", "the URL of the next page has no query");
    check("/link", r#"{"items":[{"id":1}]}"#, "x; rel=next", "the header `Link` cannot be read");
    check("/last", r#"{"items":[{"id":"x"}]}"#, "", "no item of the page can be read that has the value");
    check("/offset/size", r#"{"items":{}}"#, "", "the items of the page cannot be read");
}

/// A checkpoint is stored: it must not be changed into a request of another kind.
#[test]
fn the_position_in_a_checkpoint_is_a_number_where_numbers_lead_on() {
    let server = Server::start();
    server.server.on_path("POST /number").list(ids(7)).page_size(3);
    let call = || server.call::<NumberInBody>(Some(3));
    let mut pages = Pages::<NumberInBody>::new(call());
    server.runtime.block_on(pages.next()).expect("a page");
    let stored = serde_json::to_string(&pages.checkpoint()).expect("JSON");
    let resumed = |cursor: &str| {
        let changed = stored.replacen("\"cursor\":2", &format!("\"cursor\":{cursor}"), 1);
        assert!(cursor == "2" || changed != stored, "{stored}");
        let checkpoint: Checkpoint = serde_json::from_str(&changed).expect("a checkpoint");
        Pages::<NumberInBody>::new(call()).resume(checkpoint).map(drop).map_err(|error| error.kind())
    };
    assert_eq!(resumed("2"), Ok(()));
    assert_eq!(resumed("\"2\""), Ok(()));
    for wrong in [r#""1,\"admin\":true""#, r#""x""#, r#"" 2""#, r#""2 ""#, r#""+2""#] {
        assert_eq!(resumed(wrong), Err(ErrorKind::Checkpoint), "{wrong}");
    }
}
