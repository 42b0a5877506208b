use desk::{
    Store,
    event::{Counting, DmarcPolicy, Source},
    stats::{
        Month,
        list::{Account, Labels, List, ListName, Note},
    },
};
use jiff::Timestamp;
use reading::Brands;

use crate::databases::on_both;

fn now() -> Timestamp {
    "2025-12-24T12:00:00+09:00".parse().unwrap()
}

fn month(text: &str) -> Month {
    Month::parse(text).unwrap()
}

/// A list of our own, with the dirt that published ones have.
const LIST: &str = "date,URL,description
2025/11/03 09:12:00,https://a.evil.example/login,Amazon
2025/11/03 09:13:00,https://b.evil.example/login,アマゾン
2025/11/04 10:00:00,hhttps://c.other.example/x,NTT docomo
2025/11/04 10:00:00,hxxps://d.other[.]example/x,三井住友カード
,https://undated.example/?t=****,Vpass
2025/10/31 23:59:00,https://a.evil.example/login,Amazon
2025/12/31 00:00:00,https://future.example/,Amazon
2025/11/05 10:00:00,https://formula.example/,\"=HYPERLINK(\"\"http://x.example\"\")\"
2025/11/05 10:00:00,https://twice.example/,au
2025/11/05 10:00:00,https://twice.example/,au
2025/11/06 10:00:00,http://192.0.2.7/a,
no address here

";

async fn import(store: &Store, name: &str, text: &str) -> Account {
    let list = List::read(ListName::of_file(name), text.as_bytes());
    store.add_list(&list, &Labels::new(&Brands::built_in()), now()).await.unwrap()
}

on_both! {
    async fn every_row_of_a_list_is_accounted_for(store: Store) {
        let account = import(&store, "202511.csv", LIST).await;
        assert_eq!(account.lines, account.headings + account.blank + account.rows);
        assert_eq!((account.rows, account.new, account.known, account.unreadable), (12, 11, 0, 1));
        assert_eq!((account.dated, account.dated_by_file, account.undated), (10, 1, 0));
        let brands = (account.registered, account.as_written, account.without_brand);
        assert_eq!(brands, (9, 1, 1));
        assert_eq!((account.in_future, account.repeated), (1, 2));
        for (note, rows) in [
            (Note::NoDate, 1),
            (Note::OtherMonth, 2),
            (Note::MendedScheme, 1),
            (Note::Disarmed, 1),
            (Note::Masked, 1),
            (Note::NoBrand, 1),
            (Note::Formula, 1),
        ] {
            assert_eq!(account.notes.get(&note), Some(&rows), "{note:?}");
        }
        let again = import(&store, "202511 (1).csv", LIST).await;
        assert_eq!((again.new, again.known, again.unreadable), (0, 11, 1));
        assert_eq!(store.count_month(month("2025-11"), now()).await.unwrap().reports, 9);
    }

    async fn a_month_is_counted_from_its_rows(store: Store) {
        import(&store, "202511.csv", LIST).await;
        let counted = store.count_month(month("2025-11"), now()).await.unwrap();
        assert_eq!((counted.reports, counted.before), (9, Some(1)));
        assert_eq!((counted.received, counted.unreadable), (10, 1));
        // a.evil, b.evil, c.other, d.other, undated, formula, twice, the address in digits.
        assert_eq!((counted.urls, counted.domains), (8, 6));
        let brands: Vec<_> = counted.brands.iter().map(|(key, n)| (key.as_str(), *n)).collect();
        let formula = "=HYPERLINK(\"http://x.example\")";
        let expected = [("amazon", 2), ("au", 2), ("smcc", 2), (formula, 1), ("docomo", 1)];
        assert_eq!(brands, expected);
        assert_eq!(counted.without_brand, 1);
        let tlds: Vec<_> =
            counted.tlds.iter().map(|tld| (tld.name.as_str(), tld.reports, tld.urls)).collect();
        assert_eq!(tlds, [("example", 8, 7), ("ip", 1, 1)]);
        assert_eq!(counted.places[0].name, "evil.example");
        assert_eq!(counted.sources, [(Source::List, 9)]);
    }

    async fn what_lies_in_the_future_counts_from_its_day_on(store: Store) {
        import(&store, "202511.csv", LIST).await;
        let december = month("2025-12");
        assert_eq!(store.count_month(december, now()).await.unwrap().reports, 0);
        assert_eq!(store.count_years(now()).await.unwrap().to_come, 1);
        let later = "2026-01-01T00:00:00Z".parse().unwrap();
        assert_eq!(store.count_month(december, later).await.unwrap().reports, 1);
        assert_eq!(store.count_years(later).await.unwrap().to_come, 0);
    }

    async fn years_are_their_months(store: Store) {
        import(&store, "202511.csv", LIST).await;
        import(&store, "old", "2024-02-01,https://a.evil.example/login,PayPay\n,http://b.example,au")
            .await;
        let years = store.count_years(now()).await.unwrap();
        assert_eq!(years.undated, 1);
        let told: Vec<_> =
            years.years.iter().map(|year| (year.year, year.totals.reports)).collect();
        assert_eq!(told, [(2024, 1), (2025, 10)]);
        let year = &years.years[1];
        assert_eq!((year.totals.urls, year.totals.domains, year.totals.brands), (8, 6, 5));
        assert_eq!(year.top[0], ("amazon".to_owned(), 3));
        let months: Vec<_> =
            year.months.iter().map(|(month, totals)| (month.number(), totals.reports)).collect();
        assert_eq!(months, [(202_510, 1), (202_511, 9)]);
        assert_eq!(year.months[1].1.urls, 8);
        assert_eq!(years.months().count(), 3);
    }

    async fn a_month_of_which_nothing_is_known_says_so(store: Store) {
        let counted = store.count_month(month("2025-11"), now()).await.unwrap();
        assert_eq!((counted.reports, counted.before), (0, None));
    }
}

#[test]
fn words_of_the_log_read_back() {
    for counting in [Counting::Counted, Counting::Duplicate, Counting::Held, Counting::Unreadable] {
        assert_eq!(<&str>::from(counting).parse(), Ok(counting));
    }
    assert_eq!("reject".parse(), Ok(DmarcPolicy::Reject));
}
