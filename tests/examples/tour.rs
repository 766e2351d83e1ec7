//! Calls every endpoint of accounts once, and prints what it returns. The server is one on localhost that responds with
//! the fixtures; with `--live` it is the service, with the key in `HIKERAPI_TOKEN`.
#![allow(deprecated, reason = "the tour shows every endpoint")]

use std::collections::BTreeMap;
use std::io::{BufRead, Write};

use hikerapi::types::{About, Balance, Guide, Highlight, Media, Story, User, UserPk, UserShort};
use hikerapi::values::{Cursor, Json};
use hikerapi::{Client, Response, Result};
use hikerapi_testing::Server;
use hikerapi_tests::api;

/// The account of National Geographic: an institution, not a private person.
const ACCOUNT: UserPk = UserPk::new(787_132);

#[tokio::main]
async fn main() -> std::process::ExitCode {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let known = ["--live", "--yes"];
    if let Some(unknown) = arguments.iter().find(|argument| !known.contains(&argument.as_str())) {
        eprintln!("unknown argument `{unknown}`: the tour accepts `--live`, and `--yes` to skip the confirmation");
        return std::process::ExitCode::from(2);
    }
    let has = |argument: &str| arguments.iter().any(|passed| passed == argument);
    match if has("--live") { live(has("--yes")).await } else { local().await } {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            std::process::ExitCode::FAILURE
        }
    }
}

async fn local() -> Result<()> {
    let server = Server::start().await;
    println!("A server on localhost that responds with the fixtures. It needs no key and costs nothing.\n");
    tour(&server.client()).await;
    let mut pages = server.client().user().following_chunk(ACCOUNT).pages();
    let first = pages.next().await?.map(|page| page.items.len()).unwrap_or_default();
    println!("\npages() of /v1/user/following/chunk: {first} accounts on page 1, {}", pages.summary());
    println!("its checkpoint: {}", serde_json::to_string(&pages.checkpoint()).unwrap_or_default());
    Ok(())
}

async fn live(is_confirmed: bool) -> Result<()> {
    let client = Client::from_env()?;
    let api = api();
    let groups = api.groups.iter().filter(|group| ["system", "user"].contains(&group.name.as_str()));
    let endpoints: Vec<_> = groups.flat_map(|group| &group.endpoints).collect();
    let units: u32 = endpoints.iter().map(|endpoint| endpoint.cost.units).sum();
    let requests = endpoints.len();
    println!("This sends {requests} requests to the service. They cost up to {units} units of your account.");
    if !is_confirmed && !confirm() {
        println!("No request was sent.");
        return Ok(());
    }
    tour(&client).await;
    Ok(())
}

/// Asks the user to confirm.
fn confirm() -> bool {
    print!("Continue? [y/N] ");
    std::io::stdout().flush().ok();
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line).ok();
    matches!(line.trim(), "y" | "Y" | "yes")
}

/// Calls the endpoints one by one. It prints errors, and continues.
async fn tour(client: &Client) {
    let user = client.user();
    let mut tour = Tour::default();
    tour.stop("balance", client.system().balance().send().await, balance);
    tour.stop("about", user.about(ACCOUNT).send().await, about);
    tour.stop("by_id", user.by_id(ACCOUNT).send().await, profile);
    tour.stop("by_url", user.by_url("https://www.instagram.com/natgeo/").send().await, profile);
    tour.stop("by_username", user.by_username("natgeo").send().await, profile);
    tour.stop("clips_chunk", user.clips_chunk(ACCOUNT).send().await, page);
    tour.stop("followers_chunk", user.followers_chunk(ACCOUNT).send().await, page);
    tour.stop("following_chunk", user.following_chunk(ACCOUNT).send().await, page);
    tour.stop("medias_chunk", user.medias_chunk(ACCOUNT).send().await, page);
    tour.stop("medias_pinned", user.medias_pinned(ACCOUNT).send().await, |items| list(items));
    tour.stop("search_followers", user.search_followers(ACCOUNT, "sample").force(true).send().await, |items| {
        list(items)
    });
    tour.stop("search_following", user.search_following(ACCOUNT, "natgeo").force(true).send().await, |items| {
        list(items)
    });
    tour.stop("tag_medias_chunk", user.tag_medias_chunk(ACCOUNT).send().await, page);
    tour.stop("stories", user.stories(ACCOUNT).force(true).send().await, |items| list(items));
    tour.stop("stories_by_username", user.stories_by_username("natgeo").force(true).send().await, |items| list(items));
    tour.stop("highlights", user.highlights(ACCOUNT).force(true).send().await, |items| list(items));
    let highlights = user.highlights_by_username("natgeo").force(true).send().await;
    tour.stop("highlights_by_username", highlights, |items| list(items));
    println!("\nDeprecated:");
    tour.stop("clips", user.clips(ACCOUNT).send().await, |items| list(items));
    tour.stop("followers", user.followers(ACCOUNT).send().await, |items| list(items));
    tour.stop("following", user.following(ACCOUNT).send().await, |items| list(items));
    tour.stop("guides", user.guides(ACCOUNT).send().await, |items| list(items));
    tour.stop("medias", user.medias(ACCOUNT).send().await, |items| list(items));
    tour.stop("tag_medias", user.tag_medias(ACCOUNT).send().await, |items| list(items));
    tour.stop("videos", user.videos(ACCOUNT).send().await, |items| list(items));
    tour.stop("videos_chunk", user.videos_chunk(ACCOUNT).send().await, page);
    tour.stop("web_profile_info", user.web_profile_info("natgeo").send().await, json);
    let Tour { stops, failed, units } = tour;
    println!("\n{stops} endpoints called, {failed} failed, {units} units");
}

#[derive(Default)]
struct Tour {
    stops: u32,
    failed: u32,
    units: u64,
}

impl Tour {
    fn stop<T>(&mut self, name: &str, response: Result<Response<T>>, show: impl Fn(&T) -> String) {
        self.stops += 1;
        match response {
            Ok(response) => {
                self.units += response.units();
                let (units, elapsed) = (response.units(), response.elapsed());
                let unit = if units == 1 { "unit" } else { "units" };
                let milliseconds = elapsed.as_secs_f64() * 1e3;
                println!("{name:<24}{units} {unit:<5} {milliseconds:>6.1} ms  {}", show(response.value()));
            }
            Err(error) => {
                self.failed += 1;
                self.units += error.units().unwrap_or_default();
                println!("{name:<24}{error}");
            }
        }
    }
}

fn balance(balance: &Balance) -> String {
    format!("{} requests left", balance.requests)
}

fn about(about: &About) -> String {
    let joined = about.date.as_deref().unwrap_or("unknown");
    format!("{}, joined {joined}", about.username.as_deref().unwrap_or("?"))
}

fn profile(user: &User) -> String {
    let followers = user.follower_count.unwrap_or_default();
    format!("{} has {followers} followers", user.username.as_deref().unwrap_or("?"))
}

fn page<T: Show>((items, next): &(Vec<T>, Option<Cursor>)) -> String {
    let next = next.as_ref().map_or("the last page".to_owned(), |cursor| format!("next {:.20}", cursor.to_string()));
    format!("{}; {next}", list(items))
}

fn list<T: Show>(items: &[T]) -> String {
    let first = items.first().map_or("none".to_owned(), Show::show);
    format!("{} x {}, first {first}", items.len(), T::WHAT)
}

fn json(value: &Json) -> String {
    let keys = value.read::<BTreeMap<String, Json>>().map_or(0, |fields| fields.len());
    format!("JSON without a declared shape, {keys} keys")
}

/// Formats an item of a list on one line.
trait Show {
    const WHAT: &'static str;
    fn show(&self) -> String;
}

impl Show for UserShort {
    const WHAT: &'static str = "account";

    fn show(&self) -> String {
        self.username.as_deref().unwrap_or_default().to_owned()
    }
}

impl Show for Media {
    const WHAT: &'static str = "post";

    fn show(&self) -> String {
        format!("{} of {} with {} likes", self.code, self.taken_at, self.like_count)
    }
}

impl Show for Guide {
    const WHAT: &'static str = "guide";

    fn show(&self) -> String {
        self.title.as_deref().unwrap_or_default().to_owned()
    }
}

impl Show for Story {
    const WHAT: &'static str = "story";

    fn show(&self) -> String {
        format!("{} of {}", self.code, self.taken_at)
    }
}

impl Show for Highlight {
    const WHAT: &'static str = "highlight";

    fn show(&self) -> String {
        self.title.to_string()
    }
}
