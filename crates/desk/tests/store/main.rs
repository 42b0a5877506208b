//! The store as its callers see it, on SQLite and on PostgreSQL: the same claims hold on both.
#![cfg(test)]

mod accounts;
mod aggregate;
mod alerts;
mod attacks;
mod audit;
mod campaigns;
mod canned;
mod cases;
mod claims;
mod databases;
mod decisions;
mod dumps;
mod family;
mod faults;
mod fixtures;
mod hand_in;
mod killed;
mod ledger;
mod listing;
mod onward;
mod overview;
mod queue;
mod reach;
mod reports;
mod retention;
mod stats;
