//! One client's conversation.

use std::{
    io::{self, BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    sync::atomic::Ordering,
    time::Duration,
};

use super::{Fault, Shared};

/// Octets of a command, and of a message.
const LINE: u64 = 2048;
const MESSAGE: usize = 1024 * 1024;

/// Speaks with a client until it hangs up, or is hung up on.
pub(super) fn hold(stream: &TcpStream, shared: &Shared) -> io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(60)))?;
    stream.set_nodelay(true)?;
    shared.log("smtpd[2]", "connect from localhost[127.0.0.1]");
    let mut input = BufReader::new(stream);
    let say = |answer: &str| (&mut &*stream).write_all(format!("{answer}\r\n").as_bytes());
    say("220 relay.example ESMTP")?;
    let (mut from, mut to, mut fault) = (String::new(), String::new(), None);
    loop {
        let Some(line) = line(&mut input)? else { return Ok(()) };
        let (verb, rest) = line.split_once([' ', ':']).unwrap_or((&line, ""));
        match verb.to_ascii_uppercase().as_str() {
            "EHLO" => say("250-relay.example\r\n250-PIPELINING\r\n250 8BITMIME")?,
            "HELO" | "NOOP" | "RSET" => say("250 2.0.0 Ok")?,
            "MAIL" if shared.refuses_senders.load(Ordering::Relaxed) => {
                say("550 5.7.1 sender not allowed")?;
            }
            "MAIL" => {
                from = path(rest);
                say("250 2.1.0 Ok")?;
            }
            "RCPT" if shared.refuses_all.load(Ordering::Relaxed) => {
                say("554 5.7.1 relay access denied")?;
            }
            "RCPT" => {
                to = path(rest);
                fault = shared.fault(&to);
                match fault {
                    Some(Fault::Refuse) => say("550 5.1.1 user unknown")?,
                    Some(Fault::Later) => say("451 4.7.1 greylisted, come back later")?,
                    Some(Fault::Busy) => return say("421 4.3.2 shutting down"),
                    Some(Fault::DropRcpt) => return Ok(()),
                    Some(Fault::StallRcpt) => {
                        stall(shared);
                        return Ok(());
                    }
                    _ => say("250 2.1.5 Ok")?,
                }
            }
            "DATA" => {
                say("354 End data with <CR><LF>.<CR><LF>")?;
                if fault == Some(Fault::DropData) {
                    return Ok(());
                }
                let Some(octets) = message(&mut input)? else { return Ok(()) };
                std::thread::sleep(Duration::from_millis(shared.delay.load(Ordering::Relaxed)));
                match fault {
                    Some(Fault::RefuseAfter) => say("554 5.7.1 looks like spam to us")?,
                    Some(Fault::LaterAfter) => say("452 4.3.1 no room")?,
                    Some(Fault::LostAfter) => return Ok(()),
                    _ => {
                        let queue = shared.take(&from, &to, &octets);
                        match fault {
                            Some(Fault::DropAfter) => return Ok(()),
                            Some(Fault::StallAfter) => {
                                stall(shared);
                                return Ok(());
                            }
                            Some(Fault::Slow) => std::thread::sleep(Duration::from_millis(300)),
                            _ => {}
                        }
                        say(&format!("250 2.0.0 Ok: queued as {queue}"))?;
                    }
                }
            }
            "QUIT" => return say("221 2.0.0 Bye"),
            _ => say("502 5.5.2 command not recognized")?,
        }
    }
}

fn stall(shared: &Shared) {
    std::thread::sleep(Duration::from_millis(shared.stall.load(Ordering::Relaxed)));
}

fn line(input: &mut BufReader<&TcpStream>) -> io::Result<Option<String>> {
    let mut line = Vec::new();
    input.take(LINE).read_until(b'\n', &mut line)?;
    let text = String::from_utf8_lossy(&line).trim_end().to_owned();
    Ok((!line.is_empty()).then_some(text))
}

/// `FROM:<a@b.example> SIZE=1`.
fn path(rest: &str) -> String {
    let inner = rest.split_once('<').and_then(|(_, rest)| rest.split_once('>'));
    let path = inner.map_or("", |(path, _)| path);
    // It becomes the name of a folder.
    path.replace(['/', '\\', '\0'], "_")
}

/// The octets up to the dot, which are not stuffed any more; `None` when the client hung up before.
fn message(input: &mut BufReader<&TcpStream>) -> io::Result<Option<Vec<u8>>> {
    let mut octets = Vec::new();
    loop {
        let start = octets.len();
        input.take(LINE).read_until(b'\n', &mut octets)?;
        let line = &octets[start..];
        if line == b".\r\n" {
            octets.truncate(start);
            return Ok(Some(octets));
        }
        if line.is_empty() || octets.len() > MESSAGE {
            return Ok(None);
        }
        if line.starts_with(b".") {
            octets.remove(start);
        }
    }
}
