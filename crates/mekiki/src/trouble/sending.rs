//! What keeps a campaign from being sent, in words.

use std::{io, path::PathBuf, sync::Arc};

use desk::sending::{KeyError, RelayError, SendError};

use super::Trouble;

/// Why nothing is sent, or no longer.
#[derive(Debug)]
pub(crate) enum SendingTrouble {
    /// The settings name no relay.
    NotSet,
    /// The settings do not say where the invited are led.
    NoPages,
    /// The relay's settings are wrong.
    Relay(RelayError),
    /// A file of the settings cannot be read.
    File(PathBuf, io::Error),
    /// A new key cannot be written.
    KeyFile(PathBuf, io::Error),
    /// A file holds no key that signs.
    Key(PathBuf, KeyError),
    /// The invitation's fate is known.
    NotOpen(i64),
    /// Sending failed.
    Send(Arc<SendError>),
}

impl From<SendingTrouble> for Trouble {
    fn from(trouble: SendingTrouble) -> Self {
        Self::Sending(trouble)
    }
}

impl From<SendError> for SendingTrouble {
    fn from(error: SendError) -> Self {
        Self::Send(Arc::new(error))
    }
}

impl SendingTrouble {
    pub(super) fn ja(&self) -> String {
        match self {
            Self::NotSet => "設定の [sending] に relay（メールを渡すサーバー）がありません。mekiki config で見本が出ます。".into(),
            Self::NoPages => "設定の [sending] に pages（受け取りページのアドレス）がありません。".into(),
            Self::Relay(error) => format!("設定の [sending] が正しくありません（{error}）。"),
            Self::File(path, error) => format!("{} を読めません（{error}）。", path.display()),
            Self::KeyFile(path, error) => format!(
                "鍵を {} に書き込めません（{error}）。すでにあるファイルは上書きしません。",
                path.display()
            ),
            Self::Key(path, error) => format!("{} は署名の鍵として使えません（{error}）。", path.display()),
            Self::NotOpen(number) => {
                format!("招待 {number} は、確認待ちではありません。mekiki campaign settle で一覧が出ます。")
            }
            Self::Send(error) => send_ja(error),
        }
    }

    pub(super) fn en(&self) -> String {
        match self {
            Self::NotSet => "the settings name no relay in [sending]. `mekiki config` prints a file with all of them.".into(),
            Self::NoPages => "the settings do not say in [sending] where the pages for the invited are.".into(),
            Self::Relay(error) => format!("[sending] in the settings is wrong: {error}."),
            Self::File(path, error) => format!("cannot read {} ({error}).", path.display()),
            Self::KeyFile(path, error) => format!(
                "cannot write the key to {} ({error}). A file that is there is left alone.",
                path.display()
            ),
            Self::Key(path, error) => format!("{} holds no key to sign with: {error}.", path.display()),
            Self::NotOpen(number) => format!(
                "invitation {number} is not open. `mekiki campaign settle` lists those that are."
            ),
            Self::Send(error) => send_en(error),
        }
    }
}

fn send_ja(error: &SendError) -> String {
    match error {
        SendError::Store(error) => super::store::ja(error),
        SendError::Compose(error) => format!("メールを作れません（{error}）。"),
        SendError::Sign(error) => format!(
            "メールに署名できません（{error}）。mekiki campaign key new で鍵を作り、設定の [[sending.keys]] に書いてください。"
        ),
        SendError::Bounces(address) => {
            format!("設定の sending.bounces（{address:?}）はメールアドレスではありません。")
        }
        SendError::Unreachable { relay, words } => format!(
            "メールを渡すサーバー {relay} につながりません（{words}）。送れなかった分は、次の実行で送ります。"
        ),
        SendError::Sender { from, answer } => format!(
            "サーバーが、{from} からのメールを受け付けません（{answer}）。設定を確かめてください。だれの招待も失われていません。"
        ),
        SendError::Refusing { count, answer } => format!(
            "サーバーが {count} 通続けて断りました（最後の返答: {answer}）。原因を直してから、--also-refused を付けて送り直してください。"
        ),
        SendError::Log(error) => format!("サーバーの記録を読めません（{error}）。"),
        SendError::Stopped => "送信を止めました。".into(),
    }
}

fn send_en(error: &SendError) -> String {
    match error {
        SendError::Store(error) => super::store::en(error),
        SendError::Compose(error) => format!("the message cannot be made: {error}."),
        SendError::Sign(error) => format!(
            "the message cannot be signed: {error}. Make a key with `mekiki campaign key new`, and name it in the settings: [[sending.keys]]."
        ),
        SendError::Bounces(address) => {
            format!("sending.bounces in the settings ({address:?}) is no mail address.")
        }
        SendError::Unreachable { relay, words } => format!(
            "the relay {relay} cannot be reached ({words}). What was not sent waits for the next run."
        ),
        SendError::Sender { from, answer } => format!(
            "the relay does not take mail from {from} ({answer}). Check its settings and ours; nobody lost an invitation."
        ),
        SendError::Refusing { count, answer } => format!(
            "the relay refused {count} messages in a row (the last: {answer}). Mend that, and send again with --also-refused."
        ),
        SendError::Log(error) => format!("the relay's log cannot be read ({error})."),
        SendError::Stopped => "sending was stopped.".into(),
    }
}
