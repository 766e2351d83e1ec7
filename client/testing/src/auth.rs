//! The secrets that a server accepts, and how requests carry them.

use hikerapi_runtime::service::{Credential, Service};

/// The key that servers accept by default.
pub const KEY: &str = "test-key-0123456789";

/// The secrets of a service, in the order of its spec: those that the test has set, and others that are made.
pub(crate) fn secrets(service: &Service, set: &[String]) -> Vec<String> {
    let count = service.auth.iter().map(|credential| credential.env.len()).sum();
    (0..count).map(|index| set.get(index).cloned().unwrap_or_else(|| made(index))).collect()
}

fn made(index: usize) -> String {
    if index == 0 { KEY.to_owned() } else { format!("{KEY}-{}", index + 1) }
}

/// The headers that carry the secrets, with their values.
pub(crate) fn headers(service: &Service, secrets: &[String]) -> Vec<(&'static str, String)> {
    let mut secrets = secrets.iter();
    let mut headers = Vec::new();
    for Credential { header, scheme, env } in service.auth {
        let own: Vec<_> = secrets.by_ref().take(env.len()).map(String::as_str).collect();
        let value = match (scheme, own.as_slice()) {
            (Some(scheme), [id, secret]) => format!("{scheme} {}", base64(format!("{id}:{secret}").as_bytes())),
            (Some(scheme), own) => format!("{scheme} {}", own.concat()),
            (None, own) => own.concat(),
        };
        headers.push((*header, value));
    }
    headers
}

/// Base64 with padding, as the scheme `Basic` has it.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let byte = |index: usize| u32::from(three.get(index).copied().unwrap_or_default());
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for digit in 0..4 {
            let value = (bits >> (18 - 6 * digit)) & 63;
            text.push(if digit <= three.len() { char::from(DIGITS[value as usize]) } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_secret_is_in_its_header() {
        let service = |auth| Service { auth, ..Service::DEFAULT };
        let bearer = service(&[Credential { header: "authorization", scheme: Some("Bearer"), env: &["T"] }]);
        let given = ["a".to_owned(), "b".to_owned()];
        assert_eq!(headers(&bearer, &secrets(&bearer, &given)), [("authorization", "Bearer a".to_owned())]);
        let basic = service(&[Credential { header: "authorization", scheme: Some("Basic"), env: &["I", "S"] }]);
        assert_eq!(headers(&basic, &secrets(&basic, &given)), [("authorization", "Basic YTpi".to_owned())]);
        let two = service(&[
            Credential { header: "x-id", scheme: None, env: &["I"] },
            Credential { header: "x-secret", scheme: None, env: &["S"] },
        ]);
        let made = headers(&two, &secrets(&two, &[]));
        assert_eq!(made, [("x-id", KEY.to_owned()), ("x-secret", format!("{KEY}-2"))]);
        assert!(headers(&service(&[]), &secrets(&service(&[]), &[])).is_empty());
    }

    #[test]
    fn base64_has_padding() {
        for (text, expected) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg==")] {
            assert_eq!(base64(text.as_bytes()), expected);
        }
        assert_eq!(base64(&[0xfb, 0xff, 0xbf]), "+/+/");
    }
}
