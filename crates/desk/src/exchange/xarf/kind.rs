//! The kinds of report that version 4 has, and what each must say.

/// What a field must look like.
#[derive(Clone, Copy, Debug)]
pub(super) enum Form {
    /// Any text.
    Text,
    /// An absolute URI.
    Uri,
    /// RFC 3339 date and time.
    Moment,
    /// A whole number, not less than this.
    Number(i64),
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// A list with at least this many entries.
    List(usize),
    /// `CVE-2026-1234`.
    Cve,
    /// An object with one of these in it.
    With(&'static [&'static str]),
}

/// A category with one of its types.
#[derive(Debug)]
pub(super) struct Kind {
    pub(super) category: &'static str,
    pub(super) name: &'static str,
    pub(super) fields: &'static [(&'static str, Form)],
}

use Form::{Cve, List, Moment, Number, OneOf, Text, Uri, With};

const URL: (&str, Form) = ("url", Uri);
const FIRST_SEEN: (&str, Form) = ("first_seen", Moment);
const INFRINGING: (&str, Form) = ("infringing_url", Uri);
const TRANSPORT: (&str, Form) = ("protocol", OneOf(&["tcp", "udp", "icmp", "sctp"]));
const TCP_OR_UDP: (&str, Form) = ("protocol", OneOf(&["tcp", "udp"]));
const MESSENGER: (&str, Form) = (
    "protocol",
    OneOf(&["smtp", "sms", "whatsapp", "telegram", "social_media", "push_notification", "other"]),
);

const fn kind(
    category: &'static str,
    name: &'static str,
    fields: &'static [(&'static str, Form)],
) -> Kind {
    Kind { category, name, fields }
}

/// Every pair that the specification (4.2) knows, with the fields that it requires.
pub(super) const KINDS: &[Kind] = &[
    kind(
        "messaging",
        "spam",
        &[(
            "protocol",
            OneOf(&[
                "smtp",
                "sms",
                "whatsapp",
                "telegram",
                "signal",
                "chat",
                "social_media",
                "push_notification",
                "other",
            ]),
        )],
    ),
    kind("messaging", "bulk_messaging", &[MESSENGER, ("recipient_count", Number(1))]),
    kind("connection", "login_attack", &[TRANSPORT, FIRST_SEEN]),
    kind("connection", "port_scan", &[TRANSPORT, FIRST_SEEN]),
    kind("connection", "ddos", &[TRANSPORT, FIRST_SEEN]),
    kind(
        "connection",
        "infected_host",
        &[
            TCP_OR_UDP,
            (
                "bot_type",
                OneOf(&[
                    "search_engine",
                    "ai_agent",
                    "monitoring",
                    "seo_analyzer",
                    "link_checker",
                    "feed_reader",
                    "social_media",
                    "advertising",
                    "malicious",
                    "unknown",
                ]),
            ),
            FIRST_SEEN,
        ],
    ),
    kind("connection", "reconnaissance", &[TCP_OR_UDP, ("probed_resources", List(0)), FIRST_SEEN]),
    kind("connection", "scraping", &[TCP_OR_UDP, FIRST_SEEN, ("total_requests", Number(0))]),
    kind("connection", "sql_injection", &[TCP_OR_UDP, FIRST_SEEN]),
    kind(
        "connection",
        "vulnerability_scan",
        &[
            (
                "scan_type",
                OneOf(&[
                    "port_scan",
                    "vulnerability_scan",
                    "version_detection",
                    "os_fingerprinting",
                    "service_enumeration",
                    "web_vuln_scan",
                    "directory_brute_force",
                    "mixed",
                ]),
            ),
            ("protocol", OneOf(&["tcp", "udp", "icmp", "mixed"])),
            FIRST_SEEN,
        ],
    ),
    kind(
        "vulnerability",
        "cve",
        &[("service", Text), ("service_port", Number(1)), ("cve_id", Cve)],
    ),
    kind("vulnerability", "open_service", &[("service", Text)]),
    kind("vulnerability", "misconfiguration", &[("service", Text)]),
    kind("reputation", "blocklist", &[("threat_type", Text)]),
    kind("reputation", "threat_intelligence", &[("threat_type", Text)]),
    kind("infrastructure", "botnet", &[("compromise_evidence", Text)]),
    kind("infrastructure", "compromised_server", &[("compromise_method", Text)]),
    kind("content", "phishing", &[URL]),
    kind("content", "malware", &[URL]),
    kind(
        "content",
        "csam",
        &[
            URL,
            ("classification", OneOf(&["baseline", "A1", "A2", "B1", "B2"])),
            (
                "detection_method",
                OneOf(&[
                    "hash_match",
                    "ai_detection",
                    "manual_review",
                    "user_report",
                    "automated_scan",
                ]),
            ),
        ],
    ),
    kind(
        "content",
        "csem",
        &[
            URL,
            (
                "exploitation_type",
                OneOf(&[
                    "grooming",
                    "solicitation",
                    "sextortion",
                    "trafficking",
                    "distribution",
                    "production",
                    "possession",
                ]),
            ),
            (
                "detection_method",
                OneOf(&[
                    "behavioral_analysis",
                    "keyword_detection",
                    "user_report",
                    "ai_detection",
                    "manual_review",
                    "law_enforcement_referral",
                ]),
            ),
        ],
    ),
    kind(
        "content",
        "exposed_data",
        &[
            URL,
            ("data_types", List(1)),
            (
                "exposure_method",
                OneOf(&[
                    "misconfigured_server",
                    "open_directory",
                    "database_exposure",
                    "git_repository",
                    "backup_file",
                    "log_file",
                    "cloud_storage",
                    "paste_site",
                    "forum_post",
                    "ransomware_leak",
                    "intentional_leak",
                    "other",
                ]),
            ),
        ],
    ),
    kind(
        "content",
        "brand_infringement",
        &[
            URL,
            (
                "infringement_type",
                OneOf(&[
                    "counterfeit",
                    "typosquatting",
                    "lookalike",
                    "homograph",
                    "unauthorized_reseller",
                    "trademark_violation",
                    "brand_impersonation",
                    "logo_misuse",
                    "other",
                ]),
            ),
            ("legitimate_site", Uri),
        ],
    ),
    kind(
        "content",
        "fraud",
        &[
            URL,
            (
                "fraud_type",
                OneOf(&[
                    "investment",
                    "romance",
                    "tech_support",
                    "lottery",
                    "advance_fee",
                    "cryptocurrency",
                    "shopping",
                    "charity",
                    "employment",
                    "government_impersonation",
                    "other",
                ]),
            ),
        ],
    ),
    kind(
        "content",
        "remote_compromise",
        &[
            URL,
            (
                "compromise_type",
                OneOf(&[
                    "webshell",
                    "backdoor",
                    "defacement",
                    "malicious_redirect",
                    "seo_spam",
                    "cryptominer",
                    "phishing_kit",
                    "malware_host",
                    "c2_server",
                    "proxy",
                    "scanner",
                    "other",
                ]),
            ),
        ],
    ),
    kind(
        "content",
        "suspicious_registration",
        &[URL, ("registration_date", Moment), ("suspicious_indicators", List(1))],
    ),
    kind("copyright", "copyright", &[INFRINGING]),
    kind(
        "copyright",
        "p2p",
        &[
            ("p2p_protocol", OneOf(&["bittorrent", "edonkey", "gnutella", "kademlia", "other"])),
            ("swarm_info", With(&["info_hash", "magnet_uri"])),
        ],
    ),
    kind("copyright", "cyberlocker", &[INFRINGING, ("hosting_service", Text)]),
    kind("copyright", "ugc_platform", &[INFRINGING, ("platform_name", Text)]),
    kind("copyright", "link_site", &[INFRINGING, ("site_name", Text)]),
    kind("copyright", "usenet", &[("newsgroup", Text), ("message_info", With(&["message_id"]))]),
];
