//! A store for each test: a new file for SQLite, a new database in one private PostgreSQL.

use std::{
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{
        LazyLock,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use desk::{Settings, Store, store::PasswordCost};

/// Makes a test of each claim for both databases.
macro_rules! on_both {
    ($($(#[$meta:meta])* async fn $name:ident($store:ident: Store) $body:block)*) => {
        mod on_sqlite {
            use super::*;
            $($(#[$meta])* #[test] fn $name() {
                crate::databases::on_sqlite(|$store| async move { $body });
            })*
        }
        mod on_postgres {
            use super::*;
            $($(#[$meta])* #[test] fn $name() {
                crate::databases::on_postgres(|$store| async move { $body });
            })*
        }
    };
}
pub(crate) use on_both;

/// Password hashes that cost next to nothing.
pub(crate) fn settings() -> Settings {
    Settings { password: PasswordCost { memory: 8, passes: 1 }, ..Settings::default() }
}

pub(crate) fn on_sqlite<F: Future<Output = ()>>(claim: impl FnOnce(Store) -> F) {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", folder.path().join("desk.sqlite").display());
    run(&url, claim);
}

pub(crate) fn on_postgres<F: Future<Output = ()>>(claim: impl FnOnce(Store) -> F) {
    run(&POSTGRES.new_database(), claim);
}

fn run<F: Future<Output = ()>>(url: &str, claim: impl FnOnce(Store) -> F) {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let store = Store::open_with(url, settings()).await.unwrap();
        claim(store.clone()).await;
        store.close().await;
    });
}

/// One server for all tests of this program.
static POSTGRES: LazyLock<Postgres> = LazyLock::new(Postgres::start);

/// A private PostgreSQL in a temporary folder.
pub(crate) struct Postgres {
    port: u16,
    programs: PathBuf,
    databases: AtomicUsize,
    // The server ends when this pipe closes, and it closes with this process, however that ends.
    _keeper: Child,
}

/// Starts the server, then waits until standard input closes, that is until the tests are over or
/// dead; ends the server by its process id and removes the folder.
const KEEPER: &str = r#"
"$1/initdb" -D "$2/data" -A trust -U desk -E UTF8 --locale=C --no-sync >"$2/log" 2>&1 || exit 1
"$1/postgres" -D "$2/data" -p "$3" -h 127.0.0.1 -k "$2" -F -c max_connections=400 >>"$2/log" 2>&1 &
server=$!
cat >/dev/null
kill -INT $server
wait $server
rm -rf "$2"
"#;

impl Postgres {
    fn start() -> Self {
        let programs = programs();
        let folder = tempfile::Builder::new().prefix("desk-pg").tempdir().unwrap().keep();
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut keeper = unprivileged(&folder);
        keeper.args(["sh", "-c", KEEPER, "sh"]).arg(&programs).arg(&folder).arg(port.to_string());
        keeper.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
        let keeper = keeper.current_dir(&folder).spawn().unwrap();
        let server = Self { port, programs, databases: AtomicUsize::new(0), _keeper: keeper };
        let started = Instant::now();
        while !server.asks("select 1") {
            let log = std::fs::read_to_string(folder.join("log")).unwrap_or_default();
            assert!(started.elapsed() < Duration::from_secs(60), "PostgreSQL did not start: {log}");
            std::thread::sleep(Duration::from_millis(100));
        }
        server
    }

    /// Address of a new, empty database.
    pub(crate) fn new_database(&self) -> String {
        let name = format!("desk{}", self.databases.fetch_add(1, Ordering::Relaxed));
        assert!(self.asks(&format!("create database {name}")));
        format!("postgres://desk@127.0.0.1:{}/{name}", self.port)
    }

    #[expect(clippy::disallowed_methods, reason = "the tests' own server, and no mail")]
    fn asks(&self, sql: &str) -> bool {
        let mut psql = Command::new(self.programs.join("psql"));
        psql.args(["-h", "127.0.0.1", "-U", "desk", "-d", "postgres", "-qc", sql]);
        psql.args(["-p", &self.port.to_string()]);
        psql.stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap().success()
    }
}

/// Where Debian keeps the server's programs.
fn programs() -> PathBuf {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let folders = versions.map(|version| version.path().join("bin"));
    let found = folders.filter(|folder| folder.join("initdb").exists()).max();
    found.expect("PostgreSQL is missing: apt-get install postgresql (./test does)")
}

/// PostgreSQL refuses to run as root; then it runs as the user that Debian's package makes.
#[expect(clippy::disallowed_methods, reason = "the tests' own server, and no mail")]
fn unprivileged(folder: &Path) -> Command {
    let is_root = std::fs::metadata("/proc/self").is_ok_and(|me| {
        use std::os::unix::fs::MetadataExt as _;
        me.uid() == 0
    });
    if !is_root {
        return Command::new("env");
    }
    let owner = Command::new("chown").arg("postgres").arg(folder).status().unwrap();
    assert!(owner.success(), "there is no user postgres");
    let mut command = Command::new("runuser");
    command.args(["-u", "postgres", "--"]);
    command
}

/// A store of a file in a folder that goes when it is dropped.
pub(crate) async fn empty_sqlite() -> (Store, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", folder.path().join("desk.sqlite").display());
    (Store::open_with(&url, settings()).await.unwrap(), folder)
}

/// Address of a new, empty database in the private PostgreSQL.
pub(crate) fn postgres_url() -> String {
    POSTGRES.new_database()
}

/// A store of a new database in the private PostgreSQL.
pub(crate) async fn empty_postgres() -> Store {
    Store::open_with(&POSTGRES.new_database(), settings()).await.unwrap()
}
