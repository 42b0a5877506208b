//! The desk, served: `mekiki serve`.

mod chores;
mod listener;
mod log;
mod sending;

use std::{io::Write as _, net::SocketAddr, process::ExitCode, sync::Arc};

use auth::{
    Lookup,
    lookup::{Live, Off},
};
use check::{Checker, SenderRecord};
use desk::{Ledger, Store};
use jiff::tz::TimeZone;
use tokio::{runtime::Runtime, signal};

use crate::{
    cli::ServeArgs,
    config::Config,
    dns::{self, Dns, Reserved},
    trouble::Trouble,
    web::{self, Desk, Limits, Metrics, Setup, examples, watch},
};

/// Serves until it is told to stop (SIGINT, SIGTERM), and then ends what is under way.
pub(crate) fn run(args: &ServeArgs) -> Result<ExitCode, Trouble> {
    let config = config(args)?;
    log::begin(&config.log).map_err(|error| Trouble::Log(error.to_string()))?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime: Runtime = runtime.map_err(Trouble::Serve)?;
    runtime.block_on(serve(&config))?;
    Ok(ExitCode::SUCCESS)
}

/// The settings, with what was typed over all else.
fn config(args: &ServeArgs) -> Result<Config, Trouble> {
    let mut config = args.database.config()?;
    if let Some(listen) = args.listen {
        config.serve.listen = listen;
    }
    if let Some(dns) = &args.dns {
        config.check.dns.clone_from(dns);
    }
    Ok(config)
}

async fn serve(config: &Config) -> Result<(), Trouble> {
    let store = Store::open_with(&config.database.url, config.store()).await?;
    let metrics = Metrics {
        handle: watch::begin().map_err(|error| Trouble::Log(error.to_string()))?,
        readers: config.serve.metrics.clone(),
    };
    let listener = listener::bind(config.serve.listen).map_err(Trouble::Serve)?;
    let address = listener.local_addr().map_err(Trouble::Serve)?;
    let desk = Arc::new(Desk::new(store.clone(), checker(config, store.clone())?, &setup(config)));
    let router = web::router(desk.clone(), metrics);
    let chores = tokio::spawn(chores::run(desk.clone()));
    let sending = crate::sending::settings(config)?;
    let sending = sending.map(|sending| tokio::spawn(sending::run(desk.clone(), sending)));
    tell(address);
    listener::serve(listener, router, async move {
        stopped().await;
        tracing::info!("closing");
        desk.closing.send_replace(true);
    })
    .await;
    let _ = chores.await;
    if let Some(sending) = sending {
        let _ = sending.await;
    }
    store.close().await;
    Ok(())
}

fn setup(config: &Config) -> Setup {
    let limits = Limits {
        checks: config.limits.checks,
        listeners: config.limits.listeners,
        per_minute: config.limits.per_minute,
        ..Limits::default()
    };
    Setup {
        limits,
        is_secure: config.serve.secure,
        proxies: config.serve.proxies.clone(),
        contact: config.onward.contact(),
        sending: web::Sending {
            pages: config.sending.pages.clone(),
            feedback: config.sending.feedback.clone(),
        },
    }
}

fn checker(config: &Config, store: Store) -> Result<Checker, Trouble> {
    let zone = TimeZone::get(&config.check.zone);
    let zone = zone.map_err(|error| Trouble::Zone(error.to_string()))?;
    let brands = crate::brand::known(config.check.brands.as_deref())?;
    let Ok(dns) = config.check.dns.parse::<Dns>();
    let record = Some(Arc::new(Ledger::of(store)) as Arc<dyn SenderRecord>);
    Ok(Checker { record, ..Checker::new(brands, lookup(&dns)?, zone) })
}

/// Where the desk is, on standard output: what a person opens and a script reads.
fn tell(address: SocketAddr) {
    let mut out = std::io::stdout().lock();
    // Whoever started us may have closed it.
    let _ = writeln!(out, "http://{address}/").and_then(|()| out.flush());
}

/// DNS as it was chosen; for the names of the examples, which nobody can own, our recording.
fn lookup(dns: &Dns) -> Result<Arc<dyn Lookup>, Trouble> {
    let others: Arc<dyn Lookup> = match dns {
        Dns::Off => Arc::new(Off),
        Dns::System => {
            let live = Live::system(dns::patience());
            Arc::new(live.map_err(|error| Trouble::Resolver(error.to_string()))?)
        }
        Dns::Recorded(path) => Arc::new(dns::recorded(path)?),
    };
    Ok(match (dns, examples::recorded()) {
        (Dns::System | Dns::Off, Some(recorded)) => Arc::new(Reserved::new(recorded, others)),
        (Dns::System | Dns::Off, None) | (Dns::Recorded(_), _) => others,
    })
}

/// Waits until somebody wants the desk to stop.
pub(crate) async fn stopped() {
    let terminated = async {
        match signal::unix::signal(signal::unix::SignalKind::terminate()) {
            Ok(mut terminate) => drop(terminate.recv().await),
            // Without it, Ctrl-C is still there.
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        _ = signal::ctrl_c() => {},
        () = terminated => {},
    }
}
