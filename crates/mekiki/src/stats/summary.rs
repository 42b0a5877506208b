use verdict::words::Language;

use super::{Monthly, Share};
use crate::scan::figures::{grouped, percent};

/// Brands that are named after the first one.
const NEXT: usize = 4;

/// The month in a few sentences (総評).
pub(crate) fn summary(monthly: &Monthly, language: Language) -> Vec<String> {
    [reports(monthly, language), brands(monthly, language), much_reported(monthly, language)]
        .into_iter()
        .flatten()
        .chain(sending(monthly, language))
        .collect()
}

fn reports(monthly: &Monthly, language: Language) -> Option<String> {
    let count = grouped(monthly.reports);
    let by = grouped(monthly.reports_change.unwrap_or(0).unsigned_abs());
    Some(match (language, monthly.reports_change.map(i64::signum)) {
        (Language::Ja, Some(1)) => format!("報告は{count}件で、前の月より{by}件増えました。"),
        (Language::Ja, Some(-1)) => format!("報告は{count}件で、前の月より{by}件減りました。"),
        (Language::Ja, Some(_)) => format!("報告は{count}件で、前の月と同じでした。"),
        (Language::Ja, None) => format!("報告は{count}件でした。前の月の記録はありません。"),
        (Language::En, Some(1)) => {
            format!("There were {count} reports, {by} more than in the month before.")
        }
        (Language::En, Some(-1)) => {
            format!("There were {count} reports, {by} fewer than in the month before.")
        }
        (Language::En, Some(_)) => {
            format!("There were {count} reports, as many as in the month before.")
        }
        (Language::En, None) => {
            format!("There were {count} reports. Nothing is known of the month before.")
        }
    })
}

fn brands(monthly: &Monthly, language: Language) -> Option<String> {
    let (first, rest) = monthly.shares.split_first()?;
    let next: Vec<&Share> = rest.iter().take(NEXT).collect();
    let share = percent(first.share);
    let name = |share: &Share| match language {
        Language::Ja => share.name.clone(),
        Language::En => share.name_en.clone(),
    };
    let Some(last) = next.last() else {
        return Some(match language {
            Language::Ja => format!("報告されたブランドは{}で、報告の{share}でした。", name(first)),
            Language::En => format!("All named {}: {share} of the reports.", name(first)),
        });
    };
    let together = percent(last.cumulative);
    let names: Vec<String> = next.iter().map(|share| name(share)).collect();
    Some(match language {
        Language::Ja => format!(
            "{}をかたるものが最も多く、報告の{share}でした。続く{}を合わせると、{together}になります。",
            name(first),
            names.join("、"),
        ),
        Language::En => format!(
            "Most posed as {}: {share} of the reports. Together with {} it comes to {together}.",
            name(first),
            names.join(", "),
        ),
    })
}

fn much_reported(monthly: &Monthly, language: Language) -> Option<String> {
    let much = &monthly.much_reported;
    let (least, share) = (grouped(much.at_least), percent(much.share));
    (much.brands > 0).then(|| match language {
        Language::Ja => format!(
            "{least}件以上の報告があったのは{}ブランドで、合わせて報告の{share}でした。",
            much.brands
        ),
        Language::En if much.brands == 1 => {
            format!("One brand had {least} reports or more: {share} of all.")
        }
        Language::En => {
            format!("{} brands had {least} reports or more: together {share} of all.", much.brands)
        }
    })
}

fn sending(monthly: &Monthly, language: Language) -> Option<String> {
    let sending = &monthly.sending;
    let spoofed = percent(sending.spoofed_share?);
    let passing = sending.others_passing_share.map(percent);
    Some(match (language, passing) {
        (Language::Ja, Some(passing)) => format!(
            "メールのうち{spoofed}は、ブランド自身のドメインを差出人に使った「なりすまし」でした。そのほかのメールでは、{passing}がDMARCの認証に成功していました。"
        ),
        (Language::Ja, None) => {
            format!(
                "メールのうち{spoofed}は、ブランド自身のドメインを差出人に使った「なりすまし」でした。"
            )
        }
        (Language::En, Some(passing)) => format!(
            "{spoofed} of the messages were spoofed: their author’s domain was the brand’s own. Of the others, {passing} passed DMARC."
        ),
        (Language::En, None) => {
            format!(
                "{spoofed} of the messages were spoofed: their author’s domain was the brand’s own."
            )
        }
    })
}
