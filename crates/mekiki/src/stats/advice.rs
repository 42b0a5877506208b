/// What whoever sends mail should do, in Japanese and in English.
pub(crate) const FOR_SENDERS: [(&str, &str); 4] = [
    (
        "送信に使うドメインすべてで、SPF・DKIM・DMARCを設定し、DMARCのポリシーを quarantine または reject にしてください。",
        "Publish SPF, DKIM and DMARC for every domain you send from, with a DMARC policy of quarantine or reject.",
    ),
    (
        "送信元のIPアドレスに逆引きを設定し、その名前から同じIPアドレスが引けるようにしてください（FCrDNS）。",
        "Give each sending address a name in DNS that leads back to the same address (FCrDNS).",
    ),
    (
        "利用者に、送信に使うドメインとリンク先のドメイン、メールで尋ねないことを、いつでも確かめられる場所で知らせてください。",
        "Tell people where they can always look up which domains you send from and link to, and what you never ask for by mail.",
    ),
    (
        "届いていない、受け取れないといった不具合が起きたら、本物のメールについての知らせとして、早く公表してください。",
        "When something in a genuine message does not work, say so in public soon.",
    ),
];

/// What people can do, in Japanese and in English.
pub(crate) const FOR_PEOPLE: [(&str, &str); 4] = [
    (
        "メールやSMSのリンクからではなく、公式アプリか、ブックマークしたページを開いて確かめてください。",
        "Check in the official app or on a page that you bookmarked, not by the link in a message.",
    ),
    (
        "パスワード、カード番号、認証コードを求められたら、入力する前に、アドレスのドメインを確かめてください。",
        "Asked for a password, a card’s number or a code, look at the domain in the address before you enter anything.",
    ),
    (
        "迷ったときは、入力する前に、ここで確かめるか、人に相談してください。",
        "When in doubt, check here or talk to a person before you enter anything.",
    ),
    (
        "入力してしまったときは、すぐにカード会社や銀行に連絡し、パスワードを変えてください。相談は警察 #9110、消費者ホットライン188でもできます。",
        "If you entered something, call your card company or bank at once and change the password. In Japan the police (#9110) and the consumer hotline (188) help, too.",
    ),
];
