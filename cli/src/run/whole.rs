//! Responses that are no rows: bytes, which are passed on as they are, or nothing.

use std::io::Write;
use std::path::Path;

use hikerapi_runtime::service::Returned;

use super::interrupt::{Interrupt, interrupted};
use super::start::Start;
use crate::failure::Failure;
use crate::job::Job;
use crate::output::Destination;
use crate::terminal::Terminal;

/// Refuses what only rows can have, and what cannot be written: it would be paid for.
pub(super) fn check(job: &Job, terminal: &Terminal) -> Result<(), Failure> {
    let operation = job.endpoint.operation;
    let key = operation.key();
    let out = job.output.out.as_deref().filter(|path| *path != Path::new("-"));
    let refuse = |what: &str| Err(Failure::usage(format!("`{key}` returns no rows, and so takes {what}")));
    match job {
        Job { inputs: Some(_), .. } => refuse("one input at a time: call it once for each"),
        Job { resume: Some(_), .. } => refuse("no `--resume`"),
        _ if operation.returns == Returned::Bytes && out.is_none() && terminal.is_output => Err(Failure::usage(
            format!("`{key}` returns bytes, which a terminal cannot show: add `--out FILE`, or pass them on by a pipe"),
        )),
        _ => Destination::check(out),
    }
}

/// Sends the request and passes on the response. The request that is in flight is awaited after an interrupt: it is paid for.
pub(super) async fn fetch(
    start: Start,
    mut interrupt: Interrupt,
    job: &Job,
    terminal: &Terminal,
) -> Result<(), Failure> {
    let Destination { mut writer, file } = Destination::open(job.output.out.as_deref())?;
    let price = start.price();
    let Start { template, spending, .. } = start;
    let mut sent = std::pin::pin!(template.raw());
    let (response, is_interrupted) = tokio::select! {
        response = &mut sent => (response, false),
        () = interrupt.wait() => {
            spending.close();
            (sent.await, true)
        }
    };
    let response = match response {
        Err(_) if is_interrupted => return Err(interrupted()),
        response => response.map_err(|error| spending.failure(error, price))?,
    };
    match response.body() {
        [] => terminal.note("done: the service returned nothing, as it should"),
        bytes => {
            let written = writer.write_all(bytes).and_then(|()| writer.flush());
            written.map_err(|error| writer.name.failure(&error))?;
            if let Some(file) = file {
                terminal.note(&format!("written to {}", file.keep(true)?.display()));
            }
        }
    }
    if is_interrupted { Err(interrupted()) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use std::process::ExitCode;

    use hikerapi_runtime::dynamic::EndpointDescription;
    use hikerapi_runtime::service::{Operation, Param, ParamForm, Returned};
    use hikerapi_testing::Server;

    use crate::job::{Inputs, Job, Source};
    use crate::output::OutputOptions;
    use crate::run::testing::{self, end};
    use crate::terminal::Terminal;

    static BYTES: Operation = Operation {
        path: "/v1/user/by/id",
        params: &[Param::required("id", ParamForm::Digits)],
        returns: Returned::Bytes,
        ..Operation::DEFAULT
    };

    static FILE: EndpointDescription = EndpointDescription::new(&BYTES, "", &[]);

    fn job(folder: &std::path::Path) -> Job {
        let output = OutputOptions { out: Some(folder.join("it.bin")), ..OutputOptions::default() };
        Job { arguments: vec![("id", vec!["7".to_owned()])], output, ..testing::job(&FILE) }
    }

    #[test]
    fn bytes_are_written_as_they_are_and_nothing_is_no_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let server = Server::start_blocking();
        let job = job(folder.path());
        server.on_path("/v1/user/by/id?id=7").bytes(200, &b"\0\xff{"[..]).times(1).bytes(200, &b""[..]);
        assert_eq!(end(&server, &job), Ok(ExitCode::SUCCESS));
        assert_eq!(std::fs::read(folder.path().join("it.bin")).expect("a file"), b"\0\xff{");
        std::fs::remove_file(folder.path().join("it.bin")).expect("removed");
        assert_eq!(end(&server, &job), Ok(ExitCode::SUCCESS));
        assert_eq!(std::fs::read_dir(folder.path()).expect("a folder").count(), 0);
        assert_eq!(server.requests().len(), 2);
    }

    #[cfg(unix)]
    #[test]
    fn links_and_permissions_stay_as_they_are() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a folder");
        let server = Server::start_blocking();
        let job = job(folder.path());
        let (link, real) = (folder.path().join("it.bin"), folder.path().join("real"));
        std::fs::write(&real, "before").expect("a file");
        std::fs::set_permissions(&real, std::fs::Permissions::from_mode(0o644)).expect("the mode can be set");
        std::os::unix::fs::symlink("real", &link).expect("a link");
        server.on_path("/v1/user/by/id?id=7").bytes(200, &b"\0\xff{"[..]);
        assert_eq!(end(&server, &job), Ok(ExitCode::SUCCESS));
        assert!(std::fs::symlink_metadata(&link).expect("it is there").is_symlink());
        assert_eq!(std::fs::metadata(&real).expect("it is there").permissions().mode() & 0o777, 0o644);
        assert_eq!(std::fs::read(&real).expect("a file"), b"\0\xff{");
    }

    #[test]
    fn what_cannot_be_written_is_not_paid_for() {
        let folder = tempfile::tempdir().expect("a folder");
        let server = Server::start_blocking();
        let job = job(&folder.path().join("none"));
        assert!(end(&server, &job).is_err_and(|message| message.contains(": there is no folder `")));
        assert_eq!(server.requests().len(), 0);
        let job = Job { output: OutputOptions::default(), ..job };
        let terminal = Terminal { is_input: true, is_output: true, is_error: true, is_quiet: false };
        let message = super::check(&job, &terminal).expect_err("a terminal").message;
        assert!(message.contains("returns bytes, which a terminal cannot show: add `--out FILE`"), "{message}");
        assert_eq!(super::check(&job, &Terminal { is_output: false, ..terminal }), Ok(()));
    }

    #[test]
    fn a_failure_is_no_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let server = Server::start_blocking();
        server.on_path("/v1/user/by/id?id=7").status(404, "UserNotFound");
        assert!(end(&server, &job(folder.path())).is_err_and(|message| message.starts_with("not found")));
        assert_eq!(std::fs::read_dir(folder.path()).expect("a folder").count(), 0);
    }

    #[test]
    fn what_only_rows_have_is_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let server = Server::start_blocking();
        let inputs = Some(Inputs { param: "id", source: Source::Stdin, field: None });
        let message = end(&server, &Job { inputs, ..job(folder.path()) }).expect_err("several inputs");
        assert!(message.contains("returns no rows, and so takes one input at a time"), "{message}");
        let job = Job { resume: Some("j".into()), ..job(folder.path()) };
        assert!(end(&server, &job).is_err_and(|message| message.ends_with("takes no `--resume`")));
        assert_eq!(server.requests().len(), 0);
    }
}
