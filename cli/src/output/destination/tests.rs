use std::io::ErrorKind;
use std::time::{Duration, SystemTime};

use super::super::pending::remove_pending_in;
use super::*;
use crate::failure::Code;

/// Writes a text to a path.
fn write(path: &Path, text: &str, is_complete: bool) -> Result<PathBuf, Failure> {
    let Destination { mut writer, file } = Destination::open(Some(path))?;
    writer.write_all(text.as_bytes()).expect("it can be written");
    writer.flush().expect("it can be flushed");
    file.expect("a file").keep(is_complete)
}

/// The names in a folder.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut names: Vec<_> =
        entries.map(|entry| entry.expect("an entry").file_name().into_string().expect("UTF-8")).collect();
    names.sort();
    names
}

fn refused(path: &Path) -> Failure {
    Destination::open(Some(path)).map(|_| ()).expect_err("it cannot be written")
}

#[test]
fn a_file_has_its_name_once_it_is_complete() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.csv");
    fs::write(&path, "before").expect("it can be written");
    let Destination { mut writer, file } = Destination::open(Some(&path)).expect("open");
    writer.write_all(b"after").expect("it can be written");
    writer.flush().expect("it can be flushed");
    assert_eq!(fs::read_to_string(&path).expect("it is there"), "before");
    let temporary = names(folder.path()).remove(0);
    assert!(temporary.starts_with(&format!(".a.csv.{}-", std::process::id())), "{temporary}");
    assert!(temporary.ends_with(".tmp"), "{temporary}");
    assert_eq!(file.expect("a file").keep(true), Ok(path.clone()));
    assert_eq!(fs::read_to_string(&path).expect("it is there"), "after");
    assert_eq!(names(folder.path()), ["a.csv"]);
}

#[test]
fn what_is_not_complete_has_another_name_and_leaves_the_file_that_is_there() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.b.csv");
    write(&path, "whole", true).expect("written");
    let partial = write(&path, "half", false).expect("written");
    assert_eq!(partial, folder.path().join("a.b.partial.csv"));
    assert_eq!(fs::read_to_string(&path).expect("it is there"), "whole");
    assert_eq!(fs::read_to_string(&partial).expect("it is there"), "half");
    assert_eq!(write(&folder.path().join("plain"), "", false), Ok(folder.path().join("plain.partial")));
}

#[test]
fn what_is_dropped_leaves_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let open = Destination::open(Some(&folder.path().join("a.csv"))).expect("open");
    assert_eq!(names(folder.path()).len(), 1);
    drop(open);
    assert_eq!(names(folder.path()), [""; 0]);
}

#[test]
fn what_cannot_be_a_file_is_refused_when_it_is_opened() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    let missing = refused(&at("no/a.csv"));
    let (path, no) = (at("no/a.csv").display().to_string(), at("no").display().to_string());
    assert_eq!(missing, Failure::usage(format!("cannot write `{path}`: there is no folder `{no}`")));
    let folder_itself = refused(folder.path());
    assert_eq!(folder_itself.code, Code::Usage);
    assert!(folder_itself.message.ends_with(": it is a folder"), "{}", folder_itself.message);
    fs::write(at("file"), "").expect("it can be written");
    assert!(refused(&at("file/a.csv")).message.contains("there is no folder"));
    assert_eq!(names(folder.path()), ["file"]);
}

/// Not even root creates files there.
#[cfg(target_os = "linux")]
#[test]
fn a_folder_without_permission_is_a_failure() {
    let failure = refused(Path::new("/proc/a.csv"));
    assert_eq!(failure.code, Code::Usage);
    assert!(failure.message.starts_with("cannot write `/proc/a.csv`: "), "{}", failure.message);
}

#[cfg(unix)]
#[test]
fn links_stay_and_what_they_lead_to_is_written() {
    use std::os::unix::fs::symlink;
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    fs::create_dir(at("data")).expect("a folder");
    symlink("data/real.csv", at("link.csv")).expect("a link");
    symlink("link.csv", at("second.csv")).expect("a link");
    assert_eq!(write(&at("second.csv"), "one", true), Ok(at("data/real.csv")));
    assert_eq!(write(&at("link.csv"), "two", true), Ok(at("data/real.csv")));
    assert!(fs::symlink_metadata(at("link.csv")).expect("it is there").is_symlink());
    assert_eq!(fs::read_to_string(at("second.csv")).expect("it is there"), "two");
    assert_eq!(names(&at("data")), ["real.csv"]);
    symlink("circle.csv", at("circle.csv")).expect("a link");
    assert!(refused(&at("circle.csv")).message.ends_with("too many links lead to each other"));
}

#[cfg(unix)]
#[test]
fn files_have_the_permissions_of_other_files_or_of_the_one_before() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("a folder");
    let mode = |path: &Path| fs::metadata(path).expect("it is there").permissions().mode() & 0o777;
    let (path, other) = (folder.path().join("a.csv"), folder.path().join("other"));
    fs::write(&other, "").expect("it can be written");
    write(&path, "", true).expect("written");
    assert_eq!(mode(&path), mode(&other));
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).expect("the mode can be set");
    write(&path, "", true).expect("written");
    assert_eq!(mode(&path), 0o600);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_device_is_a_failure() {
    let Destination { mut writer, file } = Destination::open(Some(Path::new("/dev/full"))).expect("open");
    assert!(file.is_none());
    let error = writer.write_all(b"a").and_then(|()| writer.flush()).expect_err("it is full");
    let failure = writer.name.failure(&error);
    assert_eq!(failure.code, Code::Failed);
    assert!(failure.message.starts_with("cannot write `/dev/full`: No space left on device"), "{}", failure.message);
}

#[test]
fn a_closed_pipe_is_one_quiet_line() {
    let failure = Name::Stdout.failure(&ErrorKind::BrokenPipe.into());
    assert_eq!(failure, Failure::failed("standard output was closed"));
}

#[cfg(unix)]
#[test]
fn a_pipe_is_opened_by_what_writes_to_it_and_not_by_a_check() {
    use std::io::Read;
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("pipe");
    nix::unistd::mkfifo(&path, nix::sys::stat::Mode::from_bits_truncate(0o600)).expect("a pipe");
    // Nobody reads it: opening it would block.
    assert_eq!(Destination::check(Some(&path)), Ok(()));
    let reader = std::thread::spawn({
        let path = path.clone();
        move || {
            let mut text = String::new();
            fs::File::open(path).and_then(|mut pipe| pipe.read_to_string(&mut text)).expect("a text");
            text
        }
    });
    let Destination { mut writer, file } = Destination::open(Some(&path)).expect("open");
    assert!(file.is_none());
    writer.write_all(b"rows").expect("it can be written");
    drop(writer);
    assert_eq!(reader.join().expect("read"), "rows");
    assert!(!fs::metadata(&path).expect("it is there").is_file());
}

#[cfg(target_os = "linux")]
#[test]
fn an_open_file_of_a_process_is_added_to() {
    use std::os::fd::AsRawFd;
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.csv");
    fs::write(&path, "before\n").expect("it can be written");
    let open = fs::File::open(&path).expect("it can be opened");
    for named in [format!("/proc/self/fd/{}", open.as_raw_fd()), format!("/dev/fd/{}", open.as_raw_fd())] {
        Destination::check(Some(Path::new(&named))).expect("it can be written");
        let Destination { mut writer, file } = Destination::open(Some(Path::new(&named))).expect("open");
        assert!(file.is_none());
        writer.write_all(b"after\n").expect("it can be written");
    }
    assert_eq!(fs::read_to_string(&path).expect("it is there"), "before\nafter\nafter\n");
    assert_eq!(names(folder.path()), ["a.csv"]);
}

#[test]
fn files_of_killed_processes_are_removed_and_no_others() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    let long_ago = SystemTime::now() - Duration::from_secs(3_600);
    let old = |name: &str| {
        let file = fs::File::create(at(name)).expect("a file");
        file.set_modified(long_ago).expect("a time");
    };
    let others = [".a.csv.partial.tmp", ".a.csv.12.tmp", ".a.csv.b-1.tmp", ".b.csv.12-abc.tmp", "a.csv.12-abc.tmp"];
    others.into_iter().chain([".a.csv.12-abc.tmp"]).for_each(old);
    fs::write(at(".a.csv.12-new.tmp"), "").expect("a file");
    // Of another run, which is under way.
    let other = Destination::open(Some(&at("a.csv"))).expect("open");
    let handle = other.file.as_ref().expect("a file").writer().expect("a handle");
    handle.set_modified(long_ago).expect("a time");
    drop(Destination::open(Some(&at("a.csv"))).expect("open"));
    let left = names(folder.path());
    assert!(others.iter().chain(&[".a.csv.12-new.tmp"]).all(|name| left.iter().any(|left| left == name)), "{left:?}");
    assert_eq!(left.len(), others.len() + 2, "{left:?}");
    other.file.expect("a file").keep(true).expect("it is there");
    assert!(at("a.csv").exists());
}

#[test]
fn what_is_under_way_can_be_removed_at_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    let kept = Destination::open(Some(&at("kept.csv"))).expect("open");
    kept.file.expect("a file").keep(true).expect("kept");
    let open = Destination::open(Some(&at("open.csv"))).expect("open");
    // Tests run in one process: those of others are theirs.
    remove_pending_in(folder.path());
    assert_eq!(names(folder.path()), ["kept.csv"]);
    drop(open);
}
