//! How long a response may be cached: the facts for the runtime, and the words of the docs.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use spec::{Answers, Caching};

/// `Some(Caching { seconds: 60, also: &[Answers { path: "/v1/by/id", params: &[("id", "/pk")] }] })`.
pub(super) fn facts(caching: &Caching) -> TokenStream {
    let Caching { seconds, also } = caching;
    let seconds = Literal::u32_unsuffixed(*seconds);
    let also = also.iter().map(|Answers { path, params }| {
        let params = params.iter().map(|(param, steps)| {
            let pointer = pointer(steps);
            quote!((#param, #pointer))
        });
        quote! { Answers { path: #path, params: &[#(#params),*] } }
    });
    quote! { Some(Caching { seconds: #seconds, also: &[#(#also),*] }) }
}

/// The JSON pointer of a field: `/user/pk`.
fn pointer(steps: &[String]) -> String {
    steps.iter().map(|step| format!("/{}", step.replace('~', "~0").replace('/', "~1"))).collect()
}

/// ` With `ClientBuilder::cache`, a response is kept for 6 hours, and answers `/v1/user/by/id`, too.` The method is no link: it
/// needs a feature of the client.
pub(super) fn sentence(caching: &Caching) -> String {
    let also = caching.also.iter().map(|answers| format!("`{}`", answers.path));
    let also = also.collect::<Vec<_>>().join(" and ");
    let also = if also.is_empty() { also } else { format!(", and answers {also}, too") };
    format!(" With `ClientBuilder::cache`, a response is kept for {}{also}.", duration(caching.seconds))
}

fn duration(seconds: u32) -> String {
    let units = [(86_400, "day"), (3_600, "hour"), (60, "minute")];
    let whole = units.into_iter().find(|(unit, _)| seconds.is_multiple_of(*unit));
    let (unit, word) = whole.unwrap_or((1, "second"));
    match seconds / unit {
        1 => format!("1 {word}"),
        count => format!("{count} {word}s"),
    }
}
