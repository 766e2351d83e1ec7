//! Two endpoints that the client lacks, added by `spec/media.yaml`, and a program that asks them.

use hikerapi::{Client, Result};

hikerapi::endpoints!("spec/media.yaml");

/// A post in one line, then what is written below it, up to so many comments.
///
/// # Errors
/// As the requests have them.
pub async fn told(hiker: &Client, code: &str, most: usize) -> Result<Vec<String>> {
    let post = hiker.media().by_code(code).await?;
    let mut lines = vec![format!("{} likes", post.like_count)];

    let mut comments = hiker.media().comments_chunk(post.id).items();
    while lines.len() <= most
        && let Some(comment) = comments.next().await?
    {
        lines.push(format!("{}: {}", comment.user.username.as_deref().unwrap_or("?"), comment.text));
    }
    Ok(lines)
}
