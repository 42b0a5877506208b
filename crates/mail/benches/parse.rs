//! What one mail costs: `cargo bench -p mekiki-mail`.

use divan::{Bencher, black_box};
use mail::{Limits, parse};

fn main() {
    divan::main();
}

/// A campaign mail of usual size: trace and signatures above, text and HTML, a picture.
fn campaign() -> Vec<u8> {
    let mut raw = String::new();
    for hop in 0..4 {
        raw.push_str(&format!(
            "Received: from mx{hop}.example (mx{hop}.example [192.0.2.{hop}])\r\n\tby in.example \
             with ESMTPS id {hop}abc\r\n\tfor <user@example.net>; Tue, 16 Nov 2021 10:51:06 +0900 (JST)\r\n"
        ));
    }
    raw.push_str(
        "DKIM-Signature: v=1; a=rsa-sha256; d=shop.example; s=s1; h=from:to:subject; bh=x; b=y\r\n\
         From: =?UTF-8?B?44GE44Gk44KC44Gu44GK5bqX?= <news@shop.example>\r\n\
         To: user@example.net\r\nDate: Tue, 16 Nov 2021 10:51:06 +0900 (JST)\r\n\
         Subject: =?UTF-8?B?44CQ6ZmQ5a6a44CR5Lya5ZOh5qeY44Gg44GR44Gu44GK55+l44KJ44Gb?=\r\n\
         MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"outer\"\r\n\r\n\
         --outer\r\nContent-Type: multipart/alternative; boundary=\"inner\"\r\n\r\n\
         --inner\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n",
    );
    raw.push_str(
        &"44GE44Gk44KC44GU5Yip55So44GE44Gf44Gg44GN44GC44KK44GM44Go44GG44GU44GW\r\n".repeat(30),
    );
    raw.push_str(
        "--inner\r\nContent-Type: text/html; charset=iso-2022-jp\r\n\
         Content-Transfer-Encoding: quoted-printable\r\n\r\n",
    );
    let row = "<tr><td style=3D\"padding:0\"><a href=3D\"https://shop.example/?id=3D1\">=1B$B&lt;=1B(B</a></td></=\r\ntr>\r\n";
    raw.push_str(&row.repeat(100));
    raw.push_str(
        "--inner--\r\n--outer\r\nContent-Type: image/png; name=\"banner.png\"\r\n\
         Content-Transfer-Encoding: base64\r\nContent-ID: <banner@shop.example>\r\n\r\n",
    );
    let line = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9\r\n";
    raw.push_str(&line.repeat(100));
    raw.push_str("--outer--\r\n");
    raw.into_bytes()
}

#[divan::bench]
fn structure(bencher: Bencher<'_, '_>) {
    let raw = campaign();
    let limits = Limits::default();
    bencher.bench(|| parse(black_box(&raw), &limits));
}

#[divan::bench]
fn structure_author_subject_and_text(bencher: Bencher<'_, '_>) {
    let raw = campaign();
    let limits = Limits::default();
    bencher.bench(|| {
        let (mail, _) = parse(black_box(&raw), &limits);
        let texts = mail.leaves().filter(|leaf| leaf.media_type.starts_with("text/"));
        let length: usize = texts.map(|leaf| leaf.text(&limits).len()).sum();
        (mail.authors(), mail.subject(), length)
    });
}
