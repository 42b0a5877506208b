//! The desk under load, under slow clients, and when its process is killed. All on loopback, bounded
//! in number and time.

mod client;
mod served;

use std::{
    collections::BTreeSet,
    io::Write as _,
    sync::Mutex,
    thread,
    time::{Duration, Instant},
};

use client::{Client, form, page};
use served::Served;

/// A message that nobody else hands in: its number is in its words.
fn message(number: usize, octets: usize) -> Vec<u8> {
    let mut message = format!(
        "From: Shop <news@shop.example>\r\nTo: hanako@mailbox.example\r\nSubject: No. {number}\r\n\
         Date: Tue, 16 Nov 2021 09:00:00 +0900\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n\
         This is message {number}.\r\n"
    )
    .into_bytes();
    while message.len() < octets {
        message
            .extend_from_slice(b"Every line of it says the same, and none asks for anything.\r\n");
    }
    message
}

#[test]
fn no_acknowledged_check_is_lost_when_the_process_is_killed() {
    let mut served = Served::new();
    let address = served.start();
    let acknowledged = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for number in 0..200 {
            let acknowledged = &acknowledged;
            scope.spawn(move || {
                // Two each, so that many are under way when the process dies.
                for round in 0..2 {
                    let message = message(number * 2 + round, 4_000);
                    let Ok(mut client) = Client::connect(address) else { return };
                    let Ok(answer) = client.send(&form("/check", &message)) else { return };
                    if answer.status == 303 {
                        acknowledged.lock().unwrap().push(answer.location.unwrap());
                    }
                }
            });
        }
        let started = Instant::now();
        while acknowledged.lock().unwrap().len() < 60 && started.elapsed() < Duration::from_secs(30)
        {
            thread::sleep(Duration::from_millis(2));
        }
        served.kill();
    });
    let acknowledged = acknowledged.into_inner().unwrap();
    assert!(acknowledged.len() >= 60, "{}", acknowledged.len());
    let address = served.start();
    let mut client = Client::connect(address).unwrap();
    for location in &acknowledged {
        let answer = client.send(&page(location)).unwrap();
        assert_eq!(answer.status, 200, "of {} one is gone", acknowledged.len());
    }
}

#[test]
fn a_thousand_uploads_at_once_are_all_answered_in_bounded_memory() {
    const UPLOADS: usize = 1_000;
    let mut served = Served::new();
    let address = served.start();
    let answers: Vec<(u16, Option<String>)> = thread::scope(|scope| {
        let upload = |number: usize| {
            let octets = if number.is_multiple_of(100) { 4_000_000 } else { 60_000 };
            let request = form("/check", &message(number, octets));
            let mut client = Client::connect(address).unwrap();
            let answer = client.send(&request).unwrap();
            (answer.status, answer.location)
        };
        let uploads: Vec<_> = (0..UPLOADS)
            .map(|number| {
                let small = thread::Builder::new().stack_size(256 << 10);
                small.spawn_scoped(scope, move || upload(number)).unwrap()
            })
            .collect();
        uploads.into_iter().map(|upload| upload.join().unwrap()).collect()
    });
    let kept: Vec<&String> = answers.iter().filter_map(|(_, location)| location.as_ref()).collect();
    let refused = answers.iter().filter(|(status, _)| *status == 503).count();
    assert_eq!(
        kept.len() + refused,
        UPLOADS,
        "every upload is answered: kept, or told to come back"
    );
    assert!(kept.len() > UPLOADS / 2, "{} were refused", refused);
    let mut client = Client::connect(address).unwrap();
    for location in &kept {
        assert_eq!(client.send(&page(location)).unwrap().status, 200);
    }
    let distinct: BTreeSet<_> = kept.iter().collect();
    assert_eq!(distinct.len(), kept.len());
    let peak = served.peak_memory();
    assert!(peak < 300 << 20, "{} MB at the peak", peak >> 20);
}

#[test]
fn who_hands_in_too_much_gets_an_answer_and_not_a_broken_connection() {
    let mut served = Served::new();
    let address = served.start();
    let mut client = Client::connect(address).unwrap();
    let answer = client.send(&form("/check", &vec![b'a'; 27 << 20])).unwrap();
    assert_eq!(answer.status, 413);
    assert!(String::from_utf8_lossy(&answer.body).contains("25 MB"));
}

#[test]
fn slow_clients_keep_nobody_waiting() {
    let mut served = Served::new();
    let address = served.start();
    let slow: Vec<Client> = (0..100)
        .map(|number| {
            let mut client = Client::connect(address).unwrap();
            let octets = if number % 2 == 0 { 2_000 } else { 20_000_000 };
            // A header that promises a body, and only its beginning.
            let head = format!(
                "POST /check HTTP/1.1\r\nHost: desk\r\nContent-Type: multipart/form-data; boundary=b\r\n\
                 Content-Length: {octets}\r\n\r\n--b\r\n"
            );
            client.stream.write_all(head.as_bytes()).unwrap();
            client
        })
        .collect();
    let started = Instant::now();
    let mut client = Client::connect(address).unwrap();
    assert_eq!(client.send(&form("/check", &message(1, 60_000))).unwrap().status, 303);
    assert!(started.elapsed() < Duration::from_secs(3), "{:?}", started.elapsed());
    drop(slow);
}

#[test]
fn a_desk_that_closes_finishes_what_is_under_way() {
    let mut served = Served::new();
    let address = served.start();
    let mut client = Client::connect(address).unwrap();
    let request = form("/check", &message(1, 60_000));
    let (first, rest) = request.split_at(30_000);
    client.stream.write_all(first).unwrap();
    thread::sleep(Duration::from_millis(200));
    served.terminate();
    thread::sleep(Duration::from_millis(200));
    client.stream.write_all(rest).unwrap();
    assert_eq!(client.answer().unwrap().status, 303);
    drop(client);
    assert!(served.ended_well());
}

#[test]
fn at_rest_it_needs_less_than_80_megabytes() {
    let mut served = Served::new();
    let address = served.start();
    let mut client = Client::connect(address).unwrap();
    assert_eq!(client.send(&page("/")).unwrap().status, 200);
    let memory = served.memory();
    assert!(memory < 80 << 20, "{} MB", memory >> 20);
}
