//! A group with the name of a built-in one would never be reached.

hikerapi::endpoints!(r"
group: { name: user, doc: More of users., base: /v1/user }
endpoints: { /v1/user/feed: { doc: The feed., returns: [json] } }
");

fn main() {}
