//! The people of the story, in Chromium: `tests/browser/story.js` does what it is told, a line a step.

use std::{
    io::{BufRead as _, BufReader, Lines, Write as _},
    path::Path,
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
};

use serde_json::{Value, json};

/// A browser for each person. All end when this is dropped.
pub(crate) struct Browser {
    child: Child,
    steps: ChildStdin,
    answers: Lines<BufReader<ChildStdout>>,
    desk: String,
}

impl Browser {
    pub(crate) fn open(desk: &str) -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/browser");
        let mut child = Command::new(folder.join("run"))
            .args([env!("CARGO_BIN_EXE_mekiki"), "--story"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let steps = child.stdin.take().unwrap();
        let answers = BufReader::new(child.stdout.take().unwrap()).lines();
        Self { child, steps, answers, desk: desk.to_owned() }
    }

    /// Somebody does something; what they see then.
    pub(crate) fn step(&mut self, who: &str, step: &str, what: Value) -> Value {
        let mut answer = self.tries(who, step, what);
        assert!(answer["error"].is_null(), "{}", answer["error"].as_str().unwrap());
        answer["ok"].take()
    }

    /// As [`Self::step`], where it need not be possible.
    pub(crate) fn tries(&mut self, who: &str, step: &str, mut what: Value) -> Value {
        what["who"] = json!(who);
        what["step"] = json!(step);
        what["desk"] = json!(self.desk);
        writeln!(self.steps, "{what}").unwrap();
        let answer = self.answers.next().expect("the browser has ended").unwrap();
        serde_json::from_str(&answer).unwrap()
    }

    /// A picture for `docs/story.md`, when they are taken.
    pub(crate) fn shoot(&mut self, who: &str, name: &str) {
        self.step(who, "shoot", json!({ "name": name }));
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Chromium ends with the node that started it.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
