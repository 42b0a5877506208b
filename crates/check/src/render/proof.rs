use verdict::words::Language;

use super::labels::{Labels, labels};
use crate::report::{Authentication, Route, Stated};

/// Who is proven and by what, then every mechanism's own result, a line each.
pub(super) fn lines(found: &Authentication, language: Language) -> Vec<String> {
    let labels = labels(language);
    let mut lines = Vec::new();
    if found.proven.is_empty() {
        lines.push(labels.nobody_proven.to_owned());
    }
    for proven in &found.proven {
        let (method, how) = (proven.method.to_uppercase(), proven.how.remark(language));
        let whose = if proven.aligned { labels.speaks_for_author } else { labels.not_the_author };
        lines.push(format!("{} — {method}, {how}, {whose}", proven.domain));
    }
    for spf in &found.spf {
        let domain = spf.domain.as_deref().unwrap_or("-");
        lines.push(format!("SPF {} ({} {domain})", spf.result, spf.identity));
    }
    for dkim in &found.dkim {
        let known = |text: &Option<String>| text.clone().unwrap_or_else(|| "-".to_owned());
        let (domain, selector) = (known(&dkim.domain), known(&dkim.selector));
        lines.push(format!("DKIM {} (d={domain} s={selector})", dkim.result));
    }
    if !found.arc.sealers.is_empty() {
        lines.push(format!("ARC {} ({})", found.arc.result, found.arc.sealers.join(", ")));
    }
    if let Some(dmarc) = &found.dmarc {
        let policy = dmarc.policy.as_deref().unwrap_or("-");
        lines.push(format!("DMARC {} (p={policy})", dmarc.result));
    }
    lines.extend(found.stated.iter().map(|stated| said(labels.receiver_says, stated)));
    lines.extend(found.pretended.iter().map(|stated| said(labels.sender_wrote, stated)));
    lines
}

fn said(who: &str, stated: &Stated) -> String {
    let by = stated.by.as_deref().unwrap_or("-");
    format!("{who} ({by}): {} {}", stated.method.to_uppercase(), stated.result)
}

/// What is known of the message's way, a line each.
pub(super) fn route(route: &Route, labels: &'static Labels) -> Vec<(&'static str, String)> {
    let client = [&route.client_ip, &route.client_name, &route.helo];
    let client: Vec<&str> = client.into_iter().filter_map(|known| known.as_deref()).collect();
    [
        (labels.client, (!client.is_empty()).then(|| client.join(" / "))),
        (labels.mail_from, route.mail_from.as_ref().map(|path| format!("<{path}>"))),
        (labels.taken_by, route.by.clone()),
    ]
    .into_iter()
    .filter_map(|(label, text)| Some((label, text?)))
    .collect()
}
