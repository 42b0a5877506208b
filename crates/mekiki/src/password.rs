//! A password, from wherever nobody looks over the shoulder.

use std::{
    fs::File,
    io::{self, BufRead as _, IsTerminal as _, Read, Write as _},
};

use rustix::termios::{LocalModes, OptionalActions, tcgetattr, tcsetattr};
use verdict::words::Language;

use crate::{cli::PasswordArgs, language, trouble::Trouble};

/// Octets that are read: more than any password has.
const MOST: u64 = 4_096;

impl PasswordArgs {
    /// The first line of the file that was named, or of standard input; from a terminal, what is
    /// typed twice and not shown.
    pub(crate) fn password(&self) -> Result<String, Trouble> {
        if let Some(path) = &self.password_file {
            let unreadable = |error| Trouble::Unreadable(path.clone(), error);
            return first_line(File::open(path).map_err(unreadable)?).map_err(unreadable);
        }
        let typed = if io::stdin().is_terminal() { ask_twice() } else { first_line(io::stdin()) };
        typed.map_err(Trouble::NoPassword)
    }
}

fn first_line(from: impl Read) -> io::Result<String> {
    let mut line = String::new();
    io::BufReader::new(from.take(MOST)).read_line(&mut line)?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

fn ask_twice() -> io::Result<String> {
    let (first, again, differ) = match language::of_environment() {
        Language::Ja => ("パスワード: ", "もう一度: ", "2回の入力が違います。もう一度どうぞ。"),
        Language::En => {
            ("Password: ", "Once more: ", "The two are not the same. Once more, please.")
        }
    };
    loop {
        let password = ask(first)?;
        if ask(again)? == password {
            return Ok(password);
        }
        writeln!(io::stderr(), "{differ}")?;
    }
}

fn ask(prompt: &str) -> io::Result<String> {
    write!(io::stderr(), "{prompt}")?;
    io::stderr().flush()?;
    let hidden = Hidden::begin()?;
    let line = first_line_typed();
    drop(hidden);
    // The line's end was not shown either.
    writeln!(io::stderr())?;
    line
}

/// One line and not more: what is typed ahead belongs to the next question.
fn first_line_typed() -> io::Result<String> {
    let mut line = String::new();
    if io::stdin().lock().take(MOST).read_line(&mut line)? == 0 {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

/// While it lives, the terminal does not show what is typed.
struct Hidden(rustix::termios::Termios);

impl Hidden {
    fn begin() -> io::Result<Self> {
        let before = tcgetattr(io::stdin())?;
        let mut hidden = before.clone();
        hidden.local_modes.remove(LocalModes::ECHO);
        tcsetattr(io::stdin(), OptionalActions::Flush, &hidden)?;
        Ok(Self(before))
    }
}

impl Drop for Hidden {
    fn drop(&mut self) {
        // If it fails, `stty echo` helps; there is nobody here to tell.
        let _ = tcsetattr(io::stdin(), OptionalActions::Now, &self.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_the_first_line_without_its_end() {
        for (text, expected) in [
            ("a b c\n", "a b c"),
            ("a\r\nb", "a"),
            (" spaces stay \n", " spaces stay "),
            ("パスワード", "パスワード"),
            ("", ""),
        ] {
            assert_eq!(first_line(text.as_bytes()).unwrap(), expected, "{text:?}");
        }
    }
}
