//! Pages of long lists, with other texts on each.

use std::fmt::Write;

use fastrand::Rng;
use serde_json::Value;

use crate::responses::edited;

/// The items of a page.
const PAGE: usize = 50;

/// Pages of short accounts, as lists of followers have them.
pub fn accounts(items: usize) -> impl Iterator<Item = String> {
    let mut random = Rng::with_seed(1);
    pages(items, move |to| account(&mut random, to))
}

/// Pages of posts: those of the service's docs, with other ids, counts, texts, times and signatures.
///
/// # Panics
/// If the docs have no posts.
pub fn posts(items: usize) -> impl Iterator<Item = String> {
    let page: (Vec<Value>, Value) =
        serde_json::from_str(&edited("user/medias_chunk").expect("the edited page")).expect("a page");
    let mut random = Rng::with_seed(1);
    pages(items, move |to| {
        let mut post = page.0[random.usize(..page.0.len())].clone();
        vary("", &mut post, &mut random);
        let _ = write!(to, "{post}");
    })
}

fn pages(items: usize, mut item: impl FnMut(&mut String)) -> impl Iterator<Item = String> {
    (0..items.div_ceil(PAGE)).map(move |page| {
        let mut text = "[[".to_owned();
        for index in page * PAGE..items.min((page + 1) * PAGE) {
            if index % PAGE > 0 {
                text.push(',');
            }
            item(&mut text);
        }
        text.push_str("],\"next\"]");
        text
    })
}

fn account(random: &mut Rng, to: &mut String) {
    let pk = random.u64(1..99_999_999_999);
    let (is_private, is_verified) = (random.bool(), random.u8(..50) == 0);
    let (name, signature) = (word(random), token(random, 96));
    let _ = write!(
        to,
        r#"{{"pk":"{pk}","username":"{name}_{pk}","full_name":"Sample {name}","profile_pic_url":"https://example.com/v/t51/{pk}_n.jpg?stp=dst-jpg_s150x150&_nc_ohc={signature}","is_private":{is_private},"is_verified":{is_verified}}}"#
    );
}

/// Changes numbers, and texts by what they look like.
fn vary(name: &str, value: &mut Value, random: &mut Rng) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| vary(name, item, random)),
        Value::Object(fields) => fields.iter_mut().for_each(|(name, value)| vary(name, value, random)),
        Value::Number(number) if number.as_u64().is_some_and(|number| number > 100) => {
            *value = random.u64(101..99_999_999).into();
        }
        Value::String(text) if text.starts_with("http") => {
            let end = text.find('?').unwrap_or(text.len());
            *text = format!("{}?stp=dst-jpg_s640x640&_nc_ohc={}", &text[..end], token(random, 96));
        }
        Value::String(text) if name == "caption_text" => {
            *text = (0..random.usize(5..60)).map(|_| word(random) + " ").collect();
        }
        Value::String(text) if text.len() > 5 && text.bytes().all(|byte| byte.is_ascii_digit()) => {
            *text = random.u64(1..99_999_999_999).to_string();
        }
        _ => {}
    }
}

fn word(random: &mut Rng) -> String {
    let syllables = ["na", "ri", "to", "mel", "san", "lu", "ko", "ver", "di", "pa", "shi", "ent"];
    (0..random.usize(2..5)).map(|_| syllables[random.usize(..syllables.len())]).collect()
}

fn token(random: &mut Rng, length: usize) -> String {
    (0..length).map(|_| random.alphanumeric()).collect()
}
