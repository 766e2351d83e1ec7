//! What most tests script: some answers to a path, one each, and samples after them.

use hikerapi::rt::Returned;
use hikerapi_testing::{Answer, Server, ServerOf};

use crate::fixture;

/// Answers for a path.
pub trait Scripts {
    /// Scripts the answers to the next requests for a path, one each, in this order.
    fn script(&self, path: &str, answers: impl IntoIterator<Item = Answer>);
}

impl<C> Scripts for ServerOf<C> {
    #[track_caller]
    fn script(&self, path: &str, answers: impl IntoIterator<Item = Answer>) {
        answers.into_iter().fold(self.on_path(path), |script, answer| script.answer(answer).times(1));
    }
}

/// A server that answers with whole fixtures, where [`Server::start`] divides lists into pages. Endpoints that return bytes
/// have none.
///
/// # Panics
/// If no port is free.
pub async fn fixture_server() -> Server {
    let server = Server::start().await;
    for operation in hikerapi::service::OPERATIONS.iter().filter(|operation| operation.returns == Returned::Json) {
        server.on_path(operation.path).answer(fixture_answer(operation.group, operation.name));
    }
    server
}

/// A server that answers every request with this.
///
/// # Panics
/// If no port is free.
pub async fn always(answer: Answer) -> Server {
    let server = Server::start().await;
    server.respond_with(move |_| Some(answer.clone()));
    server
}

/// A fixture as it is.
fn fixture_answer(group: &str, method: &str) -> Answer {
    Answer::bytes(200, fixture(group, method)).header("content-type", "application/json")
}
