//! Hand-written structs for what only uncut posts have: the data of a reel, and what connects accounts.

use serde::Deserialize;
use serde_json::Value;

use super::Text;
use super::sounds::{MusicInfo, OriginalSound};

#[derive(Deserialize)]
pub(super) struct ClipsMetadata<J> {
    clips_creation_entry_point: Text,
    featured_label: Option<J>,
    is_public_chat_welcome_video: Option<bool>,
    professional_clips_upsell_type: Option<i64>,
    show_tips: Option<J>,
    achievements_info: Option<ClipsAchievements<J>>,
    additional_audio_info: Option<AdditionalAudio<J>>,
    asset_recommendation_info: Option<J>,
    audio_ranking_info: Option<AudioRanking>,
    audio_type: Text,
    basel_template_info_for_ig_app: Option<ClipsTemplate<J>>,
    branded_content_tag_info: Option<BrandedContentTag>,
    breaking_content_info: Option<J>,
    breaking_creator_info: Option<J>,
    challenge_info: Option<J>,
    content_appreciation_info: Option<ContentAppreciation<J>>,
    contextual_highlight_info: Option<J>,
    cutout_sticker_info: Option<Vec<J>>,
    disable_use_in_clips_client_cache: Option<bool>,
    external_media_info: Option<J>,
    is_fan_club_promo_video: Option<bool>,
    is_shared_to_fb: Option<bool>,
    mashup_info: Option<MashupInfo<J>>,
    merchandising_pill_info: Option<J>,
    music_canonical_id: Option<Value>,
    music_info: Option<MusicInfo<J>>,
    nux_info: Option<J>,
    original_sound_info: Option<OriginalSound<J>>,
    originality_info: Option<J>,
    reels_on_the_rise_info: Option<J>,
    reusable_text_attribute_string: Option<J>,
    reusable_text_info: Option<J>,
    shopping_info: Option<J>,
    show_achievements: Option<bool>,
    template_info: Option<J>,
    may_have_template_info: Option<J>,
    viewer_interaction_settings: Option<J>,
}

#[derive(Deserialize)]
struct ClipsAchievements<J> {
    num_earned_achievements: Option<J>,
    show_achievements: Option<bool>,
}

#[derive(Deserialize)]
struct AdditionalAudio<J> {
    additional_audio_username: Option<J>,
    audio_reattribution_info: Option<AudioReattribution>,
}

#[derive(Deserialize)]
struct AudioReattribution {
    should_allow_restore: Option<bool>,
}

#[derive(Deserialize)]
struct AudioRanking {
    best_audio_cluster_id: Option<Value>,
}

#[derive(Deserialize)]
struct ClipsTemplate<J> {
    is_basel_template: Option<J>,
    should_show_reuse_setting_for_owner: Option<bool>,
    use_template_deeplink: Option<J>,
}

#[derive(Deserialize)]
struct BrandedContentTag {
    can_add_tag: Option<bool>,
}

#[derive(Deserialize)]
struct ContentAppreciation<J> {
    enabled: Option<bool>,
    entry_point_container: Option<J>,
}

#[derive(Deserialize)]
struct MashupInfo<J> {
    can_toggle_mashups_allowed: Option<bool>,
    formatted_mashups_count: Option<J>,
    has_been_mashed_up: Option<bool>,
    has_nonmimicable_additional_audio: Option<bool>,
    is_creator_requesting_mashup: Option<bool>,
    is_light_weight_check: Option<bool>,
    is_light_weight_reuse_allowed_check: Option<bool>,
    is_pivot_page_available: Option<bool>,
    is_reuse_allowed: Option<bool>,
    mashup_type: Option<J>,
    mashups_allowed: Option<bool>,
    mashups_allowed_for_carousel: Option<bool>,
    non_privacy_filtered_mashups_media_count: Option<i64>,
    privacy_filtered_mashups_media_count: Option<J>,
    original_media: Option<J>,
}

#[derive(Deserialize)]
pub(super) struct Friendship {
    following: Option<bool>,
    followed_by: Option<bool>,
    blocking: Option<bool>,
    muting: Option<bool>,
    is_muting_reel: Option<bool>,
    is_private: Option<bool>,
    incoming_request: Option<bool>,
    outgoing_request: Option<bool>,
    is_bestie: Option<bool>,
    is_feed_favorite: Option<bool>,
    is_restricted: Option<bool>,
    is_eligible_to_subscribe: Option<bool>,
    subscribed: Option<bool>,
    is_viewer_unconnected: Option<bool>,
    reachability_status: Option<i64>,
}
