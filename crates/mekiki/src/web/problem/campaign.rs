//! What can go wrong with campaigns and coupons.

use axum::http::StatusCode;

use super::Said;

pub(super) fn terms() -> Said {
    Said {
        status: StatusCode::UNPROCESSABLE_ENTITY,
        name: "bad-terms",
        ja: (
            "この条件では、キャンペーンを作れません。",
            "会社、金額、枚数（受け取られた枚数以上）、日数（1〜366）、件名と送り主の名前（日本語と英語）、送り主のアドレス、ご利用先（https）を確かめてください。",
        ),
        en: (
            "A campaign cannot have these terms.",
            "Look at the brand, the amount, the number of coupons (not fewer than were taken), the days (1 to 366), title and sender's name (in both languages), the sender's address and the shop's page (https).",
        ),
    }
}

pub(super) fn no_coupon() -> Said {
    Said {
        status: StatusCode::NOT_FOUND,
        name: "no-such-coupon",
        ja: ("このコードのクーポンはありません。", "コードを確かめて、もう一度入力してください。"),
        en: ("There is no coupon of this code.", "Look at the code and enter it once more."),
    }
}

pub(super) fn used() -> Said {
    Said {
        status: StatusCode::CONFLICT,
        name: "coupon-used",
        ja: ("このクーポンは、別の注文で使用済みです。", "1枚のクーポンは1回だけ使えます。"),
        en: ("This coupon was used for another order.", "A coupon works once."),
    }
}

pub(super) fn expired() -> Said {
    Said {
        status: StatusCode::GONE,
        name: "coupon-expired",
        ja: (
            "このクーポンの期限は過ぎました。",
            "期限は、受け取ったときのページに書かれています。",
        ),
        en: ("This coupon has expired.", "Its last day stands on the page where it was taken."),
    }
}
