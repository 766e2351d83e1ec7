//! Reads any JSON as a checkpoint and as each type that keeps how a value was written: an accepted
//! value is written back unchanged.

#![no_main]

use hikerapi::types::{MediaId, MediaType, ProductType, UserPk};
use hikerapi::pages::Checkpoint;
use hikerapi::values::{Cursor, Number, Text, Timestamp, Url};
use libfuzzer_sys::fuzz_target;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

fuzz_target!(|bytes: &[u8]| {
    let Ok(value) = serde_json::from_slice::<Value>(bytes) else { return };
    check::<UserPk>(&value);
    check::<MediaId>(&value);
    check::<MediaType>(&value);
    check::<ProductType>(&value);
    check::<Cursor>(&value);
    check::<Number>(&value);
    check::<Text>(&value);
    check::<Timestamp>(&value);
    check::<Url>(&value);
    if let Ok(checkpoint) = serde_json::from_value::<Checkpoint>(value) {
        let written = serde_json::to_string(&checkpoint).expect("it came from JSON");
        assert_eq!(serde_json::from_str::<Checkpoint>(&written).expect("own output"), checkpoint);
        assert!(!format!("{checkpoint:?}").is_empty());
    }
});

fn check<T: DeserializeOwned + Serialize>(value: &Value) {
    if let Ok(accepted) = serde_json::from_value::<T>(value.clone()) {
        assert_eq!(&serde_json::to_value(&accepted).expect("it came from JSON"), value);
    }
}
