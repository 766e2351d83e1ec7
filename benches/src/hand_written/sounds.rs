//! Hand-written structs for the sounds of reels. Each id is a number in some fields and a text in others.

use serde::Deserialize;
use serde_json::Value;

use super::Text;

#[derive(Deserialize)]
pub(super) struct OriginalSound<J> {
    allow_creator_to_rename: Option<bool>,
    audio_asset_id: Option<Value>,
    attributed_custom_audio_asset_id: Option<J>,
    can_remix_be_shared_to_fb: Option<bool>,
    can_remix_be_shared_to_fb_expansion: Option<bool>,
    dash_manifest: Text,
    duration_in_ms: Option<i64>,
    formatted_clips_media_count: Option<J>,
    hide_remixing: Option<bool>,
    is_audio_automatically_attributed: Option<bool>,
    is_eligible_for_audio_effects: Option<bool>,
    is_eligible_for_vinyl_sticker: Option<bool>,
    is_explicit: Option<bool>,
    is_original_audio_download_eligible: Option<bool>,
    is_reuse_disabled: Option<bool>,
    is_xpost_from_fb: Option<bool>,
    music_canonical_id: Option<Value>,
    oa_owner_is_music_artist: Option<bool>,
    original_audio_subtype: Text,
    original_audio_title: Text,
    original_media_id: Option<Value>,
    progressive_download_url: Text,
    should_mute_audio: Option<bool>,
    time_created: Option<i64>,
    trend_rank: Option<J>,
    previous_trend_rank: Option<J>,
    overlap_duration_in_ms: Option<i64>,
    audio_asset_start_time_in_ms: Option<i64>,
    derived_content_start_time_in_composition_in_ms: Option<i64>,
    ig_artist: Option<SoundArtist<J>>,
    audio_filter_infos: Option<J>,
    audio_parts: Option<Vec<J>>,
    audio_parts_by_filter: Option<Vec<J>>,
    consumption_info: Option<OriginalSoundUse<J>>,
    xpost_fb_creator_info: Option<J>,
    fb_downstream_use_xpost_metadata: Option<CrosspostUse>,
}

#[derive(Deserialize)]
struct OriginalSoundUse<J> {
    display_media_id: Option<J>,
    is_bookmarked: Option<bool>,
    is_trending_in_clips: Option<bool>,
    should_mute_audio_reason: Text,
    should_mute_audio_reason_type: Option<J>,
    inline_audio_label: Option<J>,
    display_labels: Option<J>,
    user_notes: Option<J>,
}

#[derive(Deserialize)]
struct CrosspostUse {
    downstream_use_xpost_deny_reason: Text,
}

#[derive(Deserialize)]
struct SoundArtist<J> {
    strong_id__: Option<Value>,
    pk: Option<Value>,
    pk_id: Option<Value>,
    id: Option<Value>,
    username: Text,
    full_name: Text,
    is_private: Option<bool>,
    is_verified: Option<bool>,
    profile_pic_id: Text,
    profile_pic_url: Text,
    __typename: Text,
    has_onboarded_to_text_post_app: Option<J>,
}

#[derive(Deserialize)]
pub(super) struct MusicInfo<J> {
    music_canonical_id: Option<Value>,
    music_asset_info: Option<MusicAsset<J>>,
    music_consumption_info: Option<MusicUse<J>>,
}

#[derive(Deserialize)]
struct MusicAsset<J> {
    allows_saving: Option<bool>,
    artist_id: Option<Value>,
    audio_asset_id: Option<Value>,
    audio_cluster_id: Option<Value>,
    cover_artwork_thumbnail_uri: Text,
    cover_artwork_uri: Text,
    dark_message: Option<J>,
    dash_manifest: Text,
    display_artist: Text,
    duration_in_ms: Option<i64>,
    fast_start_progressive_download_url: Text,
    has_lyrics: Option<J>,
    highlight_start_times_in_ms: Option<Vec<i64>>,
    id: Option<Value>,
    ig_username: Text,
    is_eligible_for_audio_effects: Option<bool>,
    is_eligible_for_vinyl_sticker: Option<bool>,
    is_explicit: Option<bool>,
    licensed_music_subtype: Text,
    progressive_download_url: Text,
    reactive_audio_download_url: Option<J>,
    sanitized_title: Option<J>,
    song_monetization_info: Text,
    subtitle: Text,
    title: Text,
    web_30s_preview_download_url: Option<J>,
    lyrics: Option<J>,
    spotify_track_metadata: Option<J>,
    related_audios: Option<J>,
}

#[derive(Deserialize)]
struct MusicUse<J> {
    allow_media_creation_with_music: Option<bool>,
    music_creation_restriction_reason: Option<J>,
    audio_asset_start_time_in_ms: Option<i64>,
    derived_content_start_time_in_composition_in_ms: Option<i64>,
    contains_lyrics: Option<J>,
    derived_content_id: Option<J>,
    display_labels: Option<J>,
    formatted_clips_media_count: Text,
    is_bookmarked: Option<bool>,
    is_trending_in_clips: Option<bool>,
    overlap_duration_in_ms: Option<i64>,
    placeholder_profile_pic_url: Text,
    should_allow_music_editing: Option<bool>,
    should_mute_audio: Option<bool>,
    should_mute_audio_reason: Text,
    should_mute_audio_reason_type: Text,
    should_render_soundwave: Option<bool>,
    trend_rank: Option<J>,
    previous_trend_rank: Option<J>,
    ig_artist: Option<SoundArtist<J>>,
    audio_filter_infos: Option<Vec<J>>,
    audio_muting_info: Option<AudioMuting>,
    user_notes: Option<J>,
    related_audios: Option<Vec<J>>,
}

#[derive(Deserialize)]
struct AudioMuting {
    mute_audio: Option<bool>,
    mute_reason_str: Text,
    allow_audio_editing: Option<bool>,
    show_muted_audio_toast: Option<bool>,
}
