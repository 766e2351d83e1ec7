//! The example does what it says.

use std::sync::Arc;

use hikerapi_harvest::job::State;
use hikerapi_harvest::{End, Stop};

use crate::world::World;

#[allow(dead_code, reason = "its `main` is not called here")]
#[path = "../../examples/profiles_of_followers.rs"]
mod profiles_of_followers;

#[tokio::test]
async fn the_profile_of_every_follower_is_here() {
    let world = World::new().await;
    let client = world.server.client();
    for expected in [6, 0] {
        let run = profiles_of_followers::profiles_of_followers(Arc::clone(&world.store), &client, "7", Stop::new());
        let summary = run.await.expect("a run");
        assert_eq!(summary.end, End::Done);
        // Three followers, and a profile for each; then nothing is requested again.
        assert_eq!(world.requests(), 6);
        assert_eq!(summary.items, expected / 2);
    }
    assert_eq!(world.count(State::Done).await, 4);
}
