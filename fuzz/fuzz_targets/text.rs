//! What is written to people: phrases, offers and their days, brands, addresses, telephone numbers,
//! wallets, sums, look-alikes. The first line is the subject.

#![no_main]

use std::sync::LazyLock;

use jiff::civil::date;
use libfuzzer_sys::fuzz_target;
use reading::{Brands, claim, confusable, language, notes, offer, text, wording};

static BRANDS: LazyLock<Brands> = LazyLock::new(Brands::built_in);

fuzz_target!(|raw: &[u8]| {
    let text = String::from_utf8_lossy(raw);
    let (subject, visible) = text.split_once('\n').unwrap_or(("", &text));
    for charset in [None, Some("iso-2022-jp"), Some("gb2312")] {
        let _ = (notes(subject, visible, charset), language::detect(visible, charset));
    }
    for received in
        [None, Some(date(2021, 11, 16)), Some(date(9999, 12, 31)), Some(date(-9999, 1, 1))]
    {
        let _ = offer::find(visible, subject, received);
    }
    let texts = claim::Texts { display: subject, subject, visible, ..claim::Texts::default() };
    assert!(claim::find(&texts, &BRANDS).len() <= 12);
    for address in text::addresses(visible) {
        assert!(visible.contains(address.written), "{address:?}");
    }
    let _ = (text::mailboxes(visible).count(), text::phones(visible).count());
    let _ = (text::wallets(visible).count(), text::sums(visible).count());
    let _ = (text::count_invisible(visible), wording::buckets(subject, visible));
    let folded = confusable::fold(visible);
    let _ = (folded.changes(0..folded.as_str().len()).count(), folded.is_disguised());
    let skeleton = confusable::skeleton(visible);
    // UTS 39 §4: a skeleton is its own skeleton.
    assert_eq!(confusable::skeleton(&skeleton), skeleton);
    let _ = confusable::look(subject);
});
