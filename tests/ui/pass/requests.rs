//! Required parameters are arguments, optional ones methods; ids come from numbers, from checked
//! text and from other objects.
#![deny(warnings, missing_docs)]
#![forbid(unsafe_code)]

use hikerapi::types::{MediaType, ProductType, UserPk};
use hikerapi::{Client, Pages, user};

/// Everything that a caller writes.
pub async fn calls(hiker: &Client) -> Result<(), Box<dyn std::error::Error>> {
    let natgeo = hiker.user().by_username("natgeo").await?;
    let _ = hiker.user().by_id(787132).await?;
    let _ = hiker.user().by_id(natgeo.pk).await?;
    let _ = hiker.user().by_id("787132".parse::<UserPk>()?).await?;
    let _ = hiker.user().by_id(UserPk::try_from("787132")?).await?;
    let found = hiker.user().search_followers(natgeo.pk, "earth").force(true).await?;
    let (media, next) = hiker.user().medias_chunk(found[0].pk).end_cursor("x").await?;
    let _ = next.map(|cursor| hiker.user().medias_chunk(natgeo.pk).end_cursor(cursor));
    let response = hiker.user().by_id(1).send().await?;
    let (_, _) = (response.units(), response.into_value().follower_count.unwrap_or_default());
    let _ = hiker.user().by_id(1).raw().await?.into_body();
    let mut pages: Pages<user::FollowingChunkRequest> = hiker.user().following_chunk(natgeo.pk).pages();
    while let Some(page) = pages.next().await? {
        let _ = (page.items.len(), pages.checkpoint());
    }
    let mut items = hiker.user().following_chunk(natgeo.pk).items();
    while let Some(account) = items.next().await? {
        let _: Option<&str> = account.profile_pic_url_hd.as_deref();
    }
    match &media[0].product_type {
        Some(ProductType::Clips) => {}
        Some(other) => println!("{}", other.as_str()),
        None => {}
    }
    if media[0].media_type == MediaType::Album {
        println!("{}", pages.summary());
    }
    Ok(())
}

fn main() {
    fn sent<T: Send + 'static>(_: T) {}
    let hiker = Client::builder().key("key").server("http://localhost").build().unwrap();
    let future = async move { calls(&hiker).await.map_err(|error| error.to_string()) };
    sent(future);
}
