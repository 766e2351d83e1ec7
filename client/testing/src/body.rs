//! The bodies of requests: JSON, forms, and the parts of uploads.

use bytes::Bytes;
use hikerapi_runtime::service::BodyFormat;
use hikerapi_runtime::values::{Json, from_json};

/// A part of an upload, as the server received it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct RecordedPart {
    /// The name of the field.
    pub name: String,
    /// The name of the file, if it has one.
    pub file_name: Option<String>,
    /// The media type, if it is named.
    pub media_type: Option<String>,
    /// The content.
    pub bytes: Bytes,
}

/// The fields of a body, by name: texts as they are, all else as JSON. Files that are not text have none.
pub(crate) fn fields(format: Option<BodyFormat>, content_type: &str, body: &Bytes) -> Vec<(String, String)> {
    match format {
        Some(BodyFormat::Json) => {
            let fields = json(body).map(|json| json.fields()).unwrap_or_default();
            fields.into_iter().map(|(name, value)| (name, plain(&value))).collect()
        }
        Some(BodyFormat::Form) => form(body),
        Some(BodyFormat::Upload) => {
            let parts = parts(content_type, body).unwrap_or_default().into_iter();
            parts.filter_map(|part| Some((part.name, String::from_utf8(part.bytes.to_vec()).ok()?))).collect()
        }
        Some(BodyFormat::Bytes) | None => Vec::new(),
    }
}

pub(crate) fn json(body: &[u8]) -> Option<Json> {
    from_json(body).ok()
}

/// The pairs of a form, decoded.
pub(crate) fn form(body: &[u8]) -> Vec<(String, String)> {
    form_urlencoded::parse(body).into_owned().collect()
}

/// A text without its quotes, all else as JSON.
pub(crate) fn plain(json: &Json) -> String {
    json.read::<String>().unwrap_or_else(|_| json.to_string())
}

/// The parts of an upload; `None` where it is not written as one.
pub(crate) fn parts(content_type: &str, body: &Bytes) -> Option<Vec<RecordedPart>> {
    let boundary = parameter(content_type, "boundary")?;
    let delimiter = format!("\r\n--{boundary}").into_bytes();
    // Before the first delimiter there need not be a line.
    let mut at = if body.starts_with(&delimiter[2..]) { delimiter.len() - 2 } else { after(body, 0, &delimiter)?.1 };
    let mut found = Vec::new();
    while !body[at..].starts_with(b"--") {
        let (head_end, content) = after(body, at, b"\r\n\r\n")?;
        let head = std::str::from_utf8(&body[at..head_end]).ok()?;
        let (end, next) = after(body, content, &delimiter)?;
        found.push(part(head, body.slice(content..end))?);
        at = next;
    }
    Some(found)
}

fn part(head: &str, bytes: Bytes) -> Option<RecordedPart> {
    let header = |name: &str| {
        let mut lines = head.lines().filter_map(|line| line.split_once(':'));
        lines.find(|(known, _)| known.trim().eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
    };
    let disposition = header("content-disposition")?;
    let unquoted = |text: String| text.replace("%22", "\"").replace("%0D", "\r").replace("%0A", "\n");
    Some(RecordedPart {
        name: unquoted(parameter(disposition, "name")?),
        file_name: parameter(disposition, "filename").map(unquoted),
        media_type: header("content-type").map(str::to_owned),
        bytes,
    })
}

/// A parameter of a header: `boundary` of `multipart/form-data; boundary="x"`.
fn parameter(header: &str, name: &str) -> Option<String> {
    let mut parameters = parts_of(header).skip(1).filter_map(|parameter| parameter.split_once('='));
    let (_, value) = parameters.find(|(known, _)| known.trim().eq_ignore_ascii_case(name))?;
    let value = value.trim();
    Some(value.strip_prefix('"').and_then(|value| value.strip_suffix('"')).unwrap_or(value).to_owned())
}

/// The parts of a header between semicolons that are not in quotes. No character escapes a quote there: clients write `%22`, as
/// browsers do.
fn parts_of(header: &str) -> impl Iterator<Item = &str> {
    let mut is_quoted = false;
    header.split(move |character| {
        is_quoted ^= character == '"';
        character == ';' && !is_quoted
    })
}

/// The first place of some bytes from a position on, and the position after it.
fn after(body: &[u8], from: usize, wanted: &[u8]) -> Option<(usize, usize)> {
    let at = body.get(from..)?.windows(wanted.len()).position(|found| found == wanted)? + from;
    Some((at, at + wanted.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const UPLOAD: &str = "--B\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\nbatch\r\n--B\r\ncontent-disposition: \
        form-data; name=\"file\"; filename=\"a%22.csv\"\r\nContent-Type: text/csv\r\n\r\nx,y\r\n\r\n--B--\r\n";

    #[test]
    fn the_parts_of_an_upload_are_found() {
        let found =
            parts("multipart/form-data; boundary=\"B\"", &Bytes::from_static(UPLOAD.as_bytes())).expect("parts");
        let part = |name: &str, file_name: Option<&str>, media_type: Option<&str>, bytes: &'static str| RecordedPart {
            name: name.to_owned(),
            file_name: file_name.map(str::to_owned),
            media_type: media_type.map(str::to_owned),
            bytes: Bytes::from_static(bytes.as_bytes()),
        };
        let expected =
            [part("purpose", None, None, "batch"), part("file", Some("a\".csv"), Some("text/csv"), "x,y\r\n")];
        assert_eq!(found, expected);
    }

    #[test]
    fn a_name_may_have_what_separates_parameters() {
        let check = |header: &str, name: &str, expected: Option<&str>| {
            assert_eq!(parameter(header, name).as_deref(), expected, "{header}");
        };
        check("form-data; name=\"a;b\"; filename=\"c; name=d.csv\"", "name", Some("a;b"));
        check("form-data; name=\"a;b\"; filename=\"c; name=d.csv\"", "filename", Some("c; name=d.csv"));
        check("form-data; filename=\"c; name=d.csv\"", "name", None);
        check("form-data; filename=\"a=b\\\"; name=x", "filename", Some("a=b\\"));
        check("multipart/form-data; boundary=B; charset=utf-8", "boundary", Some("B"));
    }

    #[test]
    fn what_is_no_upload_has_no_parts() {
        let body = Bytes::from_static(UPLOAD.as_bytes());
        assert!(parts("multipart/form-data", &body).is_none());
        assert!(parts("multipart/form-data; boundary=C", &body).is_none());
        for end in 0..UPLOAD.len() - "--\r\n".len() {
            assert!(parts("multipart/form-data; boundary=B", &body.slice(..end)).is_none(), "{end}");
        }
    }

    #[test]
    fn fields_are_texts_or_json() {
        let check = |format, body: &'static str, expected: &[(&str, &str)]| {
            let fields = fields(Some(format), "multipart/form-data; boundary=B", &Bytes::from_static(body.as_bytes()));
            let fields: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            assert_eq!(fields, expected);
        };
        check(BodyFormat::Json, r#"{"a":"x","b":[1],"c":null}"#, &[("a", "x"), ("b", "[1]"), ("c", "null")]);
        check(BodyFormat::Form, "a=x+y&l%5B0%5D=1", &[("a", "x y"), ("l[0]", "1")]);
        check(BodyFormat::Upload, UPLOAD, &[("purpose", "batch"), ("file", "x,y\r\n")]);
        check(BodyFormat::Json, "[1]", &[]);
    }
}
