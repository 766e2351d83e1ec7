//! Every endpoint once, and what came back: against a server on this machine that answers with
//! the fixtures, or with `--live` against the service and the key in `HIKERAPI_TOKEN`.
#![allow(deprecated, reason = "the tour shows all that there is")]

use std::collections::BTreeMap;
use std::io::{BufRead, Write};

use hikerapi::types::{About, Balance, Guide, Media, User, UserPk, UserShort};
use hikerapi::{Client, Cursor, Json, Response, Result};
use hikerapi_tests::{Server, api};

/// National Geographic's account: an institution, no private person.
const WHO: UserPk = UserPk::new(787_132);

#[tokio::main]
async fn main() -> std::process::ExitCode {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let known = ["--live", "--yes"];
    if let Some(unknown) = arguments.iter().find(|argument| !known.contains(&argument.as_str())) {
        eprintln!("`{unknown}` is no argument of the tour: it takes `--live`, and `--yes` to answer its question");
        return std::process::ExitCode::from(2);
    }
    let has = |argument: &str| arguments.iter().any(|given| given == argument);
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
    println!("A server on this machine, answering with the fixtures. No key, no cost.\n");
    tour(&server.client()).await;
    let mut pages = server.client().user().following_chunk(WHO).pages();
    let first = pages.next().await?.map(|page| page.items.len()).unwrap_or_default();
    println!("\npages() of /v1/user/following/chunk: {first} accounts on page 1, {}", pages.summary());
    println!("go on from {}", serde_json::to_string(&pages.checkpoint()).unwrap_or_default());
    Ok(())
}

async fn live(is_agreed: bool) -> Result<()> {
    let hiker = Client::from_env()?;
    let units: u32 = api().groups.iter().flat_map(|group| &group.endpoints).map(|endpoint| endpoint.cost.units).sum();
    println!("This asks the service 22 times, for up to {units} units of your account.");
    if !is_agreed && !says_yes() {
        println!("Nothing was asked.");
        return Ok(());
    }
    tour(&hiker).await;
    Ok(())
}

fn says_yes() -> bool {
    print!("Go on? [y/N] ");
    std::io::stdout().flush().ok();
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line).ok();
    matches!(line.trim(), "y" | "Y" | "yes")
}

/// Asks one endpoint after the other. What fails is told, and the tour goes on.
async fn tour(hiker: &Client) {
    let user = hiker.user();
    let mut tour = Tour::default();
    tour.stop("balance", hiker.system().balance().send().await, balance);
    tour.stop("about", user.about(WHO).send().await, about);
    tour.stop("by_id", user.by_id(WHO).send().await, profile);
    tour.stop("by_url", user.by_url("https://www.instagram.com/natgeo/").send().await, profile);
    tour.stop("by_username", user.by_username("natgeo").send().await, profile);
    tour.stop("clips_chunk", user.clips_chunk(WHO).send().await, page);
    tour.stop("followers_chunk", user.followers_chunk(WHO).send().await, page);
    tour.stop("following_chunk", user.following_chunk(WHO).send().await, page);
    tour.stop("medias_chunk", user.medias_chunk(WHO).send().await, page);
    tour.stop("medias_pinned", user.medias_pinned(WHO).send().await, |items| list(items));
    tour.stop("search_followers", user.search_followers(WHO, "sample").force(true).send().await, |items| list(items));
    tour.stop("search_following", user.search_following(WHO, "natgeo").force(true).send().await, |items| list(items));
    tour.stop("tag_medias_chunk", user.tag_medias_chunk(WHO).send().await, page);
    println!("\nDeprecated, for as long as the service has them:");
    tour.stop("clips", user.clips(WHO).send().await, |items| list(items));
    tour.stop("followers", user.followers(WHO).send().await, |items| list(items));
    tour.stop("following", user.following(WHO).send().await, |items| list(items));
    tour.stop("guides", user.guides(WHO).send().await, |items| list(items));
    tour.stop("medias", user.medias(WHO).send().await, |items| list(items));
    tour.stop("tag_medias", user.tag_medias(WHO).send().await, |items| list(items));
    tour.stop("videos", user.videos(WHO).send().await, |items| list(items));
    tour.stop("videos_chunk", user.videos_chunk(WHO).send().await, page);
    tour.stop("web_profile_info", user.web_profile_info("natgeo").send().await, json);
    let Tour { stops, failed, units } = tour;
    println!("\n{stops} endpoints asked, {failed} failed, {units} units");
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
                println!("{name:<18}{units} units {:>6.1} ms  {}", elapsed.as_secs_f64() * 1e3, show(response.value()));
            }
            Err(error) => {
                self.failed += 1;
                self.units += error.units().unwrap_or_default();
                println!("{name:<18}{error}");
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

/// What one item of a list looks like in a line.
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
