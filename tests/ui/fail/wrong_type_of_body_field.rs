//! A field of a body has its type.
hikerapi::endpoints!(r"
group: { name: orders, doc: Orders., base: /v1/orders }
types: { Line: { doc: A line., fields: { item: string, count: integer, note?: string? } } }
endpoints:
  POST /v1/orders: { doc: Places an order., name: create, body: { lines: [Line], gift?: boolean }, returns: none }
");

fn main() {
    let client = hikerapi::Client::new("key").unwrap();
    let _ = client.orders().create([7]);
    let _ = client.orders().create([endpoints::types::Line::new("a", 1)]).gift("yes");
    let _ = endpoints::types::Line::new("a", 1).note(7);
}
