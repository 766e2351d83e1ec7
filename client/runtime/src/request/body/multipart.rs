//! The parts of an upload: `multipart/form-data`.

use super::part::Part;
use crate::hash::random;

/// A value in an upload.
pub(super) enum Value<'a> {
    Text(&'a str),
    File(&'a Part),
}

impl Value<'_> {
    fn bytes(&self) -> &[u8] {
        match self {
            Self::Text(text) => text.as_bytes(),
            Self::File(part) => part.bytes(),
        }
    }
}

/// The body, and the boundary between its parts, which none of them contains.
pub(super) fn write(values: &[(&str, Value<'_>)]) -> (String, Vec<u8>) {
    let boundary = boundary(values, || format!("part-{}", random()));
    let size: usize = values.iter().map(|(name, value)| name.len() + value.bytes().len() + 256).sum();
    let mut body = Vec::with_capacity(size + boundary.len());
    for (name, value) in values {
        let mut head = format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{}\"", quoted(name));
        if let Value::File(part) = value {
            // Without the name of a file many services take it for a text.
            let file = quoted(part.file_name().unwrap_or(name));
            let media_type = part.kind();
            head.push_str(&format!("; filename=\"{file}\"\r\nContent-Type: {media_type}"));
        }
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(b"\r\n\r\n");
        body.extend_from_slice(value.bytes());
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
    (boundary, body)
}

/// The first boundary of those that are made which is in no value.
fn boundary(values: &[(&str, Value<'_>)], make: impl Fn() -> String) -> String {
    loop {
        let boundary = make();
        let is_in = |bytes: &[u8]| bytes.windows(boundary.len()).any(|found| found == boundary.as_bytes());
        if !values.iter().any(|(_, value)| is_in(value.bytes())) {
            return boundary;
        }
    }
}

/// A name as browsers quote it: nothing in it ends the name or the line.
fn quoted(name: &str) -> String {
    name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A")
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[test]
    fn parts_are_separated_by_what_none_of_them_contains() {
        let part = Part::new("a\"b\r\n.csv", "x,y").media_type("text/csv");
        let plain = Part::from(vec![0, 255]);
        let values = [("purpose", Value::Text("é\r\n--")), ("file", Value::File(&part)), ("raw", Value::File(&plain))];
        let (boundary, body) = write(&values);
        let expected = [
            "--B\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\né\r\n--\r\n",
            "--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a%22b%0D%0A.csv\"\r\nContent-Type: text/csv\r\n\r\nx,y\r\n",
            "--B\r\nContent-Disposition: form-data; name=\"raw\"; filename=\"raw\"\r\nContent-Type: application/octet-stream\r\n\r\n",
        ];
        let mut expected = expected.concat().replace("--B", &format!("--{boundary}")).into_bytes();
        expected.extend_from_slice(b"\0\xff\r\n");
        expected.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
        assert_eq!(String::from_utf8_lossy(&body), String::from_utf8_lossy(&expected));
        assert!(boundary.len() <= 70, "the longest of RFC 2046");
    }

    #[test]
    fn a_boundary_that_is_in_a_value_is_not_used() {
        let number = Cell::new(0);
        let make = || {
            number.set(number.get() + 1);
            format!("b{}", number.get())
        };
        assert_eq!(boundary(&[("a", Value::Text("xb1y")), ("c", Value::Text("b2"))], make), "b3");
    }
}
