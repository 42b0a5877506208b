//! Sending as its callers see it: real SMTP on loopback, and a relay that does whatever relays do.
#![cfg(test)]

#[path = "../store/databases.rs"]
#[expect(dead_code, reason = "the store's tests need more of it")]
mod databases;
mod fixtures;
mod halting;
mod once;
mod pace;
mod proof;
#[path = "../smtp/mod.rs"]
mod smtp;
