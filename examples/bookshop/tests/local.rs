//! The client against a local server, which answers with samples that are made from the spec.

use bookshop::types::{BookId, Genre, Line, Payment};
use bookshop::values::Part;
use hikerapi_testing::{Answer, Fault, ServerOf};

type Server = ServerOf<bookshop::Client>;

#[tokio::test]
async fn an_order_is_placed_once_although_the_response_is_lost() {
    let server = Server::start().await;
    let shop = server.client();
    let line = Line::new(BookId::from(7), 2).gift_note("Happy birthday");
    let order = shop.orders().place([line]).note("Ring twice");
    server.on(order.clone()).fault(Fault::Reset);

    let order = order.await.expect("an order");
    assert!(matches!(order.payment, Payment::Card(_)), "{:?}", order.payment);

    let keys: Vec<_> = server.requests().iter().map(|request| request.header("idempotency-key").map(str::to_owned)).collect();
    assert_eq!(keys.len(), 2, "the request is sent again");
    assert!(keys[0].is_some() && keys[0] == keys[1], "with the same key: {keys:?}");
}

#[tokio::test]
async fn null_is_sent_where_it_is_meant() {
    let server = Server::start().await;
    let shop = server.client();
    let line = || [Line::new(BookId::from(7), 1)];
    shop.orders().place(line()).note(None).await.expect("an order");
    shop.orders().place(line()).await.expect("an order");
    let bodies: Vec<_> = server.requests().iter().map(|request| String::from_utf8_lossy(&request.body).into_owned()).collect();
    assert_eq!(bodies, [r#"{"lines":[{"book":7,"copies":1}],"note":null}"#, r#"{"lines":[{"book":7,"copies":1}]}"#]);
}

#[tokio::test]
async fn numbered_lists_end_where_the_total_says() {
    let server = Server::start().await;
    let shop = server.client();
    let books = shop.books().list().genre([Genre::Crime, Genre::Poetry]).per_page(20);
    server.on(books.clone()).sample_items(50).page_size(20);
    let mut pages = books.pages();
    let mut titles = 0;
    while let Some(page) = pages.next().await.expect("a page") {
        titles += page.items.len();
    }
    assert_eq!((titles, pages.summary().to_string().as_str()), (50, "50 items in 3 pages, 3 requests, ended: last page"));
    assert_eq!(
        server.targets(),
        [
            "/books?genre=crime&genre=poetry&per_page=20",
            "/books?genre=crime&genre=poetry&per_page=20&page=2",
            "/books?genre=crime&genre=poetry&per_page=20&page=3",
        ]
    );
}

#[tokio::test]
async fn a_list_by_offset_is_resumed_in_another_process() {
    let server = Server::start().await;
    let shop = server.client();
    let orders = shop.orders().list().limit(10);
    server.on(orders.clone()).sample_items(25).page_size(10);
    let mut first = orders.clone().pages().max_items(13);
    while first.next().await.expect("a page").is_some() {}
    let checkpoint = first.checkpoint();

    let mut rest = orders.items().resume(checkpoint).expect("of the same request");
    let mut count = 0;
    while rest.next().await.expect("an order").is_some() {
        count += 1;
    }
    assert_eq!(count, 12);
}

#[tokio::test]
async fn a_picture_is_uploaded_with_its_name_and_its_type() {
    let server = Server::start().await;
    let picture = Part::new("cover.png", vec![0x89, b'P', b'N', b'G']).media_type("image/png");
    server.client().books().set_cover(7, picture).alt("A lighthouse").await.expect("no content");
    let request = server.requests().remove(0);
    assert_eq!((request.method.as_str(), request.path.as_str()), ("POST", "/books/7/cover"));
    let body = String::from_utf8_lossy(&request.body);
    assert!(body.contains("filename=\"cover.png\"") && body.contains("A lighthouse"), "{body}");
}

#[tokio::test]
async fn an_error_has_the_code_and_the_message_of_the_service() {
    let server = Server::start().await;
    let shop = server.client();
    let cancel = shop.orders().cancel("A-1");
    let body = r#"{"error":{"code":"already_sent","message":"The order is on its way."}}"#;
    server.on(cancel.clone()).answer(Answer::json(400, body));
    let error = cancel.await.expect_err("sent already");
    assert!(error.kind() == bookshop::error::ErrorKind::BadRequest, "{error}");
    assert_eq!((error.code(), error.message()), (Some("already_sent"), "The order is on its way."));
}

#[tokio::test]
async fn the_token_is_sent_as_the_spec_says() {
    let server = Server::start().await;
    server.client().books().get(7).await.expect("a book");
    assert_eq!(server.requests()[0].header("authorization"), Some(format!("Bearer {}", server.key()).as_str()));
}
