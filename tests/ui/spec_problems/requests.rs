//! Problems of services that say only what they have, and of what requests send.

hikerapi::endpoints!(mod service, r#"
api:
  name: Shop
  doc: A shop.
  crate: shop
  servers: [{ url: https://a.example, name: one }, { url: https://b.example, name: one }]
  auth: { header: x-key, scheme: Bearer, env: KEY }
  headers: { x-a: "1", X-A: "2", x-b: "größe" }
  rate_limit: { remaining: x-left }
  errors: { statuses: { 200: { means: ok, billed: true }, other: { means: unexpected } } }
group: { name: orders, doc: Orders., base: / }
endpoints: { /a: { doc: A., returns: json, cost: 2, server: tow } }
"#);

hikerapi::endpoints!(mod keys, r#"
api:
  name: Shop
  doc: A shop.
  crate: shop
  servers: [{ url: https://a.example }]
  auth: { scheme: Basic, env: ONE }
  cost: { units: 1 }
"#);

hikerapi::endpoints!(mod billed, r#"
api:
  name: Shop
  doc: A shop.
  crate: shop
  servers: [{ url: https://a.example }]
  auth: { env: ONE }
  cost: { units: 1 }
  errors: { code: "a[0]", statuses: { 200: { means: ok }, other: { means: unexpected, billed: false } } }
"#);

hikerapi::endpoints!(mod requests, r#"
group: { name: orders, doc: Orders., base: /v1 }
ids: { Id: string }
types: { Order: { doc: An order., fields: { id: string, late: { fields: { by: string } } } }, OrderLate: { doc: A., fields: { a: string } } }
unions: { Both: { doc: Two objects., of: [Order, OrderLate] } }
endpoints:
  GET /v1/a: { doc: A method that is not written., returns: string }
  /v1/b: { doc: A body of a GET., body: { a: string }, returns: "none?" }
  POST /v1/c: { doc: Types that cannot be sent., params: { a: json }, form: { b: [string, string] }, returns: "[bytes]" }
  POST /v1/d: { doc: No list., params: { a?: { type: string, list: comma } }, body: { b: string }, form: { c: string }, returns: none }
"#);

hikerapi::endpoints!(mod lists, r#"
group: { name: orders, doc: Orders., base: /v1 }
types: { Page: { doc: A page., fields: { orders: [string], total: string, counts: [integer] } } }
endpoints:
  /v1/a: { doc: No way., returns: [string], pages: { key: id } }
  /v1/b: { doc: Other types., params: { page?: string }, returns: Page, pages: { items: orders, number: page, total: total } }
  POST /v1/c: { doc: It writes., returns: [string], pages: { link: next } }
  /v1/d: { doc: Of two types., params: { page?: integer }, returns: Page, pages: { items: [orders, counts], number: page } }
"#);

fn main() {}
