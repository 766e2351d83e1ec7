//! Hand-written structs for the recorded responses: the same fields as the generated types, each of
//! the plain type that the examples show. Decoding them with `serde_json::from_slice` is the baseline.
//!
//! `J` is the type of JSON of any shape, which the client keeps as text: `Box<RawValue>` does the same with serde_json.

#![allow(dead_code, missing_docs, reason = "decoded only to be measured")]

mod clips;
mod sounds;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use self::clips::{ClipsMetadata, Friendship};

type Text = Option<String>;

#[derive(Deserialize)]
pub struct UserShort {
    pk: String,
    id: Text,
    username: Text,
    full_name: Text,
    profile_pic_url: Text,
    profile_pic_url_hd: Text,
    is_private: Option<bool>,
    is_verified: Option<bool>,
}

#[derive(Deserialize)]
pub struct User {
    pk: Value,
    username: Text,
    full_name: Text,
    is_private: Option<bool>,
    profile_pic_url: Text,
    profile_pic_url_hd: Text,
    is_verified: Option<bool>,
    media_count: Option<i64>,
    follower_count: Option<i64>,
    following_count: Option<i64>,
    biography: Text,
    external_url: Text,
    account_type: Option<i64>,
    is_business: Option<bool>,
    public_email: Text,
    contact_phone_number: Text,
    public_phone_country_code: Text,
    public_phone_number: Text,
    business_contact_method: Text,
    business_category_name: Text,
    category_name: Text,
    category: Text,
    address_street: Text,
    city_id: Option<Value>,
    city_name: Text,
    latitude: Option<f64>,
    longitude: Option<f64>,
    zip: Text,
    instagram_location_id: Option<Value>,
    interop_messaging_user_fbid: Option<Value>,
}

#[derive(Deserialize)]
struct LocationHours<J> {
    status: Text,
    current_status: Text,
    hours_today: Text,
    schedule: Option<Vec<J>>,
    is_open: Option<bool>,
}

#[derive(Deserialize)]
struct Location<J> {
    pk: Option<u64>,
    name: String,
    phone: Text,
    website: Text,
    category: Text,
    hours: Option<LocationHours<J>>,
    address: Text,
    city: Text,
    zip: Text,
    lng: Option<f64>,
    lat: Option<f64>,
    external_id: Option<Value>,
    external_id_source: Text,
}

#[derive(Deserialize)]
struct Usertag {
    user: UserShort,
    x: f64,
    y: f64,
}

#[derive(Deserialize)]
struct Resource<J> {
    pk: String,
    id: String,
    video_url: Text,
    thumbnail_url: String,
    media_type: i64,
    product_type: Text,
    image_versions: Option<Vec<ImageVersion>>,
    video_versions: Option<Vec<VideoVersion<J>>>,
    preview: Text,
    carousel_parent_id: Text,
    commerciality_status: Text,
    taken_at: Option<i64>,
}

#[derive(Deserialize)]
struct ImageVersion {
    estimated_scans_sizes: Option<Vec<i64>>,
    height: Option<i64>,
    scans_profile: Text,
    url: String,
    width: Option<i64>,
    is_spatial_image: Option<bool>,
}

#[derive(Deserialize)]
struct VideoVersion<J> {
    bandwidth: Option<i64>,
    height: Option<i64>,
    id: Text,
    #[serde(rename = "type")]
    kind: Option<i64>,
    url: String,
    url_expiration_timestamp_us: Option<i64>,
    width: Option<i64>,
    fallback: Option<J>,
}

#[derive(Deserialize)]
struct Coauthor {
    strong_id__: Text,
    pk: u64,
    pk_id: Text,
    id: Text,
    username: Text,
    full_name: Text,
    is_private: Option<bool>,
    is_verified: Option<bool>,
    profile_pic_id: Text,
    profile_pic_url: Text,
    friendship_status: Option<Friendship>,
}

#[derive(Deserialize)]
pub struct Media<J> {
    pk: String,
    id: String,
    code: String,
    taken_at: String,
    taken_at_ts: i64,
    media_type: i64,
    product_type: Text,
    thumbnail_url: Text,
    location: Option<Location<J>>,
    user: UserShort,
    comment_count: Option<i64>,
    comments_disabled: Option<bool>,
    like_count: i64,
    play_count: Option<i64>,
    reshare_count: Option<i64>,
    has_liked: Option<bool>,
    caption_text: String,
    accessibility_caption: Text,
    usertags: Vec<Usertag>,
    sponsor_tags: Option<Vec<UserShort>>,
    video_url: Text,
    view_count: Option<i64>,
    video_duration: Option<f64>,
    title: Text,
    resources: Option<Vec<Resource<J>>>,
    image_versions: Option<Vec<ImageVersion>>,
    video_versions: Option<Vec<VideoVersion<J>>>,
    clips_metadata: Option<ClipsMetadata<J>>,
    video_dash_manifest: Text,
    like_and_view_counts_disabled: Option<bool>,
    coauthor_producers: Option<Vec<Coauthor>>,
    is_paid_partnership: Option<bool>,
}

#[derive(Deserialize)]
pub struct Guide<J> {
    id: Text,
    title: Text,
    description: String,
    cover_media: Media<J>,
    feedback_item: Option<J>,
}

#[derive(Deserialize)]
pub struct About {
    username: Text,
    is_verified: Option<bool>,
    country: Text,
    date: Text,
    former_usernames: Text,
}

#[derive(Deserialize)]
pub struct Balance {
    requests: i64,
    rate: Option<i64>,
    currency: Text,
    amount: Option<f64>,
}

/// A page: its items and the next cursor.
pub type Page<T> = (Vec<T>, Text);

/// The hand-written type of a response, by the type of JSON of any shape.
pub trait Shape {
    type Of<J: DeserializeOwned>: DeserializeOwned;
}

/// A page of posts.
pub struct MediaPage;
/// A list of posts.
pub struct Medias;
/// A list of guides.
pub struct Guides;
/// A type without JSON of any shape.
pub struct Plain<T>(T);

impl Shape for MediaPage {
    type Of<J: DeserializeOwned> = Page<Media<J>>;
}

impl Shape for Medias {
    type Of<J: DeserializeOwned> = Vec<Media<J>>;
}

impl Shape for Guides {
    type Of<J: DeserializeOwned> = Vec<Guide<J>>;
}

impl<T: DeserializeOwned> Shape for Plain<T> {
    type Of<J: DeserializeOwned> = T;
}
