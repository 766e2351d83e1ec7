//! Required parameters are arguments, optional ones are methods. Ids come from numbers, from parsed text
//! and from other objects.
#![deny(warnings, missing_docs)]
#![forbid(unsafe_code)]

use hikerapi::types::{MediaType, ProductType, UserPk};
use hikerapi::{Client, user};
use hikerapi::pages::Pages;

/// Everything that a user writes.
pub async fn calls(client: &Client) -> Result<(), Box<dyn std::error::Error>> {
    let natgeo = client.user().by_username("natgeo").await?;
    let _ = client.user().by_id(787132).await?;
    let _ = client.user().by_id(natgeo.pk).await?;
    let _ = client.user().by_id("787132".parse::<UserPk>()?).await?;
    let _ = client.user().by_id(UserPk::try_from("787132")?).await?;
    let found = client.user().search_followers(natgeo.pk, "earth").force(true).await?;
    let (media, next) = client.user().medias_chunk(found[0].pk).end_cursor("x").await?;
    let _ = next.map(|cursor| client.user().medias_chunk(natgeo.pk).end_cursor(cursor));
    let response = client.user().by_id(1).send().await?;
    let (_, _) = (response.units(), response.into_value().follower_count.unwrap_or_default());
    let _ = client.user().by_id(1).raw().await?.into_body();
    let mut pages: Pages<user::FollowingChunkRequest> = client.user().following_chunk(natgeo.pk).pages();
    while let Some(page) = pages.next().await? {
        let _ = (page.items.len(), pages.checkpoint());
    }
    let mut items = client.user().following_chunk(natgeo.pk).items();
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
    let client = Client::builder().key("key").server("http://localhost").build().unwrap();
    let future = async move { calls(&client).await.map_err(|error| error.to_string()) };
    sent(future);
}
