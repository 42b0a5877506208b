//! The desk, served: `mekiki serve`.

mod listener;

use std::{io::Write as _, net::SocketAddr, process::ExitCode, sync::Arc};

use auth::{
    Lookup,
    lookup::{Live, Off},
};
use desk::Store;
use tokio::{net::TcpListener, runtime::Runtime, signal};

use crate::{
    cli::ServeArgs,
    dns::{self, Dns, Reserved},
    trouble::Trouble,
    web::{self, Desk, Limits, examples},
};

/// Serves until it is told to stop (SIGINT, SIGTERM), and then ends what is under way.
pub(crate) fn run(args: &ServeArgs) -> Result<ExitCode, Trouble> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime: Runtime = runtime.map_err(Trouble::Serve)?;
    runtime.block_on(serve(args))?;
    Ok(ExitCode::SUCCESS)
}

async fn serve(args: &ServeArgs) -> Result<(), Trouble> {
    let store = Store::open(&args.database).await;
    let store = store.map_err(|error| Trouble::Database(error.to_string()))?;
    let checker = crate::check::checker(&args.common, lookup(&args.common.dns)?)?;
    let listener = TcpListener::bind(args.listen).await.map_err(Trouble::Serve)?;
    let address = listener.local_addr().map_err(Trouble::Serve)?;
    let desk = Arc::new(Desk::new(store.clone(), checker, Limits::default(), args.secure));
    let router = web::router(desk.clone());
    tell(address);
    let closing = desk.clone();
    listener::serve(listener, router, async move {
        stopped().await;
        let _ = closing.closing.send(true);
    })
    .await;
    store.close().await;
    Ok(())
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
async fn stopped() {
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
