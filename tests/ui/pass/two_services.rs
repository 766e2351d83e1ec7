//! Two services in one program. Each client has its own groups, even with the same name.
#![deny(warnings)]

async fn run() -> Result<(), Box<dyn std::error::Error>> {
    let shop = shop::Client::from_env()?;
    let customer = shop.user().by_id(7).await?;
    let _: Option<shop::values::Text> = customer.name;
    let (orders, _) = shop.orders().list(customer.id).await?;
    println!("{}", orders.len());
    let hiker = hikerapi::Client::from_env()?;
    let user: hikerapi::types::User = hiker.user().by_id(7).await?;
    println!("{}", user.pk);
    let error: shop::Error = hiker.user().by_id(7).await.unwrap_err();
    println!("{error}");
    Ok(())
}

fn main() {
    let _ = run;
}
