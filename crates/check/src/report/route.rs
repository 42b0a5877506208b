use jiff::Timestamp;
use mail::Arrival;
use serde::{Deserialize, Serialize};

use crate::given;

/// How the message arrived, as the receiving side saw it.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Route {
    /// The address of the SMTP client that handed it in.
    pub client_ip: Option<String>,
    /// What the client called itself.
    pub helo: Option<String>,
    /// The client's name by reverse DNS.
    pub client_name: Option<String>,
    /// RFC5321.MailFrom; empty for the null path.
    pub mail_from: Option<String>,
    /// The server that took it in.
    pub by: Option<String>,
    /// When it took it in.
    pub at: Option<Timestamp>,
    /// RFC5321.RcptTo.
    pub recipient: Option<String>,
}

impl Route {
    pub(super) fn new(arrival: &Arrival) -> Self {
        Self {
            client_ip: arrival.client_ip.map(|ip| ip.to_string()),
            helo: arrival.helo.clone(),
            client_name: arrival.client_name.as_ref().map(ToString::to_string),
            mail_from: arrival.mail_from.as_ref().map(given::written),
            by: arrival.by.as_ref().map(ToString::to_string),
            at: arrival.at,
            recipient: arrival.recipient.clone(),
        }
    }
}
