//! Where an engine is: an address that can be shown and holds no secret.

use std::fmt;

use ureq::http::Uri;

use super::error::EngineError;

/// The address of an engine, without a slash at its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    text: String,
    is_secure: bool,
    is_loopback: bool,
}

impl Address {
    /// Reads an address; without a scheme it is one of `https`, on this machine of `http`.
    ///
    /// # Errors
    /// If it is none, or holds credentials: arguments stand in the list of processes, and addresses in messages.
    pub fn read(text: &str) -> Result<Address, EngineError> {
        let text = text.trim();
        let text = if text.ends_with("://") { text } else { text.trim_end_matches('/') };
        // A password may have any mark in it; no engine's path has an `@`.
        if text.contains('@') {
            return Err(EngineError::SecretInAddress);
        }
        let whole = match text.contains("://") {
            true => text.to_owned(),
            false if is_loopback(host_of(text)) => format!("http://{text}"),
            false => format!("https://{text}"),
        };
        let wrong = || EngineError::NoAddress { text: text.to_owned() };
        let uri: Uri = whole.parse().map_err(|_| wrong())?;
        let is_secure = match uri.scheme_str() {
            Some("https") => true,
            Some("http") => false,
            _ => return Err(wrong()),
        };
        let host = uri.host().filter(|host| !host.is_empty()).ok_or_else(wrong)?;
        if uri.query().is_some() || text.contains('#') {
            return Err(wrong());
        }
        Ok(Address { is_loopback: is_loopback(host), is_secure, text: whole })
    }

    /// The address of something below.
    pub(super) fn below(&self, path: &str) -> String {
        format!("{}/{path}", self.text)
    }

    /// Whether what is sent there can be read on its way.
    pub(super) fn is_open(&self) -> bool {
        !self.is_secure && !self.is_loopback
    }
}

impl fmt::Display for Address {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

/// The host of an address without a scheme.
fn host_of(text: &str) -> &str {
    let authority = text.split('/').next().unwrap_or(text);
    match authority.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((host, _)) => host,
        None => authority.rsplit_once(':').map_or(authority, |(host, _)| host),
    }
}

fn is_loopback(host: &str) -> bool {
    let host = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_a_scheme_and_no_slash_at_its_end() {
        for (text, expect) in [
            ("http://a:9200/", "http://a:9200"),
            ("https://search.example.org/es/", "https://search.example.org/es"),
            ("localhost:9200", "http://localhost:9200"),
            ("127.0.0.1:9200", "http://127.0.0.1:9200"),
            ("[::1]:9200", "http://[::1]:9200"),
            ("search.example.org", "https://search.example.org"),
        ] {
            assert_eq!(Address::read(text).unwrap().to_string(), expect);
        }
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for text in ["", "http://", "ftp://a", "a b", "http://a?b=c", "http://a#b"] {
            let error = Address::read(text).unwrap_err();
            assert!(matches!(error, EngineError::NoAddress { .. }), "{text}: {error}");
        }
    }

    #[test]
    fn a_secret_in_an_address_is_refused_and_not_repeated() {
        for text in [
            "https://me:hunter2@a:9200",
            "me:hunter2@a",
            "https://hunter2@a/b",
            "https://me:hunter2/x@a:9200",
        ] {
            let error = Address::read(text).unwrap_err();
            assert!(matches!(error, EngineError::SecretInAddress), "{error}");
            assert!(!error.to_string().contains("hunter2"));
        }
    }

    #[test]
    fn what_goes_over_a_network_without_a_cipher_is_open() {
        for (text, expect) in [("http://a", true), ("https://a", false), ("http://127.0.0.1", false)] {
            assert_eq!(Address::read(text).unwrap().is_open(), expect, "{text}");
        }
    }
}
