//! Only a request whose service takes the key has the method, and only a list has pages.
hikerapi::endpoints!(r"
group: { name: orders, doc: Orders., base: /v1/orders }
types: { Line: { doc: A line., fields: { item: string, count: integer, note?: string? } } }
endpoints:
  POST /v1/orders: { doc: Places an order., name: create, body: { lines: [Line], gift?: boolean }, returns: none }
");

fn main() {
    let client = hikerapi::Client::new("key").unwrap();
    let request = client.orders().create([endpoints::types::Line::new("a", 1)]);
    let _ = request.clone().idempotency_key("once");
    let _ = request.pages();
}
