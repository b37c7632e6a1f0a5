//! Who asks an engine. What is secret here is never shown, not even by `Debug`.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::error::EngineError;

/// What an engine knows us by.
#[derive(Clone, PartialEq, Eq)]
pub enum Credentials {
    /// A user's name and password.
    Password {
        /// The name.
        user: String,
        /// The password.
        password: String,
    },
    /// A key as the engine gave it: encoded, or `id:key`.
    ApiKey(String),
}

impl Credentials {
    /// Those of a file of one line: `user:password`, or `ApiKey KEY`.
    ///
    /// # Errors
    /// If it is neither.
    pub fn read(text: &str) -> Result<Credentials, EngineError> {
        let line = text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
        if let Some(key) = line.strip_prefix("ApiKey ").map(str::trim).filter(|key| !key.is_empty()) {
            return Ok(Credentials::ApiKey(key.to_owned()));
        }
        match line.split_once(':') {
            Some((user, password)) if !user.is_empty() => {
                Ok(Credentials::Password { user: user.to_owned(), password: password.to_owned() })
            }
            _ => Err(EngineError::NoCredentials),
        }
    }

    /// The header that says so.
    pub(super) fn header(&self) -> String {
        match self {
            Credentials::Password { user, password } => {
                format!("Basic {}", STANDARD.encode(format!("{user}:{password}")))
            }
            Credentials::ApiKey(key) if key.contains(':') => format!("ApiKey {}", STANDARD.encode(key)),
            Credentials::ApiKey(key) => format!("ApiKey {key}"),
        }
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Credentials::Password { .. } => "Password",
            Credentials::ApiKey(_) => "ApiKey",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_holds_a_password_or_a_key() {
        let header = |text| Credentials::read(text).unwrap().header();
        assert_eq!(header("me:a:b\n"), "Basic bWU6YTpi");
        assert_eq!(header("\nApiKey aWQ6a2V5\n"), "ApiKey aWQ6a2V5");
        assert_eq!(header("ApiKey id:key"), "ApiKey aWQ6a2V5");
        for text in ["", "me", ":b", "ApiKey "] {
            assert!(Credentials::read(text).is_err(), "{text}");
        }
    }

    #[test]
    fn secrets_are_not_shown() {
        for text in ["me:hunter2", "ApiKey hunter2"] {
            assert!(!format!("{:?}", Credentials::read(text).unwrap()).contains("hunter2"));
        }
    }
}
