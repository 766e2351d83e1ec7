//! The profile of every follower of an account, by any number of processes at the same time.
//!
//! ```console
//! export HIKERAPI_KEY=...
//! cargo run --example profiles_of_followers -- run.db 787132
//! ```
//!
//! Start it again after an interrupt, or on another terminal: what is in the store is not requested again. With
//! `postgres://user@host/database` in place of `run.db`, processes of many machines share the work, the rate limit and the budget.

use std::error::Error;
use std::sync::Arc;

use hikerapi::Client;
use hikerapi::dynamic::Described;
use hikerapi_harvest::job::NewJob;
use hikerapi_harvest::store::{self, JobFilter, Open, Store};
use hikerapi_harvest::{End, Event, Harvest, Stop, Summary};

const FOLLOWERS: &str = "/v1/user/followers/chunk";
const PROFILE: &str = "/v1/user/by/id";

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(location), Some(user)) = (arguments.next(), arguments.next()) else {
        return Err("usage: profiles_of_followers STORE USER_ID".into());
    };
    let store = store::open(&location, Open::Create).await?;
    let stop = Stop::new();
    let interrupt = stop.clone();
    tokio::spawn(async move {
        if tokio::signal::ctrl_c().await.is_ok() {
            interrupt.stop();
        }
    });
    let summary = profiles_of_followers(store, &Client::from_env()?, &user, stop).await?;
    println!("{} items for {} units: {}", summary.items, summary.spent.units, summary.end);
    Ok(())
}

/// Reads the list of followers first, and then the profile of each.
pub(crate) async fn profiles_of_followers(
    store: Arc<dyn Store>,
    client: &Client,
    user: &str,
    stop: Stop,
) -> Result<Summary, Box<dyn Error>> {
    store.add(vec![job(FOLLOWERS, "user_id", user)]).await?;
    let summary = harvest(&store, client).run(stop.clone()).await?;
    if summary.end != End::Done {
        return Ok(summary);
    }
    let filter = JobFilter { endpoint: Some(FOLLOWERS.to_owned()), ..JobFilter::default() };
    let mut last = None;
    loop {
        let followers = store.items(last, 1_000, &filter).await?;
        let Some(follower) = followers.last() else { break };
        last = Some(follower.id);
        // Those that it has already are left as they are.
        store.add(followers.iter().filter_map(|follower| profile(&follower.json)).collect()).await?;
    }
    Ok(harvest(&store, client).run(stop).await?)
}

fn profile(follower: &str) -> Option<NewJob> {
    let follower: hikerapi::types::UserShort = serde_json::from_str(follower).ok()?;
    Some(job(PROFILE, "id", &follower.pk.to_string()))
}

fn job(endpoint: &str, param: &str, value: &str) -> NewJob {
    NewJob { arguments: vec![(param.to_owned(), vec![value.to_owned()])], ..NewJob::new(endpoint) }
}

fn harvest(store: &Arc<dyn Store>, client: &Client) -> Harvest {
    let endpoints = Client::GROUPS.iter().flat_map(|group| group.endpoints);
    Harvest::new(Arc::clone(store), client, endpoints).workers(16).budget(10_000).observe(|event| match event {
        Event::JobEnded { endpoint, state, why: Some(why), .. } => eprintln!("{endpoint} is {state}: {why}"),
        Event::StoreAway { why, .. } => eprintln!("waiting for the store: {why}"),
        _ => {}
    })
}
