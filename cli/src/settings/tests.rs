use std::ffi::OsString;
use std::fs;

use hikerapi_runtime::service::Credential;

use super::folders::System;
use super::*;
use crate::failure::Code;

const SHOP: Service =
    Service { auth: &[Credential { header: "x-shop-key", scheme: None, env: &["SHOP_KEY"] }], ..Service::DEFAULT };
const TWO_KEYS: Service = Service {
    auth: &[Credential { header: "Authorization", scheme: Some("Basic"), env: &["SHOP_ID", "SHOP_SECRET"] }],
    ..Service::DEFAULT
};

/// The settings of `shop-cli` in an environment with these variables.
#[track_caller]
fn load(service: &Service, overrides: Overrides, variables: &[(&str, &str)]) -> Result<Settings, Failure> {
    let variable = |name: &str| Some(variables.iter().find(|(known, _)| *known == name)?.1.into());
    Settings::load("shop-cli", service, overrides, &variable)
}

/// The settings with a configuration file, and the messages with `FILE` for its path.
fn with_file(text: &str) -> Result<Settings, String> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("config.toml");
    fs::write(&path, text).expect("the file can be written");
    let config = path.to_str().expect("UTF-8");
    load(&SHOP, Overrides::default(), &[("SHOP_CLI_CONFIG", config)]).map_err(|failure| {
        assert_eq!(failure.code, Code::Usage);
        failure.message.replace(config, "FILE")
    })
}

#[track_caller]
fn refused(text: &str, expected: &str) {
    assert_eq!(with_file(text).expect_err(text), expected);
}

#[test]
fn the_command_line_is_before_the_environment_and_that_before_the_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("config.toml");
    let text = "server = \"https://file\"\nproxy = \"http://file\"\nbudget_per_day = 1\nconfirm_above = 2\n";
    fs::write(&path, text).expect("the file can be written");
    let overrides = Overrides { server: Some("https://line".into()), config: Some(path), ..Overrides::default() };
    let environment = [
        ("SHOP_CLI_SERVER", "https://environment"),
        ("SHOP_CLI_PROXY", "http://environment"),
        ("SHOP_CLI_BUDGET_PER_DAY", "3"),
        ("SHOP_CLI_CONFIRM_ABOVE", ""),
        ("SHOP_CLI_CONFIG", "/nowhere/config.toml"),
    ];
    let settings = load(&SHOP, overrides, &environment).expect("settings");
    assert_eq!(settings.server.as_deref(), Some("https://line"));
    assert_eq!(settings.proxy.as_deref(), Some("http://environment"));
    assert_eq!(settings.budget_per_day, Some(3));
    assert_eq!(settings.confirm_above, Some(2));
}

#[test]
fn without_anything_all_settings_are_absent() {
    let settings = load(&SHOP, Overrides::default(), &[]).expect("settings");
    assert_eq!((settings.server, settings.proxy), (None, None));
    assert_eq!((settings.budget_per_day, settings.confirm_above), (None, None));
}

#[test]
fn the_usual_file_need_not_be_there_and_a_stated_one_must() {
    let folder = tempfile::tempdir().expect("a folder");
    let home = folder.path().to_str().expect("UTF-8");
    assert!(load(&SHOP, Overrides::default(), &[("HOME", home), ("APPDATA", home)]).is_ok());
    let stated = folder.path().join("no.toml");
    let failure = load(&SHOP, Overrides { config: Some(stated), ..Overrides::default() }, &[]).expect_err("no file");
    assert_eq!(failure.code, Code::Usage);
    assert!(failure.message.starts_with("cannot read the configuration file `"), "{}", failure.message);
}

#[test]
fn folders_are_those_of_the_system() {
    let paths = |system, variables: &[(&str, &str)]| {
        let variable = |name: &str| Some(OsString::from(variables.iter().find(|(known, _)| *known == name)?.1));
        let folders = Folders::on(system, "hiker", &Environment::new("hiker", &variable));
        let text = |path: Option<PathBuf>| path.map(|path| path.to_string_lossy().replace('\\', "/"));
        (text(folders.config_file()), text(folders.state_path().map(Path::to_owned)))
    };
    let both = |config: &str, state: &str| (Some(config.to_owned()), Some(state.to_owned()));
    let home = ("HOME", "/home/me");
    assert_eq!(paths(System::Unix, &[home]), both("/home/me/.config/hiker/config.toml", "/home/me/.local/state/hiker"));
    let xdg = [home, ("XDG_CONFIG_HOME", "/c"), ("XDG_STATE_HOME", "/s")];
    assert_eq!(paths(System::Unix, &xdg), both("/c/hiker/config.toml", "/s/hiker"));
    let relative = [home, ("XDG_CONFIG_HOME", "c"), ("XDG_STATE_HOME", "")];
    assert_eq!(paths(System::Unix, &relative), paths(System::Unix, &[home]));
    let windows = [("APPDATA", "/roaming"), ("LOCALAPPDATA", "/local")];
    assert_eq!(paths(System::Windows, &windows), both("/roaming/hiker/config.toml", "/local/hiker"));
    assert_eq!(paths(System::Unix, &[]), (None, None));
}

#[cfg(unix)]
#[test]
fn the_state_folder_is_made_for_this_user_alone() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("a folder");
    let home = folder.path().to_str().expect("UTF-8");
    let settings = load(&SHOP, Overrides::default(), &[("HOME", home), ("XDG_STATE_HOME", home)]).expect("settings");
    let state = settings.state_folder().expect("a folder");
    assert_eq!(state, folder.path().join("shop-cli"));
    assert_eq!(fs::metadata(state).expect("it is there").permissions().mode() & 0o777, 0o700);
    assert_eq!(settings.state_folder().expect("the same"), state);

    let nowhere = load(&SHOP, Overrides::default(), &[]).expect("settings");
    assert_eq!(nowhere.state_folder().expect_err("no home").code, Code::Usage);
    let blocked = format!("{home}/file");
    fs::write(&blocked, "").expect("the file can be written");
    let blocked = load(&SHOP, Overrides::default(), &[("XDG_STATE_HOME", &blocked)]).expect("settings");
    let failure = blocked.state_folder().expect_err("a file is there");
    assert!(failure.message.starts_with("cannot make the folder `"), "{}", failure.message);
    assert_eq!(failure.code, Code::Usage);
}

#[test]
fn the_help_has_every_variable_and_the_path_of_the_file() {
    let shown = |variables: &[(&str, &str)]| {
        let variable = |name: &str| Some(OsString::from(variables.iter().find(|(known, _)| *known == name)?.1));
        super::variables("shop-cli", &SHOP, &variable)
    };
    let names: Vec<_> = shown(&[]).into_iter().map(|(name, _)| name).collect();
    let own = ["SERVER", "PROXY", "BUDGET_PER_DAY", "CONFIRM_ABOVE", "STORE", "CONFIG"]
        .map(|name| format!("SHOP_CLI_{name}"));
    assert_eq!((names[0].as_str(), &names[1..]), ("SHOP_KEY", &own[..]));
    let of_config = |variables| shown(variables).pop().expect("the last one").1;
    #[cfg(not(windows))]
    for (variables, path) in [
        (&[("HOME", "/home/me")][..], "~/.config/shop-cli/config.toml"),
        (&[("HOME", "/home/me"), ("XDG_CONFIG_HOME", "/c")], "/c/shop-cli/config.toml"),
    ] {
        assert_eq!(of_config(variables), format!("The configuration file [default: {path}]"));
    }
    assert_eq!(of_config(&[]), "The configuration file");
}

#[test]
fn the_server_is_that_of_the_settings_or_the_first_of_the_service() {
    let service = Service { servers: &["https://one/", "https://two"], ..SHOP };
    let of = |server: Option<&str>| {
        let overrides = Overrides { server: server.map(str::to_owned), ..Overrides::default() };
        load(&service, overrides, &[]).expect("settings").server_url(&service).to_owned()
    };
    assert_eq!((of(None), of(Some("https://three/v1/"))), ("https://one".to_owned(), "https://three/v1".to_owned()));
}

#[test]
fn mistakes_in_the_file_show_where_they_are() {
    refused("budget_per_day = 5\nservr = \"x\"\n", "FILE:2:1: `servr` is not a setting; did you mean `server`?");
    refused(
        "colour = 1\n",
        "FILE:1:1: `colour` is not a setting; the settings are `server`, `proxy`, `budget_per_day`, `confirm_above`, `store`, `key_file`, \
         `keyring`",
    );
    refused("confirm_above = \"5\"\n", "FILE:1:17: invalid type: string \"5\", expected u64");
    refused("\n  budget_per_day = -1\n", "FILE:2:20: invalid value: integer `-1`, expected u64");
    let broken = with_file("server = \n").expect_err("broken");
    assert!(broken.starts_with("FILE:1:10: "), "{broken}");
    assert!(!broken.contains('\n'), "{broken}");
}

#[test]
fn a_file_with_a_key_is_refused_and_not_shown() {
    for name in ["key", "token", "SHOP_KEY", "shop_key", "api-key"] {
        let message = with_file(&format!("{name} = \"hush-hush\"\n")).expect_err(name);
        assert_eq!(
            message,
            format!(
                "FILE:1:1: `{name}` cannot be a setting, because files with settings are copied and shown: set SHOP_KEY in \
                 the environment, or write the key to a file of its own, and set `key_file` to its path"
            )
        );
    }
    let broken = with_file("token = \"hush-hush\n").expect_err("a broken line");
    assert!(!broken.contains("hush"), "{broken}");
}

#[test]
fn variables_with_wrong_values_are_refused() {
    let wrong = |name, value| load(&SHOP, Overrides::default(), &[(name, value)]).expect_err(value).message;
    let expected = "SHOP_CLI_CONFIRM_ABOVE is `many`, which is not a whole number";
    assert_eq!(wrong("SHOP_CLI_CONFIRM_ABOVE", "many"), expected);
    assert!(wrong("SHOP_CLI_BUDGET_PER_DAY", "-1").starts_with("SHOP_CLI_BUDGET_PER_DAY is `-1`"));
    let one_of_two = load(&TWO_KEYS, Overrides::default(), &[("SHOP_ID", "me")]).expect_err("one key");
    assert_eq!(one_of_two.message, "SHOP_SECRET is not set: the service needs SHOP_ID and SHOP_SECRET");
}

#[test]
fn keys_of_the_environment_are_read_and_never_shown() {
    let variables = [("SHOP_ID", "me"), ("SHOP_SECRET", "hush-hush"), ("SHOP_CLI_PROXY", "http://me:hush-hush@proxy")];
    let settings = load(&TWO_KEYS, Overrides::default(), &variables).expect("settings");
    let keys = settings.keys.clone().expect("keys");
    assert_eq!(keys.iter().map(Secret::reveal).collect::<Vec<_>>(), ["me", "hush-hush"]);
    for shown in [format!("{settings:?}"), format!("{settings:#?}"), format!("{keys:?}")] {
        assert!(!shown.contains("hush"), "{shown}");
    }
}

/// What a key file with this text gives.
fn of_key_file(service: &Service, text: &str, mode: u32) -> Result<Vec<Secret>, String> {
    let folder = tempfile::tempdir().expect("a folder");
    let (config, key) = (folder.path().join("config.toml"), folder.path().join("key"));
    fs::write(&config, "key_file = \"key\"\n").expect("the file can be written");
    fs::write(&key, text).expect("the file can be written");
    set_mode(&key, mode);
    let overrides = Overrides { config: Some(config), ..Overrides::default() };
    let settings = load(service, overrides, &[]).expect("settings");
    let in_folder = format!("{}{}", folder.path().display(), std::path::MAIN_SEPARATOR);
    settings.key_source.read(service).map_err(|failure| failure.message.replace(&in_folder, ""))
}

#[cfg(unix)]
fn set_mode(path: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("the mode can be set");
}

#[cfg(not(unix))]
fn set_mode(_: &Path, _: u32) {}

#[test]
fn a_key_file_has_the_keys_alone() {
    assert_eq!(of_key_file(&SHOP, "hush-hush\r\n\n", 0o600), Ok(vec![Secret::new("hush-hush")]));
    assert_eq!(of_key_file(&TWO_KEYS, "me\nhush-hush", 0o400), Ok(vec![Secret::new("me"), Secret::new("hush-hush")]));
    assert_eq!(of_key_file(&SHOP, " \n", 0o600), Err("the key file `key` is empty".to_owned()));
    let several = "the key file `key` has 2 lines: it must have the key alone";
    assert_eq!(of_key_file(&SHOP, "a\nb\n", 0o600), Err(several.to_owned()));
    let one = "the key file `key` has 1 lines: it must have 2, those of SHOP_ID and SHOP_SECRET";
    assert_eq!(of_key_file(&TWO_KEYS, "a\n", 0o600), Err(one.to_owned()));
}

#[cfg(unix)]
#[test]
fn a_key_file_that_others_can_read_is_refused_with_the_command_that_fixes_it() {
    let expected = "other users can read the key file `key` (its mode is 0640): run `chmod 600 'key'`";
    assert_eq!(of_key_file(&SHOP, "hush-hush", 0o640), Err(expected.to_owned()));
}

#[cfg(target_os = "linux")]
#[test]
fn a_key_file_that_nobody_can_make_private_is_read() {
    use std::os::unix::fs::PermissionsExt;
    // As a secret that is mounted in a container: all can read it, and not even root can change its mode.
    let file = Path::new("/proc/self/comm");
    let mode = fs::metadata(file).expect("it is there").permissions().mode();
    assert!(mode & 0o044 != 0, "{mode:o}");
    let config = format!("key_file = {:?}\n", file.display().to_string());
    let keys = with_file(&config).expect("settings").key_source.read(&SHOP).expect("a key");
    assert_eq!(keys, [Secret::new(fs::read_to_string(file).expect("a text").trim())]);
}

#[test]
fn a_missing_key_is_reported_with_the_places_where_it_can_be() {
    let variables = [("HOME", "/home/me"), ("XDG_CONFIG_HOME", "/home/me/.config")];
    let settings = load(&SHOP, Overrides::default(), &variables).expect("settings");
    let failure = settings.key_source.read(&SHOP).expect_err("no key");
    assert_eq!(failure.code, Code::Usage);
    let start = "no key is set: set SHOP_KEY in the environment";
    assert!(failure.message.starts_with(start), "{}", failure.message);
    #[cfg(not(windows))]
    assert!(
        failure
            .message
            .ends_with(", or `key_file` in /home/me/.config/shop-cli/config.toml to the path of a file with it")
    );
    assert_eq!(settings.key_source.read(&Service::DEFAULT), Ok(Vec::new()));
}

#[cfg(not(feature = "keyring"))]
#[test]
fn without_the_feature_the_keyring_is_a_clear_error() {
    let settings = with_file("keyring = true\n").expect("settings");
    let message = settings.key_source.read(&SHOP).expect_err("no keyring").message;
    assert!(
        message.starts_with("this build cannot use the keyring: install it with `--features keyring`"),
        "{message}"
    );
}
