//! What the operator sees: a line of log and a count for each request, by the address' pattern. The
//! address itself has tokens in it, and is in neither.

use std::{
    net::{IpAddr, SocketAddr},
    sync::Arc,
    time::Instant,
};

use axum::{
    Router,
    extract::{ConnectInfo, MatchedPath, Request, State},
    http::{Method, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
    routing::get,
};
use metrics_exporter_prometheus::{BuildError, Matcher, PrometheusBuilder, PrometheusHandle};

use super::{Desk, problem::Problem, rate::FORWARDED_FOR};

/// Seconds between which durations are counted.
const BUCKETS: [f64; 12] =
    [0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0];

/// Begins to count, for the whole process.
pub(crate) fn begin() -> Result<PrometheusHandle, BuildError> {
    let seconds = Matcher::Suffix("_seconds".to_owned());
    let recorder =
        PrometheusBuilder::new().set_buckets_for_metric(seconds, &BUCKETS)?.build_recorder();
    let handle = recorder.handle();
    if metrics::set_global_recorder(recorder).is_err() {
        // Only a second desk in one process, as in tests: the first one counts for both.
        tracing::debug!("somebody counts already");
    }
    metrics::describe_counter!("mekiki_checks_total", "Messages checked, by door and ruling.");
    metrics::describe_counter!("mekiki_requests_total", "Requests, by method, pattern and status.");
    metrics::describe_histogram!("mekiki_request_seconds", "Seconds that an answer took.");
    metrics::describe_histogram!("mekiki_check_seconds", "Seconds that a check took.");
    metrics::describe_gauge!("mekiki_cases", "Cases, by where they stand.");
    metrics::describe_gauge!("mekiki_waiting_longest_seconds", "How long the longest has waited.");
    Ok(handle)
}

/// Counts and logs one request.
pub(crate) async fn request(request: Request, next: Next) -> Response {
    let method = method(request.method());
    let pattern = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned());
    let pattern = pattern.unwrap_or_else(|| "none".to_owned());
    let started = Instant::now();
    let response = next.run(request).await;
    let seconds = started.elapsed().as_secs_f64();
    let status = response.status().as_u16();
    metrics::counter!("mekiki_requests_total",
        "method" => method, "path" => pattern.clone(), "status" => status.to_string())
    .increment(1);
    metrics::histogram!("mekiki_request_seconds", "path" => pattern.clone()).record(seconds);
    tracing::info!(method, path = pattern, status, ms = seconds * 1_000.0, "request");
    response
}

/// The method as it is counted: a client may invent any number.
fn method(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::DELETE => "DELETE",
        _ => "other",
    }
}

pub(crate) fn routes(metrics: Metrics) -> Router<Arc<Desk>> {
    let show = move |State(desk), ConnectInfo(peer): ConnectInfo<SocketAddr>, request: Request| {
        let metrics = metrics.clone();
        async move { metrics.show(&desk, peer.ip(), &request) }
    };
    Router::new().route("/metrics", get(show))
}

/// The counts, and who may read them.
#[derive(Clone)]
pub(crate) struct Metrics {
    pub(crate) handle: PrometheusHandle,
    pub(crate) readers: Vec<IpAddr>,
}

impl Metrics {
    /// In the text format of Prometheus. Who may not read it learns nothing.
    fn show(&self, desk: &Arc<Desk>, peer: IpAddr, request: &Request) -> Result<Response, Problem> {
        let visitor = desk.rates.visitor(peer, request.headers());
        // A proxy that nobody told us of passes on somebody from anywhere.
        let is_passed_on = visitor == peer && request.headers().contains_key(FORWARDED_FOR);
        if is_passed_on || !self.readers.contains(&visitor) {
            return Err(Problem::NotFound);
        }
        let kind = [(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")];
        Ok((kind, self.handle.render()).into_response())
    }
}
