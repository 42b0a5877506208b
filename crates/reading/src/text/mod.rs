//! What stands in running text: web addresses, e-mail addresses, telephone numbers, wallets, sums of
//! money, and characters that nobody sees.

mod address_in_text;
mod invisible;
mod mailbox_in_text;
mod money;
mod phone;
mod run;
mod wallet;

pub use address_in_text::{AddressInText, addresses, is_host_like};
pub use invisible::{Invisible, count_invisible, is_invisible};
pub use mailbox_in_text::mailboxes;
pub use money::{Currency, Sum, sums};
pub use phone::{Phone, phones};
pub use wallet::{Wallet, WalletKind, wallets};
