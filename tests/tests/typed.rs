//! Coverage of the spec: every scalar of the fixtures is in a typed field, but those of the fields that are listed here.

use std::collections::{BTreeMap, BTreeSet};

use hikerapi_tests::fixtures;
use serde_json::Value;
use spec::{Api, Endpoint, Group, Scalar, Type};

/// What the groups of Instagram's own objects begin with. All others are the service's words.
const FAMILIES: [&str; 5] = ["v2_", "v3_", "gql_", "g2_", "a2_"];

fn is_of_no_family(group: &Group) -> bool {
    FAMILIES.iter().all(|family| !group.name.starts_with(family))
}

#[derive(Default)]
struct Count {
    typed: usize,
    free: Vec<String>,
    /// What the fields of type `json` have, by type and field.
    json: BTreeMap<String, BTreeSet<&'static str>>,
}

fn walk(api: &Api, ty: &Type, value: &Value, path: &str, count: &mut Count) {
    match (ty, value) {
        (Type::Nullable(inner), value) => walk(api, inner, value, path, count),
        (Type::Scalar(Scalar::Json), value) => free(value, path, count),
        (Type::List(item), Value::Array(items)) => {
            items.iter().for_each(|value| walk(api, item, value, &format!("{path}[]"), count));
        }
        (Type::Tuple(types), Value::Array(items)) => {
            types.iter().zip(items).for_each(|(ty, value)| walk(api, ty, value, path, count));
        }
        (Type::Map(item), Value::Object(entries)) => {
            entries.values().for_each(|value| walk(api, item, value, &format!("{path}.*"), count));
        }
        (Type::Struct(index), Value::Object(entries)) => {
            let definition = &api.types[*index];
            for (key, value) in entries {
                let path = format!("{path}.{key}");
                let field = definition.fields.iter().find(|field| field.wire == *key);
                if field.is_some_and(|field| is_json(&field.ty)) {
                    count.json.entry(format!("{}.{key}", definition.name)).or_default().insert(kind(value));
                }
                match field {
                    // Null is `None`, whatever the type of the field.
                    Some(field) if field.nullable && value.is_null() => count.typed += 1,
                    Some(field) => walk(api, &field.ty, value, &path, count),
                    None => free(value, &path, count),
                }
            }
        }
        (_, Value::Array(_) | Value::Object(_)) => free(value, path, count),
        _ => count.typed += 1,
    }
}

fn free(value: &Value, path: &str, count: &mut Count) {
    match value {
        Value::Array(items) => items.iter().for_each(|value| free(value, path, count)),
        Value::Object(entries) => entries.values().for_each(|value| free(value, path, count)),
        _ => count.free.push(path.to_owned()),
    }
}

/// Whether a type is `json`, or a list of it.
fn is_json(ty: &Type) -> bool {
    match ty {
        Type::Nullable(inner) | Type::List(inner) | Type::Map(inner) => is_json(inner),
        ty => *ty == Type::Scalar(Scalar::Json),
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Array(items) if items.is_empty() => "[]",
        Value::Object(entries) if entries.is_empty() => "{}",
        _ => "a value",
    }
}

/// Counts the recorded responses of a group.
fn counted(api: &Api, group: &Group) -> Count {
    let mut count = Count::default();
    let recorded = |endpoint: &&Endpoint| endpoint.example.is_some();
    for endpoint in group.endpoints.iter().filter(recorded) {
        for path in fixtures(&group.name, &endpoint.name) {
            let value: Value = serde_json::from_slice(&std::fs::read(&path).expect("a fixture")).expect("JSON");
            let name = format!("{}/{}", group.name, endpoint.name);
            walk(api, endpoint.returns.ty().expect("JSON"), &value, &name, &mut count);
        }
    }
    count
}

#[test]
fn every_scalar_of_the_examples_is_typed() {
    let api = hikerapi_tests::api();
    for group in &api.groups {
        let Count { typed, free, .. } = counted(&api, group);
        let all = typed + free.len();
        let share = if free.is_empty() { 100.0 } else { 100.0 * typed as f64 / all as f64 };
        println!("{:<12} {typed:>6} of {all:>6} scalars typed: {share:.2} %", group.name);
        if is_of_no_family(group) {
            assert_eq!(free, Vec::<String>::new(), "{}", group.name);
        }
    }
}

/// The fields of type `json`, by what they have in all responses, which shows no type. Those of the last row are in no
/// response of these groups: the description declares two as objects of any form, and the third is null elsewhere.
const JSON: [(&str, &str); 3] = [
    (
        "null",
        "
         AdditionalAudio: additional_audio_username
         ClipsAchievements: num_earned_achievements
         ClipsMetadata: asset_recommendation_info breaking_content_info breaking_creator_info challenge_info
           contextual_highlight_info external_media_info featured_label may_have_template_info
           merchandising_pill_info nux_info originality_info reels_on_the_rise_info
           reusable_text_attribute_string reusable_text_info shopping_info show_tips template_info
           viewer_interaction_settings
         ClipsTemplate: is_basel_template use_template_deeplink
         ContentAppreciation: entry_point_container
         HighlightCover: full_image_version upload_id
         MashupInfo: formatted_mashups_count mashup_type original_media privacy_filtered_mashups_media_count
         MediaInsight: ad_media inline_insights_node
         MusicAsset: dark_message reactive_audio_download_url related_audios sanitized_title
           web_30s_preview_download_url
         MusicUse: contains_lyrics derived_content_id display_labels music_creation_restriction_reason
           previous_trend_rank related_audios trend_rank user_notes
         OriginalSound: attributed_custom_audio_asset_id audio_filter_infos formatted_clips_media_count
           previous_trend_rank trend_rank xpost_fb_creator_info
         OriginalSoundUse: display_labels display_media_id inline_audio_label should_mute_audio_reason_type
           user_notes
         Track: territory_validity_periods
         VideoVersion: fallback",
    ),
    (
        "[]",
        "
         ClipsMetadata: cutout_sticker_info
         FoundAccount: account_badges
         LocationHours: schedule
         MusicUse: audio_filter_infos
         OriginalSound: audio_parts audio_parts_by_filter
         ShoppingInsights: shopping_product_by_tag_click_count shopping_product_by_tag_outbound_click_count",
    ),
    (
        "",
        "
         Guide: feedback_item
         SoundArtist: has_onboarded_to_text_post_app
         StorySticker: extra",
    ),
];

/// The names of fields, each with that of its type, which is before them with a colon.
fn listed(fields: &str) -> BTreeSet<String> {
    let mut owner = "";
    let mut names = BTreeSet::new();
    for word in fields.split_whitespace() {
        match word.strip_suffix(':') {
            Some(name) => owner = name,
            None => drop(names.insert(format!("{owner}.{word}"))),
        }
    }
    names
}

/// The fields of type `json` of all types that a type contains.
fn json_fields(api: &Api, ty: &Type, seen: &mut BTreeSet<usize>, found: &mut BTreeSet<String>) {
    match ty {
        Type::Nullable(inner) | Type::List(inner) | Type::Map(inner) => json_fields(api, inner, seen, found),
        Type::Tuple(types) => types.iter().for_each(|ty| json_fields(api, ty, seen, found)),
        Type::Union(index) => api.unions[*index].members.types().for_each(|ty| json_fields(api, ty, seen, found)),
        Type::Struct(index) if seen.insert(*index) => {
            let definition = &api.types[*index];
            for field in &definition.fields {
                if is_json(&field.ty) {
                    found.insert(format!("{}.{}", definition.name, field.wire));
                }
                json_fields(api, &field.ty, seen, found);
            }
        }
        _ => {}
    }
}

#[test]
fn only_fields_without_a_known_value_are_json() {
    let api = hikerapi_tests::api();
    let (mut seen, mut found) = (BTreeSet::new(), BTreeSet::new());
    let mut values: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for group in api.groups.iter().filter(|group| is_of_no_family(group)) {
        let types = group.endpoints.iter().filter_map(|endpoint| endpoint.returns.ty());
        types.for_each(|ty| json_fields(&api, ty, &mut seen, &mut found));
        for (field, kinds) in counted(&api, group).json {
            values.entry(field).or_default().extend(kinds);
        }
    }
    let reason = |field: &String| {
        let kinds: Vec<_> = values.get(field).into_iter().flatten().copied().collect();
        kinds.join(" or ")
    };
    let mut reasons: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for field in found {
        reasons.entry(reason(&field)).or_default().insert(field);
    }
    let expected: BTreeMap<_, _> = JSON.iter().map(|(reason, fields)| ((*reason).to_owned(), listed(fields))).collect();
    assert_eq!(reasons, expected);
}

/// The endpoints of the service's docs page, without the group's base.
const ACTIVE: [&str; 12] = [
    "about",
    "by/id",
    "by/url",
    "by/username",
    "clips/chunk",
    "followers/chunk",
    "following/chunk",
    "medias/chunk",
    "medias/pinned",
    "search/followers",
    "search/following",
    "tag/medias/chunk",
];
const DEPRECATED: [&str; 9] =
    ["clips", "followers", "following", "guides", "medias", "tag/medias", "videos", "videos/chunk", "web_profile_info"];

#[test]
fn the_spec_has_every_endpoint_and_parameter_of_the_docs_page() {
    let api = hikerapi_tests::api();
    let user = api.groups.iter().find(|group| group.name == "user").expect("the group");
    let find = |name: &str| {
        let path = format!("{}/{name}", user.base);
        user.endpoints.iter().find(|endpoint| endpoint.path == path).unwrap_or_else(|| panic!("{path} is missing"))
    };
    assert!(DEPRECATED.iter().all(|name| find(name).deprecated.is_some()));
    let active: Vec<_> = ACTIVE.iter().map(|name| find(name)).collect();
    assert!(active.iter().all(|endpoint| endpoint.deprecated.is_none()));
    let params: Vec<_> = active.iter().flat_map(|endpoint| &endpoint.params).collect();
    let required = params.iter().filter(|param| param.required).count();
    println!("{} endpoints, {} parameters of the active ones, {required} required", 12 + 9, params.len());
    assert_eq!((params.len(), required), (22, 14), "as in the tables of the docs page");
}
