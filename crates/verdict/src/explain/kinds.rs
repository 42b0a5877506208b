//! Each kind of evidence, explained to a person: one match, both languages.
//!
//! Arms stand in the order of [`EvidenceKind`], so that a new one is easy to place and to merge.

use super::Explanation;
use crate::EvidenceKind;

/// What a kind of evidence sees, why it matters, and an example. Exhaustive: a new kind does not
/// compile without its explanation.
#[must_use]
pub fn explain(kind: EvidenceKind) -> Explanation {
    use EvidenceKind as Kind;
    match kind {
        Kind::BrandProven => Explanation::new(
            ["名乗っている会社のドメインから送られたことが、署名などで証明されています。", "It speaks as a brand, and a domain of that brand proves that it sent the message."],
            ["その会社のしくみを使わなければ作れない証明なので、まねができません。", "Only the brand's own systems can make this proof, so a forger cannot."],
            ["みほん銀行を名乗り、mihonbank.example の署名が正しい。", "It speaks as Mihon Bank, and the signature of mihonbank.example is valid."],
        )
        .excuses(["名乗りや文面への疑いを弱めます。ただし、その会社のしくみに他人が書き込んだ文章は別です。", "It weakens doubts about the name and the text, but not about words that a stranger put into the brand's own mail."]),
        Kind::AuthorProven => Explanation::new(
            ["差出人のドメインから送られたことが証明されています。有名な会社を名乗ってはいません。", "The author's own domain proves that it sent the message; it speaks as no known brand."],
            ["差出人の欄は本当です。しかし、その人が正直かどうかまでは分かりません。", "The From line is true. Whether its owner is honest is another question."],
            ["差出人が club.example で、club.example の署名が正しい。", "From is club.example, and the signature of club.example is valid."],
        )
        .excuses(["差出人が偽物ではないかという疑いを打ち消します。ほかの名前を名乗るときは打ち消しません。", "It settles that From is not forged; it excuses nobody who speaks as somebody else."]),
        Kind::PlatformProven => Explanation::new(
            ["ほかの利用者が書いたものを届けるサービスから、たしかに送られています。", "It really came through a service that carries what its users write, and it shows that it does."],
            ["サービスが本物でも、中身を書いた人がだれかは証明されません。", "The service is proven; who wrote the content is not."],
            ["本物の共有サービスから届いた通知だが、返信先は知らないドメインで、リンクはだれでも作れる入力フォームを開く。", "A real sharing service's notice whose answers go to an unknown domain and whose link opens a form anyone can make."],
        ),
        Kind::MailboxProven => Explanation::new(
            ["だれでも作れるメールサービスのアドレスから、たしかに送られています。", "The mailbox is real, at a service where anybody can have one."],
            ["アドレスが本物でも、使っている人がだれかは分かりません。", "The address is true, but it does not tell who uses it."],
            ["「市役所」を名乗り、フリーメールのアドレスから届く。", "A \"city office\" writes from a free mailbox."],
        ),
        Kind::AuthorUnproven => Explanation::new(
            ["署名も送信元の届け出も合わず、差出人の証明が1つもありません。", "There is no valid signature and no sender rule that fits: nothing proves the author."],
            ["いまのきちんとした会社は、ほとんど証明を付けて送ります。", "Nearly every careful company proves its mail today."],
            ["差出人は shop.example だが、署名がなく、関係のないサーバーから届いた。", "From is shop.example, without a signature, from an unrelated server."],
        ),
        Kind::ServerNotAllowed => Explanation::new(
            ["差出人のドメインが公表している「送ってよいサーバー」に、送信元が入っていません。", "The domain publishes which servers may send for it, and this one is not among them."],
            ["ドメインの持ち主が認めていない所から、その名前で送られています。", "Somebody uses the name from a place its owner does not allow."],
            ["shop.example の届け出にない 192.0.2.9 から届いた。", "It came from 192.0.2.9, which shop.example does not list."],
        ),
        Kind::PolicyBroken => Explanation::new(
            ["差出人のドメインが「証明のないメールは拒んでほしい」と公表しているのに、証明がありません。", "The author's domain asks receivers to refuse mail without proof, and this has none."],
            ["持ち主自身が、こういうメールは自分のものではないと言っています。", "The owner itself says that such mail is not its own."],
            ["shop.example は拒否の方針で、このメールには署名がない。", "shop.example asks for refusal; this message carries no signature."],
        ),
        Kind::SignatureBroken => Explanation::new(
            ["差出人のドメインの署名が付いていますが、中身と合いません。", "A signature of the author's domain is there, but does not fit the message."],
            ["本物のメールから写した署名か、途中で書きかえられたものかもしれません。転送で壊れることもあります。", "It may be copied from a real message, or the text was changed. Forwarding can break it too."],
            ["shop.example の署名が、書きかえられた本文に付いている。", "A signature of shop.example stands over a changed text."],
        ),
        Kind::ProvenAsAnother => Explanation::new(
            ["証明はありますが、差出人とは別のドメインの証明です。", "There is proof, but of another domain than the author's."],
            ["配信会社を使う正直な送り主にもありますが、詐欺にも多い形です。", "Honest senders who use a mailing service look like this; so do many frauds."],
            ["差出人は shop.example、証明されたのは bulk.example。", "From is shop.example; what is proven is bulk.example."],
        ),
        Kind::ReceiverDistrusts => Explanation::new(
            ["受け取ったメールサービスが、信用できない送り主だと記録しています。", "The receiving service itself noted that it does not trust the sender."],
            ["多くのメールを見ている側の判断です。", "It sees far more mail than any one reader."],
            ["受信側の記録に「spf=fail」「dmarc=fail」とある。", "The receiver's own record says that the checks failed."],
        ),
        Kind::TextBeyondSignature => Explanation::new(
            ["署名が守る範囲のあとに、文章が書き足されています。", "Text was added after the part that the signature covers."],
            ["本物の署名を残したまま、偽の文章を読ませる手口です。", "It keeps a true signature and shows the reader a false text."],
            ["本物のお知らせの下に、別のリンクが足されている。", "Below a true notice stands a link that nobody signed."],
        ),
        Kind::FieldBeyondSignature => Explanation::new(
            ["署名された件名や差出人の上に、もう1つ同じ欄が書き足されています。", "A second copy of a signed field stands above the true one."],
            ["メールソフトは上の欄を見せるので、署名が正しいまま見た目を変えられます。", "Programs show the upper one, so the look changes while the signature stays valid."],
            ["件名が2つあり、上の「至急」は署名されていない。", "There are two subjects; the upper one, \"Urgent\", is not signed."],
        ),
        Kind::AuthorAmbiguous => Explanation::new(
            ["差出人の書き方が不自然で、メールソフトによって違う人に見えます。", "The From line is written so that programs differ on whom they show."],
            ["検査には正しい人を、読む人には偽の人を見せる手口です。", "It shows one person to the checker and another to the reader."],
            ["差出人の欄が2つある。", "There are two From fields."],
        ),
        Kind::PretendedResults => Explanation::new(
            ["受信側だけが書ける検査結果を、送り主が書いています。", "The sender wrote a result that only the receiver may write."],
            ["「検査に合格した」と見せかけるためです。", "It pretends that the message has passed a check."],
            ["届く前から「dmarc=pass」という欄が入っている。", "A field \"dmarc=pass\" was there before the message arrived."],
        ),
        Kind::Replayed => Explanation::new(
            ["ほかの人に送られた本物のメールが、別の所から送り直されています。", "A genuine message, written to somebody else, was sent on from elsewhere."],
            ["本物の署名が付くので、証明だけを見ると本物に見えます。", "Its signature is true, so proof alone would call it genuine."],
            ["請求サービスの本物の請求書が、関係のない人たちにばらまかれる。", "A real invoice of a billing service is sprayed at people it was not made for."],
        ),
        Kind::SenderRecords => Explanation::new(
            ["名乗っている会社が自分で付けた送信記録に、まったく同じメールが載っています。", "The brand's own record of what it sent has this very message."],
            ["記録を付けられるのは、その会社だけです。一文字でも違うメールや、送り直されたメールは一致しません。", "Only the brand writes that record. A message that differs in a letter, or was sent on, does not match."],
            ["「みほん銀行」の記録に、11月16日に送ったメールとして載っている。", "Mihon Bank's record has it as sent on 16 November."],
        )
        .excuses(["署名の鍵が取り下げられたあとでも、その会社が送ったことの証明になります。", "It proves the sender even after the key of its signature was withdrawn."]),
        Kind::BrandFromElsewhere => Explanation::new(
            ["有名な会社を名乗っていますが、その会社のドメインから送られていません。", "It speaks as a brand, but comes from a domain that is not the brand's."],
            ["名乗りと送信元の食い違いは、なりすましのいちばんの特徴です。", "A name that does not fit its origin is the plainest sign of a fake."],
            ["「みほん銀行」を名乗り、送信元は notice.example。", "It speaks as Mihon Bank and comes from notice.example."],
        ),
        Kind::BrandMentionedElsewhere => Explanation::new(
            ["会社の名前が出てきますが、名乗っているとまでは言えません。送信元は別のドメインです。", "A brand is named, though hardly as the author; the mail comes from another domain."],
            ["ニュースや紹介でもよくあるので、これだけでは疑いません。", "News and shops do the same, so alone it means little."],
            ["「みほん銀行のカードも使えます」と書いた店のお知らせ。", "A shop writes that it takes cards of Mihon Bank."],
        ),
        Kind::NameShowsAnotherAddress => Explanation::new(
            ["差出人の名前の欄に、本当のアドレスとは別のアドレスが書かれています。", "The display name shows one address; the real one is another."],
            ["スマートフォンでは名前しか見えないことが多く、だまされやすいからです。", "Telephones often show the name only."],
            ["名前は「info@mihonbank.example」、本当は a@notice.example。", "The name reads info@mihonbank.example; the address is a@notice.example."],
        ),
        Kind::AuthorLooksLikeBrand => Explanation::new(
            ["差出人のドメインが、有名な会社のものに似せて作られています。", "The author's domain resembles a brand's and is not."],
            ["正直な会社が、他社そっくりの名前を取る理由はまずありません。", "An honest firm hardly ever needs a name that is taken for another's."],
            ["mihonbank.example ではなく mihonbamk.example。", "mihonbamk.example instead of mihonbank.example."],
        ),
        Kind::BrandDisguised => Explanation::new(
            ["会社の名前が、見えない文字や似た別の文字で書かれています。", "The brand's name is written with invisible or look-alike characters."],
            ["人には読めて、検査では見つからないようにするためです。", "People still read it, and filters do not find it."],
            ["「みほん銀行」の間に見えない文字をはさむ。", "\"Mihon Bank\" with a Cyrillic letter in it."],
        ),
        Kind::FirmFromFreeMail => Explanation::new(
            ["会社や役所を名乗りながら、だれでも作れるアドレスから送っています。", "A firm or an office writes from a mailbox that anybody can have."],
            ["会社なら自分のドメインを使うのがふつうです。小さな店では例外もあります。", "Firms use their own domain; small shops are the exception."],
            ["「お客様センター」がフリーメールのアドレスから届く。", "A \"customer centre\" writes from a free mailbox."],
        ),
        Kind::RepliesGoElsewhere => Explanation::new(
            ["返信すると、差出人とは別のドメインに届きます。", "Answers go to another domain than the author's."],
            ["差出人を偽った人は、返事を自分の所に集める必要があります。配信会社でもよくあります。", "Whoever forges From needs answers to come to himself; mailing services do it too."],
            ["差出人は shop.example、返信先は desk.example。", "From is shop.example, Reply-To is desk.example."],
        ),
        Kind::RepliesGoToFreeMail => Explanation::new(
            ["差出人は会社なのに、返信はだれでも作れるアドレスに届きます。", "The author is a firm, but answers go to a mailbox that anybody can have."],
            ["会社が返事をフリーメールで受けることは、まずありません。", "Firms hardly ever take answers there."],
            ["差出人は社長のアドレス、返信先はフリーメール。", "From is the director's address, Reply-To a free mailbox."],
        ),
        Kind::RepliesToNothing => Explanation::new(
            ["件名は「Re:」で始まるのに、もとのメールを示す記録も、引用も1行もありません。", "The subject says \"Re:\", but no field names the message it answers, and not a line of it is quoted."],
            ["やりとりの続きに見せると、知らない相手でも信用されやすくなります。", "What looks like part of a conversation is trusted more than a stranger's first letter."],
            ["「Re: お支払いについて」が、一度もやりとりのない相手から届く。", "\"Re: your payment\" comes from somebody you never wrote to."],
        ),
        Kind::EchoesStranger => Explanation::new(
            ["問い合わせフォームの自動返信に、その会社のものではないリンクが書き込まれています。", "An automatic answer of a contact form holds a link that is not the firm's."],
            ["フォームに他人のアドレスと宣伝や罠のリンクを入れると、本物の会社から本人へ届いてしまいます。", "Whoever types your address and his link into a form has a real firm send it to you."],
            ["教室からの「お問い合わせありがとうございます」に、知らない短縮リンクが載っている。", "A school's \"Thank you for contacting us\" repeats an unknown short link."],
        ),
        Kind::AuthorRandom => Explanation::new(
            ["差出人のドメインが、でたらめな文字の並びです。", "The author's domain reads like letters drawn by chance."],
            ["まとめて取って使い捨てる名前によくあります。", "Names that are bought in bulk and thrown away look like this."],
            ["xq7kd9vtz.example から届く。", "It comes from xq7kd9vtz.example."],
        ),
        Kind::AuthorThrowaway => Explanation::new(
            ["差出人のドメインが、ただ同然で取れる種類です。", "The author's domain is of a kind that is given away or costs next to nothing."],
            ["すぐ捨てられるので、詐欺に多く使われます。正直な人も使います。", "It is easy to throw away, so frauds like it; honest people use it too."],
            ["安い末尾のドメインから届く請求書。", "An invoice from a domain with such an ending."],
        ),
        Kind::LinksAllBrands => Explanation::new(
            ["リンクが全部、証明された会社のサイトに行きます。", "Every link goes to the proven brand's own sites."],
            ["だます人は、どこかで自分のページに連れて行く必要があります。", "A fraud must lead you to a page of his own somewhere."],
            ["みほん銀行からのメールで、リンクが全部 mihonbank.example。", "Mail of Mihon Bank whose links all go to mihonbank.example."],
        )
        .excuses(["行き先への疑いを打ち消します。", "It takes away doubts about where the links go."]),
        Kind::LinksAllAuthors => Explanation::new(
            ["リンクが全部、証明された差出人のサイトに行きます。", "Every link stays with the proven author's own domain."],
            ["知らない所へ連れて行こうとしていません。", "It does not lead you to strangers."],
            ["club.example からのメールで、リンクが全部 club.example。", "Mail of club.example whose links all go to club.example."],
        )
        .excuses(["行き先への疑いを弱めます。その差出人が正直かどうかは別です。", "It weakens doubts about where the links go, not about whether the author is honest."]),
        Kind::LinkLeadsElsewhere => Explanation::new(
            ["表示されたアドレスと、押したときの行き先が違います。", "The text shows one site; the link leads to another."],
            ["読む人に本物のアドレスを見せ、偽のページへ連れて行く手口です。", "It shows you the true address and takes you to a false page."],
            ["「www.mihonbank.example」と表示し、notice.example に行く。", "It shows www.mihonbank.example and leads to notice.example."],
        ),
        Kind::LinkToStranger => Explanation::new(
            ["会社を名乗るメールの、押させたいリンクが、その会社のサイトではありません。", "It speaks as a brand, and a link it wants you to follow leads to a stranger."],
            ["偽のページは、本物のドメインの上には置けません。", "A false page cannot stand on the true domain."],
            ["「みほん銀行へログイン」が notice.example に行く。", "\"Sign in to Mihon Bank\" leads to notice.example."],
        ),
        Kind::LinkOffAuthor => Explanation::new(
            ["リンクが、差出人のサイトでない所に行きます。", "A link leaves the author's domain."],
            ["ふつうのお知らせでもとてもよくあるので、これだけでは疑いません。", "Ordinary mail does so all the time; alone it means nothing."],
            ["クラブのお知らせが、会場のサイトにリンクしている。", "A club's notice links to the site of the hall."],
        ),
        Kind::LinkLooksLikeBrand => Explanation::new(
            ["リンク先の名前が、有名な会社のものに似せて作られています。", "The link's host resembles a brand's and is not."],
            ["ぱっと見て本物と読ませるための名前です。", "It is made to be read as the true one at a glance."],
            ["mihonbank-login.example に行く。", "It leads to mihonbank-login.example."],
        ),
        Kind::LinkHidesHostBeforeAt => Explanation::new(
            ["リンクの「@」の前に、関係のないサイトの名前が書かれています。", "A host name stands before an \"@\" in the link, where it means nothing."],
            ["行き先は「@」の後ろです。前は目をごまかす飾りです。", "The link goes to what follows the \"@\"; the rest is for the eye."],
            ["https://www.mihonbank.example@notice.example/", "https://www.mihonbank.example@notice.example/"],
        ),
        Kind::LinkHostInHost => Explanation::new(
            ["行き先の名前の前半に、別の会社の名前がまるごと入っています。", "The whole name of somebody else stands in front of the true host."],
            ["狭い画面では前半しか見えません。", "Small screens show the beginning only."],
            ["www.mihonbank.example.notice.example に行く。", "It leads to www.mihonbank.example.notice.example."],
        ),
        Kind::LinkLookalikeCharacters => Explanation::new(
            ["リンクに、区切りの「/」や「.」に似た別の文字が入っています。", "Characters in the link only look like slashes or dots."],
            ["名前の続きを、ページの場所に見せかける手口です。", "They make a long host look like a short host with a path."],
            ["「mihonbank.example⁄login.notice.example」の「⁄」は区切りではない。", "The \"⁄\" in mihonbank.example⁄login.notice.example is no slash."],
        ),
        Kind::LinkToAddress => Explanation::new(
            ["リンク先が、名前ではなく数字だけの住所です。", "The link goes to a bare number instead of a name."],
            ["会社のサイトには名前があります。乗っ取られた機械や借りた機械によくある形です。", "Firms have names; broken-into or rented machines have numbers."],
            ["http://192.0.2.7/login に行く。", "It leads to http://192.0.2.7/login."],
        ),
        Kind::LinkObscuredAddress => Explanation::new(
            ["リンク先の数字が、人に読めない形（16進数など）で書かれています。", "The number is written so that nobody can read it, in hexadecimal for instance."],
            ["隠すため以外に、そう書く理由がありません。", "There is no reason but to hide it."],
            ["http://0xC0000207/ は 192.0.2.7 のこと。", "http://0xC0000207/ stands for 192.0.2.7."],
        ),
        Kind::LinkConfusableHost => Explanation::new(
            ["リンク先の名前に、違う文字の種類や、そっくりな別の文字がまざっています。", "The link's host mixes alphabets, or has letters that look like others."],
            ["本物と同じに見える、別の名前を作れます。", "It makes another name that looks the same."],
            ["「mihonbаnk.example」の「а」がロシア語の文字。", "The \"а\" in mihonbаnk.example is a Cyrillic letter."],
        ),
        Kind::LinkToFreeHosting => Explanation::new(
            ["だれでもただでページを作れる場所に行きます。", "The link goes to a page that anyone can put up for nothing."],
            ["作るのも捨てるのも簡単です。正直な人もよく使います。", "It is made and dropped in minutes; honest people use it too."],
            ["mihonbank.pages.example に行く。", "It leads to mihonbank.pages.example."],
        ),
        Kind::LinkToDynamicName => Explanation::new(
            ["だれでもすぐ取れる、使い捨ての名前に行きます。", "The link goes to a name that is handed out at once, for home connections."],
            ["会社のサイトには使われません。", "Firms do not put their sites there."],
            ["mihonbank.dyn.example に行く。", "It leads to mihonbank.dyn.example."],
        ),
        Kind::LinkShortened => Explanation::new(
            ["短縮リンクで、本当の行き先が見えません。", "A short link hides where it goes."],
            ["行き先を検査や目から隠せます。広告でもよく使われます。", "It hides the end from eyes and filters; adverts use it too."],
            ["short.example/abc とだけ書かれている。", "It shows only short.example/abc."],
        ),
        Kind::LinkThroughRedirector => Explanation::new(
            ["有名なサイトの転送機能を通って、知らない所に行きます。", "A trusted site's forwarding carries you on to a stranger."],
            ["見えるのは有名なサイトの名前だけです。", "All you see is the trusted name."],
            ["search.example/url?to=notice.example に行く。", "It leads to search.example/url?to=notice.example."],
        ),
        Kind::LinkCarriesPage => Explanation::new(
            ["リンクの中に、ページそのものが入っています。", "The page travels inside the link itself."],
            ["どこにも置かないので、止めることも調べることもできません。", "It stands on no server, so nobody can look at it or take it down."],
            ["リンクが data:text/html で始まる。", "The link begins with data:text/html."],
        ),
        Kind::LinkIsScript => Explanation::new(
            ["リンクに見せかけたプログラムです。", "The link is a program."],
            ["ふつうのメールでは動かず、入れる理由がありません。", "It does not work in mail, and honest mail has no use for it."],
            ["リンクが javascript: で始まる。", "The link begins with javascript:."],
        ),
        Kind::LinkOddPort => Explanation::new(
            ["ふつうのサイトが使わない入口（ポート）に行きます。", "The link goes to a port that no shop or bank uses."],
            ["乗っ取った機械の片すみに、偽のページを置くときの形です。", "A false page in the corner of a broken-into machine looks like this."],
            ["http://host.example:8443/ に行く。", "It leads to http://host.example:8443/."],
        ),
        Kind::LinkToRandomHost => Explanation::new(
            ["リンク先の名前が、でたらめな文字の並びです。", "The link's host reads like letters drawn by chance."],
            ["まとめて作られ、すぐ捨てられる名前によくあります。", "Names that are made in bulk look like this."],
            ["xq7kd9vtz.example に行く。", "It leads to xq7kd9vtz.example."],
        ),
        Kind::LinkCarriesReader => Explanation::new(
            ["リンクに、あなたのメールアドレスが入っています。", "The link carries your own mail address."],
            ["偽のログイン画面に、あなたのアドレスを先に入れておけます。配信停止のリンクにもあります。", "A false sign-in page can fill it in for you; unsubscribe links do it too."],
            ["https://notice.example/?u=you@home.example に行く。", "It leads to https://notice.example/?u=you@home.example."],
        ),
        Kind::LinkToCheapDomain => Explanation::new(
            ["リンク先が、ただ同然で取れる種類のドメインです。", "The link goes to a kind of domain that costs next to nothing."],
            ["すぐ捨てられるので、詐欺に多く使われます。", "It is easy to throw away, so frauds like it."],
            ["安い末尾のドメインにある「ログイン」ページ。", "A \"sign-in\" page under such an ending."],
        ),
        Kind::QrLeadsToStranger => Explanation::new(
            ["QRコードの行き先が、送り主のサイトではありません。", "A QR code leads to a stranger."],
            ["文字の検査をさけ、守りの弱いスマートフォンで開かせる手口です。", "It passes by filters that read text, and moves you to a less guarded telephone."],
            ["「認証のため読み取ってください」というQRコードが notice.example に行く。", "\"Scan to verify\" leads to notice.example."],
        ),
        Kind::LinksAllOnePage => Explanation::new(
            ["ロゴも規約も配信停止も、全部同じ1つのページに行きます。", "Logo, terms and unsubscribe all lead to one single page."],
            ["本物のお知らせをまねた見た目だけのリンクです。", "The links are only there for the look of a real notice."],
            ["8つのリンクが全部 notice.example/a に行く。", "Eight links, all to notice.example/a."],
        ),
        Kind::HiddenText => Explanation::new(
            ["目に見えない文章がたくさん入っています。", "There is much text that nobody sees."],
            ["検査をごまかすための文章です。お知らせの短い前書きは数えません。", "It is written for filters; the short preview of newsletters does not count."],
            ["白い背景に白い文字で小説の一節が入っている。", "A page of a novel in white on white."],
        ),
        Kind::InvisibleCharacters => Explanation::new(
            ["言葉の途中に、見えない文字がはさまれています。", "Invisible characters stand inside words."],
            ["人には同じに見え、検査では別の言葉になります。", "To people the word is the same, to filters it is another."],
            ["「パス␣ワード」の␣が見えない文字。", "\"pass\" and \"word\" with something invisible between them."],
        ),
        Kind::LookalikeLetters => Explanation::new(
            ["言葉に、よく似た別の種類の文字がまざっています。", "Words contain letters of another alphabet that look alike."],
            ["検査で言葉が見つからないようにするためです。", "Filters do not find the word."],
            ["「Pаyment」の「а」がロシア語の文字。", "The \"а\" of \"Pаyment\" is Cyrillic."],
        ),
        Kind::OnlyAPicture => Explanation::new(
            ["文章がなく、押すと飛ぶ画像だけです。", "There is nothing but a picture to click."],
            ["文字を読む検査をさけられます。", "Filters that read text find none."],
            ["請求書の形をした1枚の画像。", "One picture in the shape of an invoice."],
        ),
        Kind::TwoFaces => Explanation::new(
            ["文字だけの面と、飾りのある面で、書かれていることが違います。", "The plain text and the formatted text say different things."],
            ["検査に見せる面と、人に見せる面を分ける手口です。", "One is for the filter, the other for you."],
            ["片方は天気の話、もう片方は請求書。", "One speaks of the weather, the other is an invoice."],
        ),
        Kind::StructureOdd => Explanation::new(
            ["ソフトによって違う内容に見えるように組まれています。", "The message is built so that programs read it differently."],
            ["検査するソフトと、読むソフトの違いを突く手口です。", "It uses the difference between the checker and the reader."],
            ["区切りの書き方が2通りある。", "Its parts are separated in two ways at once."],
        ),
        Kind::FormAsksSecrets => Explanation::new(
            ["メールの中に、パスワードなどを入れる欄があります。", "A form in the mail itself asks for secrets."],
            ["きちんとした会社は、メールの中で入力させません。", "No careful firm lets you type secrets into mail."],
            ["本文の入力欄が notice.example に送られる。", "What you type goes to notice.example."],
        ),
        Kind::AttachedPage => Explanation::new(
            ["添付ファイルが、秘密をたずねるページか、動く仕掛けのあるページです。", "The attachment is a web page that asks for secrets or runs a script."],
            ["偽のページを手元で開かせると、行き先の検査にかかりません。", "Opened on your own machine, a false page passes by checks of links."],
            ["「請求書.html」を開くとログイン画面が出る。", "invoice.html opens a sign-in page."],
        ),
        Kind::AttachedProgram => Explanation::new(
            ["添付ファイルがプログラムか、中にプログラムが入っています。", "The attachment is a program, or hides one."],
            ["開くと、機械を乗っ取られることがあります。", "Opening it can hand over your machine."],
            ["「見積書.zip」の中に .exe がある。", "quote.zip holds an .exe."],
        ),
        Kind::AttachmentNameLies => Explanation::new(
            ["添付ファイルの名前と、本当の中身の種類が違います。", "The attachment's name lies about what it is."],
            ["安全な種類に見せて開かせるためです。", "It looks like a harmless kind so that you open it."],
            ["「写真.jpg」がプログラム。", "photo.jpg is a program."],
        ),
        Kind::AttachedActiveDocument => Explanation::new(
            ["開くと動く仕掛け（マクロなど）のある書類です。", "A document with macros or content from elsewhere."],
            ["書類を開くだけで、プログラムを動かせます。会社でも使われます。", "Opening it can run a program; offices use such files too."],
            ["「コンテンツの有効化」を求める表計算ファイル。", "A spreadsheet that asks you to enable content."],
        ),
        Kind::AttachmentLeadsToStranger => Explanation::new(
            ["添付ファイルの中のリンクが、送り主でない所に行きます。", "A link in an attachment leads to a stranger."],
            ["本文の検査をさけるため、リンクを書類に移す手口です。", "The link was moved into the file to pass by checks of the text."],
            ["PDFの「開く」ボタンが notice.example に行く。", "The \"Open\" button of a PDF leads to notice.example."],
        ),
        Kind::AttachmentLocked => Explanation::new(
            ["鍵のかかった添付ファイルで、パスワードがメールに書かれています。", "A locked attachment, with its password given in the mail."],
            ["中身を検査できないようにするためです。昔からの習慣で使う会社もあります。", "Nobody can look inside; some firms do it out of habit."],
            ["「パスワードは 1234」と書かれた zip。", "A zip with \"the password is 1234\"."],
        ),
        Kind::InvitationLeadsToStranger => Explanation::new(
            ["予定への招待に入ったリンクが、送り主でない所に行きます。", "A calendar invitation carries a link to a stranger."],
            ["予定表に勝手に入り、あとから押されるのを待つ手口です。", "It settles in your calendar and waits to be clicked."],
            ["「支払い期限」という予定のリンクが notice.example に行く。", "An event \"Payment due\" links to notice.example."],
        ),
        Kind::AsksFor => Explanation::new(
            ["パスワード、カード番号、送金などを求めていて、求めてよい人かどうかが証明されていません。", "It asks for a password, a card, money and the like, and nothing proves that who asks may."],
            ["だます人は、最後に必ず何かを求めます。何を求めるかで重さが変わります。", "A fraud always wants something in the end; the weight depends on what."],
            ["「24時間以内にカード番号を入力してください」", "\"Enter your card number within 24 hours\""],
        ),
        Kind::AsksWhatBrandNeverAsks => Explanation::new(
            ["その会社が「メールでは求めない」と公表しているものを求めています。", "It asks for what the brand says it never asks for."],
            ["会社自身の約束に反しています。", "It breaks the brand's own word."],
            ["みほん銀行を名乗り、暗証番号を求める。", "It speaks as Mihon Bank and asks for the PIN."],
        ),
        Kind::Tells => Explanation::new(
            ["詐欺でよく使われる話をしていて、話している人の証明がありません。", "It tells a story that frauds tell, and nothing proves who tells it."],
            ["同じ話は本物のメールにもあるので、話だけでは決めません。どの話かで重さが変わります。", "True mail tells the same stories, so it never decides alone; the weight depends on the story."],
            ["「お荷物をお届けできませんでした」", "\"We could not deliver your parcel\""],
        ),
        Kind::StrangerThroughPlatform => Explanation::new(
            ["本物のサービスのメールに、知らない人の文章が入り、害のあることを求めています。", "A real service's mail carries a stranger's words that ask for something harmful."],
            ["送り主の証明は本物でも、書いたのは別の人です。", "The proof is true, but somebody else wrote the words."],
            ["請求サービスの本物の請求書の備考に「この番号へ電話を」とある。", "The note of a real invoice says: call this number."],
        ),
        Kind::WalletFromFirm => Explanation::new(
            ["暗号資産を扱わない会社の名前で、ウォレットやコインの話をし、その会社ではないサイトへ誘っています。", "In the name of a firm that deals in no crypto-currency it speaks of wallets or coins, and leads to a site that is not the firm's."],
            ["会社のメールの送信に他人が入り込むと、このようなメールが本物の送信元から届きます。", "When somebody breaks into a firm's mailing account, such mail comes even from the true sender."],
            ["スポーツ用品の会社から「独自コインを配る」と届き、別のサイトでウォレットをつなぐよう求める。", "A sports brand \"gives out its own coin\" and wants the wallet connected on another site."],
        ),
        Kind::CallsStranger => Explanation::new(
            ["名乗っている会社のものと確認できない番号に、電話させようとしています。", "It wants you to call a number that is not known to be the brand's."],
            ["電話では検査がなく、言葉で操られやすくなります。", "On the telephone there is no filter, and pressure works."],
            ["「取り消しは 050-0000-0000 へ」", "\"To cancel, call +1 555 0100\""],
        ),
        Kind::PaysToWallet => Explanation::new(
            ["暗号資産の送り先が書かれています。", "It gives a wallet to pay to."],
            ["送ると取り戻せないので、脅しや投資の詐欺に使われます。", "What is sent there cannot be taken back; threats and investment frauds use it."],
            ["「この番地に送金せよ」という脅し。", "A threat that ends in a wallet address."],
        ),
        Kind::AccountChanged => Explanation::new(
            ["振込先が変わったと書かれ、返信先も差出人と違います。", "An account for payments changes, and answers go elsewhere."],
            ["取引先になりすまして、支払いを横取りする手口です。", "Somebody stands in for a supplier to take a payment."],
            ["「今月から振込先が変わりました」", "\"Our bank account has changed this month\""],
        ),
        Kind::AsksNothing => Explanation::new(
            ["パスワード、カード番号、お金など、害になるものを求めていません。", "It asks for nothing that could harm."],
            ["だます人は、何かを求めずにはいられません。", "A fraud has to ask for something."],
            ["会場が変わったことだけを知らせるメール。", "A notice that the hall has changed, and nothing else."],
        )
        .excuses(["全体への疑いを少し弱めます。", "It weakens doubts about the whole a little."]),
        Kind::Wording => Explanation::new(
            ["文章全体の書き方が、これまでの詐欺と本物のどちらに似ているかです。", "Whether the words as a whole read like past fraud or like honest mail."],
            ["小さな学習モデルの見立てです。重さに上限があり、これだけでは決まりません。", "A small learnt model says so; its weight is bounded, and it never decides alone."],
            ["「至急」「停止」「ご確認」が並ぶ文章。", "A text full of \"urgent\", \"suspended\" and \"verify\"."],
        ),
    }
}
