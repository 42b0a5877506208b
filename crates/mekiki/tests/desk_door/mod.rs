//! A desk that runs, as browsers and programs meet it.
#![allow(dead_code, reason = "each test file is a crate of its own and uses a part")]

use std::{
    future::Future,
    io::{BufRead as _, BufReader},
    process::{Child, Command, Stdio},
    time::Duration,
};

use desk::{NewUser, Operator, Role, Settings, Store, store::PasswordCost};
use jiff::Timestamp;
use tempfile::TempDir;
use ureq::{Agent, Body, http::Response};

/// A password long enough.
pub(crate) const PASSWORD: &str = "correct horse battery";

/// `mekiki serve`, with a database of its own. It ends when this is dropped.
pub(crate) struct Served {
    child: Child,
    /// Where it listens, without a slash at the end.
    pub(crate) address: String,
    database: String,
    _folder: TempDir,
}

impl Served {
    /// Starts a desk; `more` are arguments beside those that every test needs.
    #[expect(
        clippy::disallowed_methods,
        reason = "the program under test is started as a person does"
    )]
    pub(crate) fn start(more: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = format!("sqlite://{}", folder.path().join("desk.sqlite").display());
        let mut child = Command::new(env!("CARGO_BIN_EXE_mekiki"))
            .args(["serve", "--listen", "127.0.0.1:0", "--dns", "off", "--database", &database])
            .args(more)
            .current_dir(folder.path())
            .env("MEKIKI_ZONE", "Asia/Tokyo")
            // All visitors of a test come from one address, and are quick.
            .env("MEKIKI_PER_MINUTE", "0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut first = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut first).unwrap();
        let address = first.trim().trim_end_matches('/').to_owned();
        assert!(address.starts_with("http://127.0.0.1:"), "it said {first:?}");
        Self { child, address, database, _folder: folder }
    }

    /// Works in the desk's store, beside the desk.
    pub(crate) fn in_store<T, F: Future<Output = T>>(&self, work: impl FnOnce(Store) -> F) -> T {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
        let cheap = PasswordCost { memory: 8, passes: 1 };
        let settings = Settings { password: cheap, ..Settings::default() };
        runtime.block_on(async {
            let store = Store::open_with(&self.database, settings).await.unwrap();
            let done = work(store.clone()).await;
            store.close().await;
            done
        })
    }

    /// Makes an account with [`PASSWORD`].
    pub(crate) fn user(&self, name: &str, role: Role, brand: Option<&str>) {
        self.in_store(|store| async move {
            let new = NewUser { name, role, brand, password: PASSWORD };
            store.add_user(Operator::Machine, &new, Timestamp::now()).await.unwrap();
        });
    }

    /// A browser that nobody has logged in with.
    pub(crate) fn browser(&self) -> Browser {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            // A form that is refused unread ends its connection; nothing else may be sent on it.
            .max_idle_connections(0)
            .timeout_global(Some(Duration::from_secs(60)));
        let agent = config.build().new_agent();
        Browser { agent, address: self.address.clone(), cookie: None, language: "ja" }
    }

    /// A browser that somebody has logged in with.
    pub(crate) fn logged_in(&self, name: &str) -> Browser {
        let mut browser = self.browser();
        let page = browser.log_in(name, PASSWORD);
        assert_eq!(page.status, 303, "{}", page.text);
        browser
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Somebody's browser: it keeps the desk's cookie, and follows nothing by itself.
pub(crate) struct Browser {
    agent: Agent,
    address: String,
    /// The cookie of a log-in, as `name=value`.
    pub(crate) cookie: Option<String>,
    /// What it says it reads.
    pub(crate) language: &'static str,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) status: u16,
    /// Where it leads.
    pub(crate) location: String,
    /// The cookie that it sets, with its attributes.
    pub(crate) set_cookie: String,
    pub(crate) text: String,
}

impl Page {
    fn of(mut response: Response<Body>) -> Self {
        let header = |name| {
            let value = response.headers().get(name).and_then(|value| value.to_str().ok());
            value.unwrap_or_default().to_owned()
        };
        let (location, set_cookie) = (header("location"), header("set-cookie"));
        let status = response.status().as_u16();
        let text = response.body_mut().read_to_string().unwrap();
        Self { status, location, set_cookie, text }
    }

    /// Fails unless the page has these words.
    pub(crate) fn says(&self, words: &str) -> &Self {
        assert!(self.text.contains(words), "{} lacks {words:?}:\n{}", self.status, self.text);
        self
    }

    /// Fails if the page has these words.
    pub(crate) fn lacks(&self, words: &str) -> &Self {
        assert!(!self.text.contains(words), "{} has {words:?}:\n{}", self.status, self.text);
        self
    }

    /// The value of the page's first field of this name.
    pub(crate) fn field(&self, name: &str) -> String {
        let (_, rest) = self.text.split_once(&format!("name=\"{name}\" value=\"")).unwrap();
        rest.split('"').next().unwrap().to_owned()
    }
}

impl Browser {
    pub(crate) fn get(&self, path: &str) -> Page {
        let mut request = self.agent.get(self.url(path)).header("accept", "text/html");
        request = request.header("accept-language", self.language);
        if let Some(cookie) = &self.cookie {
            request = request.header("cookie", cookie);
        }
        Page::of(request.call().unwrap())
    }

    /// Sends a form as it is.
    pub(crate) fn post(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        self.post_from("same-origin", path, fields)
    }

    /// Sends a form that a page of some site has (Fetch Metadata's word for it).
    pub(crate) fn post_from(&self, site: &str, path: &str, fields: &[(&str, &str)]) -> Page {
        let mut request = self.agent.post(self.url(path)).header("accept", "text/html");
        request = request.header("accept-language", self.language).header("sec-fetch-site", site);
        if let Some(cookie) = &self.cookie {
            request = request.header("cookie", cookie);
        }
        Page::of(request.send_form(fields.iter().copied()).unwrap())
    }

    /// Sends a body of some kind, as one of our own pages does.
    pub(crate) fn post_body(&self, path: &str, kind: &str, body: &[u8]) -> Page {
        let mut request = self.agent.post(self.url(path)).header("accept", "text/html");
        request = request.header("accept-language", self.language).header("content-type", kind);
        request = request.header("sec-fetch-site", "same-origin");
        if let Some(cookie) = &self.cookie {
            request = request.header("cookie", cookie);
        }
        Page::of(request.send(body).unwrap())
    }

    /// Sends a form of the desk, with the token that its pages have.
    pub(crate) fn send(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        let csrf = self.get("/desk").field("csrf");
        let mut all = vec![("csrf", csrf.as_str())];
        all.extend_from_slice(fields);
        self.post(path, &all)
    }

    /// Sends a form with a file (RFC 7578), its token taken from the page that has it.
    pub(crate) fn upload(&self, path: &str, fields: &[(&str, &str)], file: &[u8]) -> Page {
        let csrf = self.get(path).field("csrf");
        self.upload_as(&csrf, path, fields, file)
    }

    /// The same, with a token of the caller's choice.
    pub(crate) fn upload_as(
        &self,
        csrf: &str,
        path: &str,
        fields: &[(&str, &str)],
        file: &[u8],
    ) -> Page {
        let mut body = Vec::new();
        for (name, value) in [("csrf", csrf)].iter().chain(fields) {
            let head = format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n");
            body.extend([head.as_bytes(), value.as_bytes(), b"\r\n"].concat());
        }
        let head = b"--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\r\n\r\n";
        body.extend([head, file, b"\r\n--b--\r\n"].concat());
        let mut request = self.agent.post(self.url(path)).header("accept", "text/html");
        request = request.header("accept-language", self.language);
        request = request.header("sec-fetch-site", "same-origin");
        request = request.header("content-type", "multipart/form-data; boundary=b");
        if let Some(cookie) = &self.cookie {
            request = request.header("cookie", cookie);
        }
        Page::of(request.send(&body[..]).unwrap())
    }

    pub(crate) fn log_in(&mut self, name: &str, password: &str) -> Page {
        let page = self.post("/login", &[("name", name), ("password", password)]);
        if let Some(cookie) = page.set_cookie.split(';').next().filter(|cookie| !cookie.is_empty())
        {
            self.cookie = Some(cookie.to_owned());
        }
        page
    }

    /// Hands in an example; its private address.
    pub(crate) fn asks_about(&self, example: &str) -> String {
        let page = self.post(&format!("/examples/{example}"), &[]);
        assert_eq!(page.status, 303, "{}", page.text);
        page.location
    }

    /// Asks for a human being about a case.
    pub(crate) fn calls(&self, case: &str) {
        let page = self.post(&format!("{case}/talk"), &[("choice", "person")]);
        assert_eq!(page.status, 303, "{}", page.text);
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }
}

/// A case's id, out of its private address `/c/ID/TOKEN`.
pub(crate) fn id_of(address: &str) -> &str {
    address.split('/').nth(2).unwrap()
}
