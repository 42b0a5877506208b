//! What holds whatever is said.
#![expect(clippy::unwrap_used, reason = "test")]

mod told;

use std::sync::LazyLock;

use check::{Bilingual, Report};
use desk::conversation::{Decision, Dialogue, Input, Known, Limits, Screen, Talk, Whose};
use proptest::prelude::*;
use verdict::words::Language;

static REPORTS: LazyLock<[Option<Report>; 4]> = LazyLock::new(|| {
    [
        None,
        Some(told::report(include_bytes!("../../../examples/coupon.eml"))),
        Some(told::report(include_bytes!("../../../examples/coupon-forged.eml"))),
        Some(told::report("みほんストアです。パスワードを入力してください".as_bytes())),
    ]
});

fn decisions() -> [Option<Decision>; 4] {
    let words = Bilingual { ja: "直しています。".into(), en: "Being repaired.".into() };
    let faulty = Decision::GenuineButFaulty { since: None, whose: Whose::Unknown, words };
    [None, Some(Decision::Genuine), Some(Decision::Fraud), Some(faulty)]
}

/// Everything that can be chosen anywhere, found by walking.
static OPTIONS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let dialogue = Dialogue::built_in();
    let mut found: Vec<String> = vec!["start".into()];
    let mut at = 0;
    while let Some(id) = found.get(at).cloned() {
        at += 1;
        let (talk, _) = dialogue.begin(Language::Ja, &Known::default());
        let (_, screen) = dialogue.step(talk, &Known::default(), &Input::Chose(id));
        for option in screen.options {
            if !found.contains(&option.id) {
                found.push(option.id);
            }
        }
    }
    found
});

fn leads_to_a_person(screen: &Screen) -> bool {
    screen.hand_over || screen.options.iter().any(|option| option.id == "person")
}

#[test]
fn the_dialogue_is_whole() {
    assert_eq!(Dialogue::built_in().faults(), []);
}

#[test]
fn every_node_works_with_and_without_a_message_and_a_decision() {
    let dialogue = Dialogue::built_in();
    for id in OPTIONS.iter() {
        for report in REPORTS.iter() {
            for decision in &decisions() {
                let known = Known { report: report.as_ref(), decision: decision.as_ref() };
                for language in [Language::Ja, Language::En] {
                    let (talk, _) = dialogue.begin(language, &known);
                    let (_, screen) = dialogue.step(talk, &known, &Input::Chose(id.clone()));
                    assert!(leads_to_a_person(&screen), "{id}");
                    assert!(!screen.lines.is_empty(), "{id} says nothing");
                    assert!(screen.options.len() >= 3, "{id}");
                    for line in &screen.lines {
                        assert!(!line.text.is_empty(), "{id}");
                        assert!(!line.text.contains(['{', '}']), "{id}: {}", line.text);
                    }
                }
            }
        }
    }
}

#[test]
fn lack_of_proof_is_never_told_as_proof_of_a_fake() {
    let dialogue = Dialogue::built_in();
    let answers = ["yes", "no", "unsure"];
    for which in 0..27 {
        let [order, payment, install] =
            [answers[which / 9], answers[which / 3 % 3], answers[which % 3]];
        for (language, cannot) in
            [(Language::Ja, "まだ分かりません"), (Language::En, "can't tell yet")]
        {
            let (mut talk, mut screen) = dialogue.begin(language, &Known::default());
            let steps = [
                "real".to_owned(),
                format!("order:{order}"),
                format!("payment:{payment}"),
                format!("install:{install}"),
            ];
            for step in steps {
                (talk, screen) = dialogue.step(talk, &Known::default(), &Input::Chose(step));
            }
            assert_eq!(screen.node, "no-message");
            assert!(screen.lines[0].text.contains(cannot));
            let text = serde_json::to_string(&talk).unwrap();
            for words in
                ["可能性があります", "送ったものではありません", "may not be from", "not from"]
            {
                assert!(!text.contains(words), "{words}");
            }
        }
    }
}

#[test]
fn with_the_message_at_hand_answers_change_nothing_that_is_settled() {
    let dialogue = Dialogue::built_in();
    for report in REPORTS.iter().flatten().take(2) {
        let known = Known { report: Some(report), decision: None };
        let (talk, _) = dialogue.begin(Language::Ja, &known);
        let (talk, _) = dialogue.step(talk, &known, &Input::Chose("payment:yes".into()));
        let (_, screen) = dialogue.step(talk, &known, &Input::Chose("real".into()));
        assert_eq!(screen.node, "answer");
        assert_eq!(screen.lines[0].text, report.headline.ja);
        let reasons = screen.lines.iter().filter(|line| line.text.ends_with('）'));
        assert!(reasons.count() <= 4);
    }
}

#[test]
fn a_state_of_another_dialogue_begins_anew() {
    let (mut talk, _) = Dialogue::built_in().begin(Language::En, &Known::default());
    talk.at = "a node that is gone".into();
    let screen = Dialogue::built_in().screen(&talk, &Known::default());
    assert_eq!(screen.node, "start");
    let typed = Input::Typed("hello".into());
    let (_, screen) = Dialogue::built_in().step(talk, &Known::default(), &typed);
    assert!(leads_to_a_person(&screen));
}

/// Characters of a state beside its turns, generously.
const BESIDE: usize = 60_000;

fn input() -> impl Strategy<Value = Input> {
    prop_oneof![
        4 => prop::sample::select(OPTIONS.as_slice()).prop_map(Input::Chose),
        1 => "\\PC{0,30}".prop_map(Input::Chose),
        2 => any::<String>().prop_map(Input::Typed),
        2 => "(I |card|カード|入力|した|ていません|paid|not |人|、|。|[0-9]| |\n){0,12}".prop_map(Input::Typed),
        1 => "[ぁ-んa-z]{900,1300}".prop_map(Input::Typed),
        1 => Just(Input::News),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_talk_always_offers_a_person_and_stays_small(
        inputs in prop::collection::vec((input(), 0..4_usize, 0..4_usize), 0..60),
    ) {
        let dialogue = Dialogue::built_in();
        let decisions = decisions();
        let (mut talk, _) = dialogue.begin(Language::Ja, &Known::default());
        for (input, report, decision) in inputs {
            let known = Known {
                report: REPORTS[report].as_ref(),
                decision: decisions[decision].as_ref(),
            };
            let screen;
            (talk, screen) = dialogue.step(talk, &known, &input);
            prop_assert!(leads_to_a_person(&screen));
            prop_assert!(!screen.lines.is_empty());
            // The state goes to a store and comes back.
            let stored = serde_json::to_string(&talk).unwrap();
            prop_assert_eq!(&serde_json::from_str::<Talk>(&stored).unwrap(), &talk);
            prop_assert_eq!(&dialogue.screen(&talk, &known), &screen);
            prop_assert!(talk.turns.len() <= Limits::TURNS);
        }
    }

    #[test]
    fn any_text_is_understood_or_not_and_never_more(text in any::<String>()) {
        let understood = Dialogue::built_in().understand(&text);
        prop_assert!(understood.happened.len() <= 12);
    }
}

#[test]
fn the_state_of_an_endless_talk_is_bounded() {
    let dialogue = Dialogue::built_in();
    let (mut talk, _) = dialogue.begin(Language::Ja, &Known::default());
    for turn in 0..400 {
        let text = format!("{turn} {}", "長い話".repeat(400));
        talk = dialogue.step(talk, &Known::default(), &Input::Typed(text)).0;
    }
    assert!(talk.turns.len() <= Limits::TURNS);
    assert!(talk.left_out > 0);
    let size = serde_json::to_string(&talk).unwrap().chars().count();
    assert!(size <= Limits::CHARACTERS + BESIDE, "{size}");
    let last = talk.turns.iter().rev().nth(1).unwrap();
    assert!(last.lines[0].text.starts_with("399"));
}
