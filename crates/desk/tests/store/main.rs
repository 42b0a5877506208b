//! The store as its callers see it, on SQLite and on PostgreSQL: the same claims hold on both.
#![cfg(test)]

mod accounts;
mod audit;
mod cases;
mod databases;
mod decisions;
mod dumps;
mod fixtures;
mod queue;
mod retention;
