//! Keys in the keyring of the system, with the feature `keyring`: an entry for each of the variables that the
//! spec names.

pub(super) use imp::read;
pub(crate) use imp::{delete, set};

#[cfg(feature = "keyring")]
mod imp {
    use hikerapi_runtime::service::Service;
    use keyring::{Entry, Error};

    use crate::failure::Failure;
    use crate::settings::secret::Secret;

    /// Reads the keys.
    pub(in crate::settings) fn read(tool: &str, names: &[&str]) -> Result<Vec<Secret>, Failure> {
        let key = |name: &&str| match entry(tool, name)?.get_password() {
            Ok(key) => Ok(Secret::new(key)),
            Err(Error::NoEntry) => {
                Err(Failure::usage(format!("the keyring has no key: `{tool} key set` asks for it and stores it")))
            }
            Err(error) => Err(Failure::usage(failed("read the key from", &error).message)),
        };
        names.iter().map(key).collect()
    }

    /// Asks for the keys of a service, without an echo, and keeps them.
    pub(crate) fn set(tool: &str, service: &Service) -> Result<(), Failure> {
        for name in names(service)? {
            let key = rpassword::prompt_password(format!("{name} (not shown): "));
            let key = key.map_err(|error| Failure::io("cannot ask for the key", &error))?;
            if key.trim().is_empty() {
                return Err(Failure::usage("no key was entered: the keyring is unchanged"));
            }
            entry(tool, name)?.set_password(key.trim()).map_err(|error| failed("keep the key in", &error))?;
        }
        Ok(())
    }

    /// Deletes the keys of a service; those that are not there count as deleted.
    pub(crate) fn delete(tool: &str, service: &Service) -> Result<(), Failure> {
        for name in names(service)? {
            match entry(tool, name)?.delete_credential() {
                Ok(()) | Err(Error::NoEntry) => {}
                Err(error) => return Err(failed("delete the key from", &error)),
            }
        }
        Ok(())
    }

    fn names(service: &Service) -> Result<Vec<&'static str>, Failure> {
        let names: Vec<_> = service.auth.iter().flat_map(|credential| credential.env).copied().collect();
        if names.is_empty() { Err(Failure::usage("the service needs no key")) } else { Ok(names) }
    }

    fn entry(tool: &str, name: &str) -> Result<Entry, Failure> {
        if let Err(error) = Entry::store_status() {
            return Err(failed("open", error));
        }
        Entry::new(tool, name).map_err(|error| failed("open", &error))
    }

    fn failed(what: &str, error: &Error) -> Failure {
        Failure::failed(format!("cannot {what} the keyring of the system: {error}"))
    }
}

#[cfg(not(feature = "keyring"))]
mod imp {
    use hikerapi_runtime::service::Service;

    use crate::failure::Failure;
    use crate::settings::secret::Secret;

    pub(in crate::settings) fn read(_: &str, _: &[&str]) -> Result<Vec<Secret>, Failure> {
        Err(absent())
    }

    pub(crate) fn set(_: &str, _: &Service) -> Result<(), Failure> {
        Err(absent())
    }

    pub(crate) fn delete(_: &str, _: &Service) -> Result<(), Failure> {
        Err(absent())
    }

    fn absent() -> Failure {
        Failure::usage(
            "this build cannot use the keyring: install it with `--features keyring`, or set the key in the environment or \
             `key_file`",
        )
    }
}
