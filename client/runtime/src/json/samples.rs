//! Types for the tests of this crate.

#[derive(Debug, Default, PartialEq)]
pub(crate) struct Item {
    pub(crate) n: i64,
    pub(crate) name: Option<String>,
    pub(crate) parts: Option<Vec<Part>>,
    pub(crate) part: Option<Part>,
}

crate::schema::object! {
    Item {
        n: "n",
        name: "name",
        parts: "parts" or absent,
        part: "part" or absent,
    }
}

#[derive(Debug, PartialEq)]
pub(crate) struct Part {
    pub(crate) id: i64,
}

crate::schema::object! {
    Part {
        id: "id",
    }
}

pub(crate) type List = Vec<Item>;

pub(crate) type Page = (Vec<Item>, Option<String>);
