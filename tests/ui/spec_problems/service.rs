//! Problems of `api`.

hikerapi::endpoints!(mod a_service, r#"
api:
  name: Shop
  doc: A shop.
  crate: my-shop
  servers: [{ url: "http://shop.example" }]
  auth: { header: "x key", env: shop-key }
  rate_limit: { per_second: 0 }
  cost: { header: x-cost, field: units, units: 1 }
  limits: { timeout_seconds: 10, connect_seconds: 2, idle_seconds: 5, body_bytes: 1000 }
  errors: { code: code, message: [text], statuses: { 999: { means: ok, billed: true } } }
uses: [Media]
group: { name: things, doc: Things., base: /v1/things }
endpoints: { /v1/things/a: { doc: A., returns: Media } }
"#);

hikerapi::endpoints!(mod no_servers, r#"
api:
  name: Shop
  doc: A shop.
  crate: hikerapi
  servers: []
  auth: { header: Host, env: shop-key }
  rate_limit: { per_second: 0 }
  cost: { header: x-cost, field: units, units: 1 }
  limits: { timeout_seconds: 10, connect_seconds: 2, idle_seconds: 5, body_bytes: 1000 }
  errors: { code: code, message: [text], statuses: { other: { means: unexpected, billed: false } } }
group: { name: things, doc: Things., base: /v1/things }
endpoints: { /v1/things/a: { doc: A., returns: integer } }
"#, r#"
api: {}
"#);

hikerapi::endpoints!(mod no_account, r#"
api:
  name: Shop
  doc: A shop.
  crate: hikerapi
  servers: [{ url: "https://shop.example" }]
  auth: { header: x-key, env: SHOP_KEY }
  rate_limit: { per_second: 5, account: { path: /v1/things/b, field: rate } }
  cost: { header: x-cost, field: units, units: 1 }
  limits: { timeout_seconds: 10, connect_seconds: 2, idle_seconds: 5, body_bytes: 1000 }
  errors: { code: code, message: [text], statuses: { 200: { means: ok, billed: true }, other: { means: unexpected, billed: false } } }
group: { name: things, doc: Things., base: /v1/things }
endpoints: { /v1/things/a: { doc: A., returns: integer } }
"#);

hikerapi::endpoints!(mod families, r#"
api:
  name: Shop
  doc: A shop.
  crate: hikerapi
  servers: [{ url: "https://shop.example" }]
  families: { v2: { doc: Newer ones., feature: a b }, v3: { doc: The newest ones. } }
"#, r#"
group: { name: v2_things, family: v2, doc: Things., base: /v2/things }
types: { Thing: { doc: A thing., fields: { a: integer } } }
endpoints: { /v2/things/a: { doc: A., returns: Thing } }
"#, r#"
group: { name: things, family: v2, doc: Things., base: /v1/things }
endpoints: { /v1/things/a: { doc: A., returns: integer } }
"#, r#"
group: { name: v4_things, family: v4, doc: Things., base: /v4/things }
endpoints: { /v4/things/a: { doc: A., returns: integer } }
"#);

hikerapi::endpoints!(mod a_type_of_a_family, r#"
api:
  name: Shop
  doc: A shop.
  crate: hikerapi
  servers: [{ url: "https://shop.example" }]
  families: { v2: { doc: Newer ones. } }
"#, r#"
group: { name: v2_things, family: v2, doc: Things., base: /v2/things }
types: { Thing: { doc: A thing., fields: { a: integer } } }
endpoints: { /v2/things/a: { doc: A., returns: Thing } }
"#, r#"
group: { name: things, doc: Things., base: /v1/things }
endpoints: { /v1/things/a: { doc: A., returns: Thing } }
"#);

hikerapi::endpoints!(mod a_family_in_an_extension, r#"
group: { name: v2_things, family: v2, doc: Things., base: /v2/things }
endpoints: { /v2/things/a: { doc: A., returns: integer } }
"#);

fn main() {}
