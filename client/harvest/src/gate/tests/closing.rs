//! What a gate has done once it is closed.

use std::pin::pin;
use std::time::Duration;

use hikerapi_runtime::client::Gate;
use tokio::time::{sleep, timeout};

use super::gate;
use super::memory::Memory;
use crate::gate::StoreGate;

#[tokio::test(start_paused = true)]
async fn a_closed_gate_has_reported_everything() {
    let store = Memory::with(None, None);
    let gate = gate(&store).await;
    let settle = gate.admit(2).await.expect("admitted");
    settle(1);
    gate.close().await.expect("a store");
    assert_eq!(store.pacing().set_aside, 1);
    assert!(gate.admit(1).await.is_err_and(|why| why.contains("closed")));
    // Without `close`, too, a little later.
    let gate = StoreGate::start(store.clone()).await.expect("a gate");
    gate.admit(2).await.expect("admitted")(1);
    drop(gate);
    sleep(Duration::from_secs(1)).await;
    assert_eq!(store.pacing().set_aside, 2);
}

#[tokio::test(start_paused = true)]
async fn closing_waits_for_requests_on_the_wire() {
    let store = Memory::with(None, None);
    let gate = gate(&store).await;
    let settle = gate.admit(5).await.expect("admitted");
    drop(gate.admit(2).await.expect("admitted"));
    let mut closing = pin!(gate.close());
    assert!(timeout(Duration::from_secs(9), &mut closing).await.is_err(), "one is on the wire");
    settle(1);
    closing.await.expect("a store");
    assert_eq!(store.pacing().set_aside, 3, "one that nobody settles counts as spent");
}
