//! What can go wrong on our side, and what to do about it.

#![allow(clippy::wildcard_enum_match_arm, reason = "io::ErrorKind is not ours and stays open")]

mod sending;
mod store;

use std::{
    io,
    path::{Path, PathBuf},
};

use desk::StoreError;
use verdict::words::Language;

pub(crate) use sending::SendingTrouble;

/// A failure that ends a command. A strange message is none: it gets a report.
#[derive(Debug)]
pub(crate) enum Trouble {
    /// A message could not be read.
    Unreadable(PathBuf, io::Error),
    /// The file holds several messages, and `check` answers about one.
    SeveralMessages(PathBuf),
    /// The file holds no message.
    NoMessage(PathBuf),
    /// Recorded DNS could not be read.
    DnsFile(PathBuf, String),
    /// The system's resolver could not be set up.
    Resolver(String),
    /// Brand files could not be read.
    Brands(String),
    /// No such brand.
    UnknownBrand(String),
    /// No such command.
    UnknownCommand(String),
    /// No such evidence.
    UnknownEvidence(String),
    /// Not a domain name.
    NotADomain(String),
    /// No such campaign, or another brand's.
    NoSuchCampaign,
    /// A day that the ledger cannot hold.
    NoSuchDay,
    /// No such report.
    NoSuchReport,
    /// A file describes no campaign.
    Campaign(PathBuf, String),
    /// A coupon is not taken.
    Coupon(desk::campaign::NotRedeemed),
    /// A form cannot hold a report.
    NotShared(desk::exchange::NotShared),
    /// A folder could not be written to.
    Unwritable(PathBuf, io::Error),
    /// Weights could not be learnt.
    Calibration(anyhow::Error),
    /// Labels could not be read.
    Labels(PathBuf, String),
    /// A file for the output could not be made.
    NoFile(PathBuf, io::Error),
    /// A Parquet table is nothing to show on a terminal.
    TableOnTerminal,
    /// The output could not be written.
    Output(io::Error),
    /// The desk's store refused something.
    Store(Box<StoreError>),
    /// There is no database at the address.
    NoDesk,
    /// No key of that id that is still good.
    NoSuchKey,
    /// A password could not be read.
    NoPassword(io::Error),
    /// Not the end of an audit log.
    NotAHead(String),
    /// The desk could not listen.
    Serve(io::Error),
    /// The file of settings could not be read.
    Config(PathBuf, String),
    /// A campaign cannot be sent.
    Sending(SendingTrouble),
    /// There is no such time zone.
    Zone(String),
    /// The log or the counts could not be set up.
    Log(String),
}

impl Trouble {
    /// What failed, on what, and what to do.
    pub(crate) fn words(&self, language: Language) -> String {
        match language {
            Language::Ja => self.ja(),
            Language::En => self.en(),
        }
    }

    fn ja(&self) -> String {
        match self {
            Self::Unreadable(path, error) => {
                let advice = match error.kind() {
                    io::ErrorKind::NotFound => "名前と場所を確かめてください",
                    io::ErrorKind::PermissionDenied => "読み取りの許可を確かめてください",
                    io::ErrorKind::IsADirectory => "フォルダーには mekiki scan を使ってください",
                    _ => "もう一度試すか、ファイルをコピーし直してください",
                };
                format!("{} を読めません（{error}）。{advice}。", path.display())
            }
            Self::SeveralMessages(path) => format!(
                "{path} には複数のメールがあります。mekiki scan {path} で全部を調べられます。",
                path = path.display()
            ),
            Self::NoMessage(path) => {
                format!("{} にメールがありません。", path.display())
            }
            Self::DnsFile(path, error) => format!(
                "記録された DNS {} を読めません（{error}）。--dns には system、off、または JSON ファイルを指定してください。",
                path.display()
            ),
            Self::Resolver(error) => format!(
                "この機械の DNS 設定を読めません（{error}）。--dns off を付けると DNS なしで調べます。"
            ),
            Self::Brands(error) => format!("ブランドのファイルを読めません（{error}）。"),
            Self::NoSuchCampaign => {
                "そのキャンペーンはありません。mekiki campaign list で一覧が出ます。".into()
            }
            Self::NoSuchDay => "日付は2020年から2199年までにしてください。".into(),
            Self::UnknownBrand(id) => {
                format!(
                    "{id:?} というブランドは登録されていません。mekiki brand list で一覧が出ます。"
                )
            }
            Self::UnknownCommand(name) => {
                format!("{name:?} というコマンドはありません。mekiki --help で一覧が出ます。")
            }
            Self::UnknownEvidence(name) => {
                format!("{name:?} という根拠はありません。mekiki evidence で一覧が出ます。")
            }
            Self::NotADomain(text) => format!("{text:?} はドメイン名ではありません。"),
            Self::NotShared(why) => why.words().ja,
            Self::NoSuchReport => "その番号の報告はありません。".into(),
            Self::Campaign(path, error) => format!(
                "{} からキャンペーンを作れません（{error}）。mekiki campaign create --example で書き方の見本が出ます。",
                path.display()
            ),
            Self::Coupon(refused) => store::coupon_ja(*refused),
            Self::Unwritable(path, error) => {
                format!("{} に書き込めません（{error}）。", path.display())
            }
            Self::Calibration(error) => format!("重みを学べませんでした（{error:#}）。"),
            Self::Labels(path, error) => {
                format!("ラベルの一覧 {} を読めません（{error}）。", path.display())
            }
            Self::NoFile(path, error) => format!(
                "{} に書き出せません（{error}）。フォルダーと書き込みの許可を確かめてください。",
                path.display()
            ),
            Self::TableOnTerminal => {
                "Parquet は画面に出せません。--out でファイルを指定してください。".into()
            }
            Self::Output(error) => format!("結果を書き出せません（{error}）。"),
            Self::Config(path, error) => format!(
                "設定 {} を読めません（{error}）。mekiki config で見本が出ます。",
                path.display()
            ),
            Self::Zone(error) => format!(
                "check.zone の時間帯が分かりません（{error}）。Asia/Tokyo のように書いてください。"
            ),
            Self::Log(error) => {
                format!("log.level が分かりません（{error}）。info や warn と書いてください。")
            }
            Self::Sending(trouble) => trouble.ja(),
            Self::Store(error) => store::ja(error),
            Self::NoDesk => "そこに窓口のデータベースはまだありません。mekiki serve か mekiki user add で作れます。別の場所にあるときは --database で指定してください。".into(),
            Self::NoSuchKey => "その番号の有効なキーはありません。mekiki key list で一覧が出ます。".into(),
            Self::NoPassword(error) => format!(
                "パスワードを読めません（{error}）。標準入力か --password-file で渡してください。"
            ),
            Self::NotAHead(text) => format!(
                "{text:?} は記録の末尾ではありません。mekiki audit verify が出した「番号:ハッシュ」を指定してください。"
            ),
            Self::Serve(error) => format!(
                "接続を受け付けられません（{error}）。--listen で別のアドレスとポートを指定してください。"
            ),
        }
    }

    fn en(&self) -> String {
        match self {
            Self::Unreadable(path, error) => {
                format!("{}. {}", cannot_read(path, error), todo(error))
            }
            Self::SeveralMessages(path) => format!(
                "{path} holds several messages. `mekiki scan {path}` checks them all.",
                path = path.display()
            ),
            Self::NoMessage(path) => format!("{} holds no message.", path.display()),
            Self::DnsFile(path, error) => format!(
                "cannot read recorded DNS {} ({error}). Give --dns system, off, or a JSON file.",
                path.display()
            ),
            Self::Resolver(error) => format!(
                "cannot read this machine's DNS settings ({error}). --dns off checks without DNS."
            ),
            Self::Brands(error) => format!("cannot read the brand files ({error})."),
            Self::NoSuchCampaign => {
                "there is no such campaign of this brand. `mekiki campaign list` lists them.".into()
            }
            Self::NoSuchDay => "the day has to be between 2020 and 2199.".into(),
            Self::UnknownBrand(id) => {
                format!("no brand {id:?} is known. `mekiki brand list` lists them.")
            }
            Self::UnknownCommand(name) => {
                format!("there is no command {name:?}. `mekiki --help` lists them.")
            }
            Self::UnknownEvidence(name) => {
                format!("there is no evidence {name:?}. `mekiki evidence` lists them.")
            }
            Self::NotADomain(text) => format!("{text:?} is not a domain name."),
            Self::NotShared(why) => why.words().en,
            Self::NoSuchReport => "there is no report of that id.".into(),
            Self::Campaign(path, error) => format!(
                "{} describes no campaign ({error}). `mekiki campaign create --example` prints one.",
                path.display()
            ),
            Self::Coupon(refused) => format!("{refused}."),
            Self::Unwritable(path, error) => {
                format!("cannot write to {} ({error}).", path.display())
            }
            Self::Calibration(error) => format!("weights could not be learnt: {error:#}"),
            Self::Labels(path, error) => {
                format!("cannot read the labels in {} ({error}).", path.display())
            }
            Self::NoFile(path, error) => format!(
                "cannot write to {} ({error}). Check the folder and that you may write there.",
                path.display()
            ),
            Self::TableOnTerminal => "Parquet is nothing for a screen. Give a file: --out.".into(),
            Self::Output(error) => format!("cannot write the result ({error})."),
            Self::Config(path, error) => format!(
                "cannot read the settings in {} ({error}). `mekiki config` prints a file with all of them.",
                path.display()
            ),
            Self::Zone(error) => {
                format!("check.zone is no time zone ({error}). Write it as in Asia/Tokyo.")
            }
            Self::Log(error) => {
                format!("log.level is not understood ({error}). Write info or warn.")
            }
            Self::Sending(trouble) => trouble.en(),
            Self::Store(error) => store::en(error),
            Self::NoDesk => "there is no desk's database yet. `mekiki serve` or `mekiki user add` makes one; --database names another.".into(),
            Self::NoSuchKey => {
                "there is no good key of that id. `mekiki key list` lists them.".into()
            }
            Self::NoPassword(error) => format!(
                "cannot read a password ({error}). Give it on standard input or with --password-file."
            ),
            Self::NotAHead(text) => format!(
                "{text:?} is no end of a log. Give POSITION:HASH as `mekiki audit verify` printed it."
            ),
            Self::Serve(error) => {
                format!("cannot listen ({error}). Give another address and port: --listen.")
            }
        }
    }
}

/// What failed, for a line in a scan's output.
pub(crate) fn cannot_read(path: &Path, error: &io::Error) -> String {
    format!("cannot read {} ({error})", path.display())
}

fn todo(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::NotFound => "Check its name and place.",
        io::ErrorKind::PermissionDenied => "Check that you may read it.",
        io::ErrorKind::IsADirectory => "For a folder, use `mekiki scan`.",
        _ => "Try again, or copy the file anew.",
    }
}
