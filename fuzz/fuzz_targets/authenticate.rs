//! SPF, DKIM, ARC, DMARC and Authentication-Results, the message and every DNS answer in a
//! stranger's hand. An input is a message, a NUL, a DKIM key record, a NUL, a DMARC record, a NUL,
//! and SPF records with NULs between.

#![no_main]

use auth::spf::{self, Client};
use fuzz::{Zone, now, pieces};
use libfuzzer_sys::fuzz_target;
use mail::{Limits, MailFrom, parse};

fuzz_target!(|raw: &[u8]| {
    let pieces = pieces(raw);
    let Some((message, records)) = pieces.split_first() else { return };
    let zone = Zone::new(records);
    let (mail, _) = parse(message, &Limits::default());
    let mut arrival = mail.arrival();
    let found = pollster::block_on(auth::authenticate(&mail, &arrival, &zone, now()));
    for aligned in &found.aligned {
        assert_eq!(Some(aligned.author()), found.author.as_ref());
    }
    // The same with a client that is surely known, so that SPF is evaluated whatever the trace says.
    arrival.client_ip = Some([192, 0, 2, 7].into());
    arrival.mail_from = Some(MailFrom::parse("<strong+tag@b.example>"));
    let _ = pollster::block_on(auth::authenticate(&mail, &arrival, &zone, now()));
    let helo = arrival.helo.as_deref().unwrap_or("mx.b.example");
    let client = Client {
        ip: "2001:db8::cb01".parse().expect("an address"),
        helo,
        receiver: None,
        at: now(),
    };
    let sender = MailFrom::parse("<strong-bad@email.b.example>");
    let spf =
        pollster::block_on(spf::check_mail_from(&client, &sender, &zone, &spf::Limits::default()));
    assert!(spf.lookups <= 40 && spf.void_lookups <= 10, "{spf:?}");
});
