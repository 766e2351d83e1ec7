//! Samples until generated ones are there.

use hikerapi_runtime::client::ServiceClient;
use hikerapi_runtime::service::Operation;

#[allow(missing_docs, unreachable_pub, reason = "interim")]
pub struct SampleResponse {
    pub operation: &'static Operation,
    pub body: &'static str,
}

#[allow(missing_docs, unreachable_pub, reason = "interim")]
pub trait Sampled: ServiceClient {
    const RESPONSES: &'static [SampleResponse];
}

#[cfg(feature = "hikerapi")]
impl Sampled for hikerapi::Client {
    const RESPONSES: &'static [SampleResponse] = &[
        SampleResponse {
            operation: <hikerapi::Client as ServiceClient>::OPERATIONS[0],
            body: include_str!("../../../tests/fixtures/system/balance.json"),
        },
        SampleResponse {
            operation: <hikerapi::Client as ServiceClient>::OPERATIONS[1],
            body: include_str!("../../../tests/fixtures/user/about.json"),
        },
        SampleResponse {
            operation: <hikerapi::Client as ServiceClient>::OPERATIONS[2],
            body: include_str!("../../../tests/fixtures/user/by_id.json"),
        },
        SampleResponse {
            operation: <hikerapi::Client as ServiceClient>::OPERATIONS[3],
            body: include_str!("../../../tests/fixtures/user/by_url.json"),
        },
        SampleResponse {
            operation: <hikerapi::Client as ServiceClient>::OPERATIONS[4],
            body: include_str!("../../../tests/fixtures/user/by_username.json"),
        },
        SampleResponse {
            operation: <hikerapi::Client as ServiceClient>::OPERATIONS[5],
            body: include_str!("../../../tests/fixtures/user/clips_chunk.json"),
        },
        SampleResponse {
            operation: <hikerapi::Client as ServiceClient>::OPERATIONS[6],
            body: include_str!("../../../tests/fixtures/user/followers_chunk.json"),
        },
        SampleResponse {
            operation: <hikerapi::Client as ServiceClient>::OPERATIONS[7],
            body: include_str!("../../../tests/fixtures/user/following_chunk.json"),
        },
        SampleResponse {
            operation: <hikerapi::Client as ServiceClient>::OPERATIONS[8],
            body: include_str!("../../../tests/fixtures/user/medias_chunk.json"),
        },
        SampleResponse {
            operation: <hikerapi::Client as ServiceClient>::OPERATIONS[9],
            body: include_str!("../../../tests/fixtures/user/medias_pinned.json"),
        },
        SampleResponse {
            operation: <hikerapi::Client as ServiceClient>::OPERATIONS[10],
            body: include_str!("../../../tests/fixtures/user/search_followers.json"),
        },
        SampleResponse {
            operation: <hikerapi::Client as ServiceClient>::OPERATIONS[11],
            body: include_str!("../../../tests/fixtures/user/search_following.json"),
        },
        SampleResponse {
            operation: <hikerapi::Client as ServiceClient>::OPERATIONS[12],
            body: include_str!("../../../tests/fixtures/user/tag_medias_chunk.json"),
        },
        SampleResponse {
            operation: <hikerapi::Client as ServiceClient>::OPERATIONS[13],
            body: include_str!("../../../tests/fixtures/user/clips.json"),
        },
        SampleResponse {
            operation: <hikerapi::Client as ServiceClient>::OPERATIONS[14],
            body: include_str!("../../../tests/fixtures/user/followers.json"),
        },
        SampleResponse {
            operation: <hikerapi::Client as ServiceClient>::OPERATIONS[15],
            body: include_str!("../../../tests/fixtures/user/following.json"),
        },
        SampleResponse {
            operation: <hikerapi::Client as ServiceClient>::OPERATIONS[16],
            body: include_str!("../../../tests/fixtures/user/guides.json"),
        },
        SampleResponse {
            operation: <hikerapi::Client as ServiceClient>::OPERATIONS[17],
            body: include_str!("../../../tests/fixtures/user/medias.json"),
        },
        SampleResponse {
            operation: <hikerapi::Client as ServiceClient>::OPERATIONS[18],
            body: include_str!("../../../tests/fixtures/user/tag_medias.json"),
        },
        SampleResponse {
            operation: <hikerapi::Client as ServiceClient>::OPERATIONS[19],
            body: include_str!("../../../tests/fixtures/user/videos.json"),
        },
        SampleResponse {
            operation: <hikerapi::Client as ServiceClient>::OPERATIONS[20],
            body: include_str!("../../../tests/fixtures/user/videos_chunk.json"),
        },
        SampleResponse {
            operation: <hikerapi::Client as ServiceClient>::OPERATIONS[21],
            body: include_str!("../../../tests/fixtures/user/web_profile_info.json"),
        },
    ];
}
