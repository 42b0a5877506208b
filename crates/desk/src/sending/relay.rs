use std::{fmt, net::IpAddr, time::Duration};

use lettre::transport::smtp::{
    authentication::Credentials,
    client::{Certificate, TlsParameters},
    extension::ClientId,
};
use url::{Host, Url};

/// The server that takes our mail and brings it further: a Postfix on the same machine, or a provider's.
#[derive(Clone)]
pub struct Relay {
    pub(super) host: String,
    pub(super) port: u16,
    pub(super) tls: Tls,
    pub(super) credentials: Option<Credentials>,
    pub(super) hello: ClientId,
    pub(super) patience: Duration,
}

/// How the connection is encrypted.
#[derive(Clone)]
pub(super) enum Tls {
    /// Not at all.
    None,
    /// From the first octet (RFC 8314).
    Implicit(TlsParameters),
    /// After STARTTLS; a server that does not offer it gets nothing.
    Starttls(TlsParameters),
}

/// What a relay's settings are.
#[derive(Clone, Debug, Default)]
pub struct RelaySettings<'a> {
    /// `smtp://HOST:25`, `starttls://HOST:587` or `smtps://HOST:465`.
    pub url: &'a str,
    /// User and password, for servers that ask for them.
    pub login: Option<(String, String)>,
    /// What we call ourselves (EHLO); empty: an address literal.
    pub hello: &'a str,
    /// Certificates, in PEM, that are believed beside the system's.
    pub certificates: Option<&'a [u8]>,
    /// How long an answer is waited for. RFC 5321 §4.5.3.2 asks for five minutes, and for ten after the message.
    pub patience: Duration,
}

/// Why the settings name no relay.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum RelayError {
    /// Another scheme, no host.
    #[error("{0:?} is no smtp://, starttls:// or smtps:// address")]
    Url(String),
    /// User and password belong into the environment.
    #[error("the relay's address must not have a user or a password in it")]
    LoginInUrl,
    /// Everybody on the way could read it.
    #[error("a password is sent only over starttls:// or smtps://, or to this machine itself")]
    OpenPassword,
    /// The certificates cannot be read.
    #[error("the relay's certificates cannot be read: {0}")]
    Certificates(String),
}

impl Relay {
    /// Reads the settings. Asks nobody anything.
    ///
    /// # Errors
    ///
    /// What is wrong with them.
    pub fn new(settings: &RelaySettings<'_>) -> Result<Self, RelayError> {
        let no_url = || RelayError::Url(settings.url.to_owned());
        let url = Url::parse(settings.url).map_err(|_| no_url())?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err(RelayError::LoginInUrl);
        }
        let host = url.host_str().filter(|host| !host.is_empty()).ok_or_else(no_url)?;
        let host = host.trim_start_matches('[').trim_end_matches(']').to_owned();
        let (tls, usual) = match url.scheme() {
            "smtp" => (Tls::None, 25),
            "starttls" => (Tls::Starttls(parameters(&host, settings.certificates)?), 587),
            "smtps" => (Tls::Implicit(parameters(&host, settings.certificates)?), 465),
            _ => return Err(no_url()),
        };
        if settings.login.is_some() && matches!(tls, Tls::None) && !is_this_machine(&host) {
            return Err(RelayError::OpenPassword);
        }
        Ok(Self {
            port: url.port().unwrap_or(usual),
            host,
            tls,
            credentials: settings.login.clone().map(Credentials::from),
            hello: match settings.hello {
                "" => ClientId::default(),
                name => ClientId::Domain(name.to_owned()),
            },
            patience: settings.patience,
        })
    }
}

fn parameters(host: &str, certificates: Option<&[u8]>) -> Result<TlsParameters, RelayError> {
    let wrong = |error: lettre::transport::smtp::Error| RelayError::Certificates(error.to_string());
    let mut parameters = TlsParameters::builder(host.to_owned());
    if let Some(pem) = certificates {
        parameters = parameters.add_root_certificate(Certificate::from_pem(pem).map_err(wrong)?);
    }
    parameters.build_rustls().map_err(wrong)
}

fn is_this_machine(host: &str) -> bool {
    // Not a special scheme of URLs, so that the host is text.
    match Host::parse(host) {
        Ok(Host::Domain(name)) => name == "localhost",
        Ok(Host::Ipv4(ip)) => ip.is_loopback(),
        Ok(Host::Ipv6(ip)) => ip.is_loopback(),
        Err(_) => host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback()),
    }
}

impl fmt::Display for Relay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.host, self.port)
    }
}

// The password stays out.
impl fmt::Debug for Relay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Relay({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn relay(url: &str, login: bool) -> Result<String, RelayError> {
        let login = login.then(|| ("user".to_owned(), "a secret".to_owned()));
        let settings = RelaySettings { url, login, ..RelaySettings::default() };
        Relay::new(&settings).map(|relay| format!("{relay:?}"))
    }

    #[test]
    fn a_relay_is_named_by_its_address_and_never_by_its_password() {
        for (url, login, expected) in [
            ("smtp://127.0.0.1:2525", true, Ok("Relay(127.0.0.1:2525)")),
            ("smtp://[::1]:2525", true, Ok("Relay(::1:2525)")),
            ("smtp://localhost", true, Ok("Relay(localhost:25)")),
            ("smtp://relay.example", false, Ok("Relay(relay.example:25)")),
            ("starttls://relay.example", true, Ok("Relay(relay.example:587)")),
            ("smtps://relay.example", true, Ok("Relay(relay.example:465)")),
            ("smtp://relay.example", true, Err(RelayError::OpenPassword)),
            ("smtps://user:a@relay.example", false, Err(RelayError::LoginInUrl)),
            ("relay.example:25", false, Err(RelayError::Url("relay.example:25".into()))),
            ("https://relay.example", false, Err(RelayError::Url("https://relay.example".into()))),
            ("smtp://", false, Err(RelayError::Url("smtp://".into()))),
        ] {
            assert_eq!(relay(url, login), expected.map(str::to_owned), "{url}");
        }
    }
}
