//! A required field of a body cannot be omitted, nor one of an object in it.
hikerapi::endpoints!(r"
group: { name: orders, doc: Orders., base: /v1/orders }
types: { Line: { doc: A line., fields: { item: string, count: integer, note?: string? } } }
endpoints:
  POST /v1/orders: { doc: Places an order., name: create, body: { lines: [Line], gift?: boolean }, returns: none }
");

fn main() {
    let client = hikerapi::Client::new("key").unwrap();
    let _ = client.orders().create();
    let line = endpoints::types::Line::new("a");
    let _ = client.orders().create([line]);
}
