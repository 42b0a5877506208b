//! Is this message real, and what do I do now?

mod attacks;
mod audit;
mod backup;
mod brand;
#[expect(clippy::disallowed_methods, reason = "a developer's tool on files of his own")]
mod calibrate;
mod campaign;
mod check;
mod cli;
mod config;
#[expect(clippy::disallowed_methods, reason = "a developer's tool on files of his own")]
mod conformance;
mod dns;
mod domain;
mod evidence;
mod key;
mod language;
mod ledger;
mod lookalikes;
mod password;
mod presend;
mod report;
mod retain;
mod scan;
mod sending;
mod serve;
mod share;
mod source;
mod stats;
mod store;
mod trouble;
mod user;
mod web;

use std::process::ExitCode;

use clap::{CommandFactory as _, Parser as _};
use cli::{Cli, Command};
use trouble::Trouble;

/// JSON Schema (draft 2020-12) of a version 1 report.
const REPORT_V1_SCHEMA: &str = include_str!("../../../docs/report-v1.schema.json");

fn main() -> ExitCode {
    let cli = Cli::parse();
    match run(cli.command) {
        Ok(code) => code,
        // Whoever reads our output may stop early (`| head`); that is no failure of ours.
        Err(Trouble::Output(error)) if error.kind() == std::io::ErrorKind::BrokenPipe => {
            ExitCode::SUCCESS
        }
        Err(trouble) => {
            anstream::eprintln!("mekiki: {}", trouble.words(language::of_environment()));
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<ExitCode, Trouble> {
    match command {
        Command::Check(args) => check::run(&args),
        Command::Scan(args) => scan::run(&args),
        Command::Share(args) => share::run(&args),
        Command::Brand(args) => brand::run(&args.command),
        Command::Domain(args) => domain::run(&args.command),
        Command::Presend(args) => presend::run(&args),
        Command::Evidence(args) => evidence::run(&args),
        Command::Serve(args) => serve::run(&args),
        Command::User(args) => user::run(&args),
        Command::Key(args) => key::run(&args),
        Command::Backup(args) => backup::run(&args),
        Command::Restore(args) => backup::restore(&args),
        Command::Campaign(args) => sending::run(&args),
        Command::Attacks(args) => attacks::run(&args),
        Command::Report(args) => report::run(&args),
        Command::Audit(args) => audit::run(&args),
        Command::Retain(args) => retain::run(&args),
        Command::Ledger(args) => ledger::run(&args),
        Command::Stats(args) => stats::run(&args),
        Command::Config => print(&config::Config::template()),
        Command::Schema => print(REPORT_V1_SCHEMA),
        Command::Openapi => print(&web::api::document()),
        Command::Conformance { suite } => {
            conformance::run(&suite).map_err(Trouble::Output)?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Calibrate(args) => {
            let options = calibrate::Calibrate {
                corpus: &args.corpus,
                verdict: &args.verdict,
                alarms: args.alarms / 100.0,
                write: args.write,
            };
            calibrate::run(&options, &reading::Brands::built_in()).map_err(Trouble::Calibration)?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Completions { shell } => {
            let mut out = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "mekiki", &mut out);
            print(&String::from_utf8_lossy(&out))
        }
        Command::Manual { command } => manual(command.as_deref()),
    }
}

/// The manual page of the program, or of one of its commands.
fn manual(command: Option<&str>) -> Result<ExitCode, Trouble> {
    let program = Cli::command();
    let page = match command {
        None => program,
        Some(name) => {
            let found = program.find_subcommand(name).cloned();
            let found = found.ok_or_else(|| Trouble::UnknownCommand(name.to_owned()))?;
            found.display_name(format!("mekiki-{name}")).bin_name(format!("mekiki {name}"))
        }
    };
    let mut out = Vec::new();
    clap_mangen::Man::new(page).render(&mut out).map_err(Trouble::Output)?;
    print(&String::from_utf8_lossy(&out))
}

fn print(text: &str) -> Result<ExitCode, Trouble> {
    use std::io::Write as _;
    std::io::stdout().lock().write_all(text.as_bytes()).map_err(Trouble::Output)?;
    Ok(ExitCode::SUCCESS)
}
