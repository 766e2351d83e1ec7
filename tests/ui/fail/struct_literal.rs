//! Only the client constructs objects, since they can get new fields.
use hikerapi::types::{UserPk, Usertag};

fn main() {
    let _ = |user| Usertag { user, x: 0.5.into(), y: 0.5.into() };
    let _ = UserPk::new(1);
}
