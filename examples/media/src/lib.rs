//! Describes two endpoints in a spec of its own, in `spec/posts.yaml`, and uses them.

use hikerapi::{Client, Result};

hikerapi::endpoints!("spec/posts.yaml");

/// Returns the likes and up to `max_comments` comments of a post, one line each.
///
/// # Errors
/// If a request fails.
pub async fn describe_post(client: &Client, code: &str, max_comments: u64) -> Result<Vec<String>> {
    let post = client.posts().by_code(code).await?;
    let mut lines = vec![format!("{} likes", post.like_count)];

    let mut comments = client.posts().comments_chunk(post.id).items().max_items(max_comments);
    while let Some(comment) = comments.next().await? {
        let author = comment.user.username.as_deref().unwrap_or("?");
        lines.push(format!("{author}: {}", comment.text));
    }
    Ok(lines)
}
