//! A group cannot have the name of a built-in group, which would hide it.

hikerapi::endpoints!(r"
group: { name: user, doc: More of users., base: /v1/user }
endpoints: { /v1/user/feed: { doc: The feed., returns: [json] } }
");

fn main() {}
