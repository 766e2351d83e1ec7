//! Only the client constructs an unknown value, since a later version may know it.
use hikerapi::types::ProductType;

fn main() {
    let _ = ProductType::Unknown(hikerapi::values::UnknownText("hologram".into()));
}
