//! What the benches have in common: the replies that are read, and the structs that one writes for them by hand.

pub mod by_hand;
pub mod replies;
pub mod specs;
