//! Connections: bounded in number, in memory, and in how long a header may take.

use std::{future::Future, io, net::SocketAddr, sync::Arc, time::Duration};

use axum::{Extension, Router, extract::ConnectInfo, middleware::AddExtension};
use hyper::server::conn::http1;
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
    service::TowerToHyperService,
};
use tokio::{
    net::{TcpListener, TcpSocket, TcpStream},
    sync::Semaphore,
    time,
};
use tower_layer::Layer as _;

/// Connections that are open at a time; more wait to be taken.
const CONNECTIONS: usize = 4_096;
/// How long a client may take for a request's header.
const HEADER: Duration = Duration::from_secs(15);
/// Octets that are buffered for one connection.
const BUFFER: usize = 32 << 10;
/// How long what is under way may take once the desk closes.
const FAREWELL: Duration = Duration::from_secs(20);

/// Connections that the system holds until they are taken. With the usual 1,024 it resets some of a
/// thousand that come at once.
const BACKLOG: u32 = 4_096;

/// Listens.
pub(super) fn bind(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = if address.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() }?;
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(BACKLOG)
}

/// Takes connections until `stop` is done, then lets those that are open finish.
pub(super) async fn serve(listener: TcpListener, router: Router, stop: impl Future<Output = ()>) {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEADER).max_buf_size(BUFFER);
    let (graceful, places) = (GracefulShutdown::new(), Arc::new(Semaphore::new(CONNECTIONS)));
    let mut stop = std::pin::pin!(stop);
    loop {
        let place = places.clone().acquire_owned();
        let taken = async { (place.await, listener.accept().await) };
        let (place, accepted) = tokio::select! {
            taken = taken => taken,
            () = &mut stop => break,
        };
        let Ok((stream, peer)) = accepted else {
            // Too many open files, most likely: some will be closed soon.
            time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        let connection = connection(&http, stream, peer, router.clone());
        let connection = graceful.watch(connection);
        tokio::spawn(async move {
            // A client that goes away early is no failure of ours.
            let _ = connection.await;
            drop(place);
        });
    }
    drop(listener);
    let _ = time::timeout(FAREWELL, graceful.shutdown()).await;
}

type Connection = http1::Connection<
    TokioIo<TcpStream>,
    TowerToHyperService<AddExtension<Router, ConnectInfo<SocketAddr>>>,
>;

fn connection(
    http: &http1::Builder,
    stream: TcpStream,
    peer: SocketAddr,
    router: Router,
) -> Connection {
    let _ = stream.set_nodelay(true);
    let service = TowerToHyperService::new(Extension(ConnectInfo(peer)).layer(router));
    http.serve_connection(TokioIo::new(stream), service)
}
