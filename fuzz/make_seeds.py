#!/usr/bin/env python3
"""Writes the seeds that no editor can: python3 fuzz/make_seeds.py

Everything in them is our own. A seed shows a target one form it knows, so that the fuzzer need not
find the form first.
"""

import base64, gzip, hashlib, io, struct, tarfile, zipfile, zlib
from pathlib import Path

HERE = Path(__file__).parent
EXAMPLES = HERE.parent / "examples"


def put(target, name, octets):
    path = HERE / "seeds" / target / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(octets.encode() if isinstance(octets, str) else octets)


PAGE = (
    "<!DOCTYPE html><base href=https://b.example/><style>.x,#y>p{display:none;color:#fff}@media screen{b{font-size:0}}"
    "</style><p class=x style='color:rgb(1,2,3);background:white'>a<a href=/l>https://shop.example/</a>"
    "<form action=https://e.example/c method=post><input type=password name=p></form>"
    "<script>document.write(atob('PGI+'));location.href='https://e.example/'+unescape('%61')</script>"
    "<meta http-equiv=refresh content='0;url=https://e.example/'><img src=data:image/png;base64,AA== alt=x>"
    "<table bgcolor=#000><tr><td width=4 height=4 bgcolor=black><svg><a xlink:href='https://e.example/'>&#x61;&amp;</a></svg>"
)
CALENDAR = (
    "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nORGANIZER;CN=\"A\":mailto:a@b.example\r\n"
    "SUMMARY;LANGUAGE=ja:Meet\\nnow\r\nDESCRIPTION:https://e.example/\r\n x\r\nURL:https://e.example/\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)
SVG = "<svg xmlns='http://www.w3.org/2000/svg'><a href='https://e.example/'><text>Go</text></a><script>location='https://e.example/'</script></svg>"
RTF = "{\\rtf1\\ansi{\\field{\\*\\fldinst{HYPERLINK \"https://e.example/\"}}{\\fldrslt Go}}{\\object\\objemb{\\*\\objdata 0105}}}"
MAIL = (
    "From: =?utf-8?B?44GC?= <a@b.example>\r\nSubject: =?iso-2022-jp?B?GyRCJCIbKEI=?= x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
    "500円OFFクーポン 受信日から6日間 https://e.example/ 03-1234-5678\r\n"
)


def archive(files, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as pack:
        for name, octets in files.items():
            pack.writestr(zipfile.ZipInfo(name), octets, method)
    return out.getvalue()


def locked_zip(name, content, password):
    """A file locked in the old way of PKWARE (APPNOTE 6.1)."""
    keys = [0x12345678, 0x23456789, 0x34567890]

    def crc(value, octet):
        value ^= octet
        for _ in range(8):
            value = value >> 1 ^ (0xEDB88320 if value & 1 else 0)
        return value

    def step(octet):
        keys[0] = crc(keys[0], octet)
        keys[1] = ((keys[1] + (keys[0] & 255)) * 134775813 + 1) & 0xFFFFFFFF
        keys[2] = crc(keys[2], keys[1] >> 24)

    for octet in password:
        step(octet)
    check = zlib.crc32(content)
    body = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = body.compress(content) + body.flush()
    locked = bytearray()
    for octet in bytes(11) + bytes([check >> 24]) + packed:
        word = keys[2] & 0xFFFF | 2
        locked.append(octet ^ (word * (word ^ 1) >> 8 & 255))
        step(octet)
    common = struct.pack("<HHHHHIIIHH", 20, 1, 8, 0, 33, check, len(locked), len(content), len(name), 0)
    local = b"PK\3\4" + common + name + locked
    central = b"PK\1\2" + struct.pack("<H", 20) + common + struct.pack("<HHHII", 0, 0, 0, 0, 0) + name
    return local + central + b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(central), len(local), 0)


def pdf(*objects, trailer=""):
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + (body if isinstance(body, bytes) else body.encode()) + b"\nendobj\n"
    at = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for place in places:
        out += b"%010d 00000 n \n" % place
    out += b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer.encode(), at)
    return bytes(out)


def stream(content, extra=""):
    packed = zlib.compress(content)
    return b"<</Length %d/Filter/FlateDecode%s>>\nstream\n" % (len(packed), extra.encode()) + packed + b"\nendstream"


PDFS = {
    "links.pdf": pdf(
        "<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.launchURL\\(\"https://e.example/\"\\))>>>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Annots[<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(https://e.example/p)>>>>]>>",
        stream(b"BT (Go) Tj ET"),
    ),
    "packed.pdf": pdf(
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[]/Count 0>>",
        stream(b"8 0 9 20 <</URI(https://e.example)>><</S/Launch/F(a.exe)>>", "/Type/ObjStm/N 2/First 9"),
    ),
    "locked.pdf": pdf(
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[]/Count 0>>",
        "<</Filter/Standard/V 2/R 3/Length 128/P -4/O<%s>/U<%s>>>" % ("11" * 32, "22" * 32),
        trailer="/Encrypt 3 0 R/ID[<00><00>]",
    ),
}


def dressed(dress, octets):
    """The first octet chooses a media type and a name: see DRESSES in `attachment.rs`."""
    return bytes([dress]) + (octets.encode() if isinstance(octets, str) else octets)


def attachments():
    office = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": "<w:document><w:t>Go</w:t><w:instrText> HYPERLINK \"https://e.example/\" </w:instrText></w:document>",
        "word/_rels/document.xml.rels": "<Relationships><Relationship Id='r1' Target='https://e.example/' TargetMode='External'/></Relationships>",
        "word/vbaProject.bin": "x",
    }
    inner = archive({"a.html": PAGE, "b.pdf": PDFS["links.pdf"], "c/d.exe": "MZ"})
    tar = io.BytesIO()
    with tarfile.open(fileobj=tar, mode="w") as pack:
        entry = tarfile.TarInfo("a.html")
        entry.size = len(PAGE)
        pack.addfile(entry, io.BytesIO(PAGE.encode()))
    for name, dress, octets in [
        ("page", 3, PAGE), ("calendar", 4, CALENDAR), ("svg", 5, SVG), ("rtf", 8, RTF), ("mail", 10, MAIL),
        ("stored-zip", 2, archive({"a.txt": "https://e.example/"}, zipfile.ZIP_STORED)), ("zip", 2, inner),
        ("zip-in-zip", 2, archive({"in.zip": inner})), ("docx", 6, archive(office)),
        ("locked-zip", 2, locked_zip(b"a.html", PAGE.encode(), b"secret1")),
        ("gzip", 11, gzip.compress(PAGE.encode(), mtime=0)), ("tar-gz", 11, gzip.compress(tar.getvalue(), mtime=0)),
        ("tar", 11, tar.getvalue()), ("unfolds", 3, "<script>document.write(decodeURIComponent('%s'));eval(atob('%s'))</script>" % (
            "".join("%%%02x" % octet for octet in PAGE.encode()[:60]), base64.b64encode(PAGE.encode()).decode())),
        ("utf16", 13, "\ufeffhttps://e.example/".encode("utf-16-le")), ("msg", 12, (HERE / "seeds/any_bytes_parse/outlook.msg").read_bytes()),
        *((name, 1, octets) for name, octets in PDFS.items()),
    ]:
        put("attachment", name, dressed(dress, octets))


def pictures():
    """Two by two pixels in each format; a code's segments: text, another character set, digits."""

    def chunk(name, octets):
        return struct.pack(">I", len(octets)) + name + octets + struct.pack(">I", zlib.crc32(name + octets))

    for name, colour, row in [("grey.png", 0, b"\0\0\xff"), ("palette.png", 3, b"\0\0\1"), ("alpha.png", 6, b"\0" + b"\x80" * 8)]:
        plte = chunk(b"PLTE", b"\0\0\0\xff\xff\xff") if colour == 3 else b""
        head = chunk(b"IHDR", struct.pack(">IIBBBBB", 2, 2, 8, colour, 0, 0, 0))
        put("picture", name, b"\0\x89PNG\r\n\x1a\n" + head + plte + chunk(b"IDAT", zlib.compress(row * 2)) + chunk(b"IEND", b""))
    put("picture", "two.gif", b"\0GIF89a\2\0\2\0\x80\0\0\0\0\0\xff\xff\xff!\xf9\4\1\0\0\0\0,\0\0\0\0\2\0\2\0\0\2\2\x44\n\0;")
    put("picture", "two.bmp", b"\0BM" + struct.pack("<IIIIiiHHIIiiII", 70, 0, 54, 40, 2, 2, 1, 24, 0, 16, 0, 0, 0, 0) + bytes(16))
    put("picture", "lossless.webp", b"\0RIFF\x1a\0\0\0WEBPVP8L\x0d\0\0\0\x2f\0\0\0\x10\x07\x10\x11\x11\x88\x88\xfe\x07\0")
    put("picture", "head.jpeg", b"\0\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0\xff\xdb\0C\0" + b"\1" * 64
        + b"\xff\xc0\0\x0b\x08\0\x08\0\x08\1\1\x11\0\xff\xc4\0\x14\0\1" + bytes(15) + b"\0\xff\xc4\0\x14\x10\1" + bytes(15)
        + b"\0\xff\xda\0\x08\1\1\0\0\x3f\0\x3f\xff\xd9")
    put("picture", "code-bytes", b"\3\6\x13https://e.example/\0\0\1")
    put("picture", "code-mixed", b"\3\7\3\2\x05A1:/ \1\x0512345\3\2\x93\x5f\4\1\0")
    put("picture", "grey", bytes([1, 24]) + bytes(range(0, 240, 10)) * 24)
    put("picture", "blocks", b"\2" + ("█▀▀▀▀▀█ ▄▀█ █▀▀▀▀▀█\n" * 12).encode())


def authentication():
    records = [
        "v=DKIM1; k=ed25519; p=9KpijDAZEYcx5x7jnFhbJzNSgoK8Rg5tgq1T5mLBOmE=",
        "v=DMARC1; p=reject; sp=none; adkim=s; aspf=r; psd=n; rua=mailto:a@b.example; pct=50; np=quarantine; t=y",
        "v=spf1 ip4:192.0.2.0/24 ip6:2001:db8::/32 a:%{d2}/24//64 mx include:%{ir}.%{v}.b.example exists:%{l1r+-}.%{o} ~all exp=e.%{d}",
        "v=spf1 redirect=%{h}", "v=spf1 ptr +a -all", "%{s} is not %{c} %{t} %{r}%%%_%-",
    ]
    coupon = (EXAMPLES / "coupon.eml").read_bytes()
    put("authenticate", "coupon", b"\0".join([coupon, *(record.encode() for record in records)]))
    rsa = "v=DKIM1; k=rsa; h=sha256:sha1; s=email:*; t=s:y; n=q=3D; p=MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBALzk"
    arc = "".join(
        f"ARC-Seal: i={i}; a=rsa-sha256; cv={cv}; d=b.example; s=s; t=1; b=AAAA\r\n"
        f"ARC-Message-Signature: i={i}; a=rsa-sha256; c=relaxed/simple; d=b.example; s=s; h=from:to; bh=AAAA=; l=3; b=AAAA\r\n"
        f"ARC-Authentication-Results: i={i}; mx.b.example; spf=pass smtp.mailfrom=a@b.example; dkim=pass header.d=b.example\r\n"
        for i, cv in [(2, "pass"), (1, "none")]
    )
    body_hash = base64.b64encode(hashlib.sha256(b"x\r\n").digest()).decode()
    signed = (
        arc + "Authentication-Results: mx.b.example 1; spf=pass (a \"b\") smtp.mailfrom=b.example; dkim=fail reason=\"x\" header.i=@b.example; dmarc=pass header.from=b.example\r\n"
        "Received-SPF: pass (mx: ok) client-ip=192.0.2.7; envelope-from=\"a@b.example\"; helo=h.b.example;\r\n"
        "Received: from h.b.example (h.b.example [192.0.2.7]) by mx.b.example with ESMTPS id 1 for <c@b.example>; Tue, 16 Nov 2021 09:00:04 +0900\r\n"
        f"DKIM-Signature: v=1; a=rsa-sha256; c=relaxed; d=b.example; s=s; q=dns/txt; t=1; x=9999999999; i=a@b.example; l=3;\r\n z=From:a=40b|To:c; h=from:from:to; bh={body_hash}; b=AAAA\r\n"
        "From: a@b.example\r\nTo: c@b.example\r\n\r\nx\r\n"
    )
    put("authenticate", "chain", b"\0".join(piece.encode() for piece in [signed, rsa, *records[1:]]))


def text_seeds():
    put("html", "page", PAGE)
    put("html", "crossed", "<b><p>a</b>b</p><table>x<tr><td>y</b></table><select><option>z<math><mtext><![CDATA[q]]></math><!--[if mso]><i>m<![endif]--><noscript>n</noscript><title>t</title><textarea></p></textarea>")
    put("html", "hidden", "<div style=\"display:none!important;font-size:0px;opacity:0;max-height:0;overflow:hidden;text-indent:-9999px;position:absolute;left:-999em;visibility:hidden;mso-hide:all;background-color:hsl(0,0%,0%)\">&zwnj;&nbsp;x</div>")
    for name, line in {
        "plain": "\nhttps://www.shop.example@e.example:443/a/../b?u=https%3A%2F%2Ff.example%2F#x",
        "relative": "https://b.example/a/\n../c?d=e&amp;f",
        "redirector": "\nhttps://www.google.com/url?q=https://e.example/&sa=D", "amp": "\nhttps://www.google.com/amp/s/e.example/x",
        "rewriter": "\nhttps://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fe.example%2F&data=05",
        "proofpoint": "\nhttps://urldefense.com/v3/__https://e.example/a*b__;Lw!!A!B$", "file": "file:///c|/a\n\\\\host\\share\\..\\x",
        "number": "\nhttp://0x7f.1/%E3%80%82", "idn": "\nhttps://xn--r8jz45g.example/", "wide": "\nｈｔｔｐｓ：／／ｅ．ｅｘａｍｐｌｅ／", "data": "\ndata:text/html;base64,PGI+", "script": "\njava\tscript:x", "mail": "\nmailto:a@b.example?subject=x",
        "base64": "\nhttps://t.example/c/aHR0cHM6Ly9lLmV4YW1wbGUv",
    }.items():
        put("link", name, line)
    put("text", "offer", "招待者限定 500円OFFクーポン\nクーポンの受け取り期間: 招待メール受信日から6日間\n令和3年11月30日（火）23:59まで ２０２１／１１／３０\n")
    put("text", "threat", "Your account is suspended\nVerify your password within 24 hours: hxxps://e[.]example/ or call +1 (555) 010-9999. Pay ¥1,000, $5.00 or 0.5 BTC to 1BoatSLRHtKNngkdXEobR76b53LETtpyT by 5th Dec 2021\n")
    put("text", "brand", "Аmаzоn ア マ ゾ ン カード 力ード\nA\u200bm\u00adazon rnicrosoft ＰａｙＰａｌ g00gle 三井住友銀行 ﾗｸﾃﾝ 𝐀𝐩𝐩𝐥𝐞\n")
    report = (
        "From: a@b.example\r\nContent-Type: multipart/report; report-type=feedback-report; boundary=x\r\n\r\n--x\r\n\r\nSpam\r\n--x\r\n"
        "Content-Type: message/feedback-report\r\n\r\nFeedback-Type: abuse\r\nUser-Agent: a/1\r\nVersion: 1\r\nSource-IP: 192.0.2.1\r\n"
        "Arrival-Date: Tue, 16 Nov 2021 09:00:04 +0900\r\nIncidents: 2\r\nReported-Domain: b.example\r\nAuth-Failure: dmarc\r\n--x\r\n"
        "Content-Type: message/rfc822\r\n\r\nFrom: c@d.example\r\n\r\nx\r\n--x--\r\n"
    )
    put("exchange", "arf", report)
    put("exchange", "xarf", '{"xarf_version":"4.2.0","report_id":"0b6e6a4e-32e4-4d2f-8d3c-0d5a5c1f2b3a","timestamp":"2021-11-18T03:00:00Z","reporter":{"org":"A","contact":"a@b.example","domain":"b.example"},"sender":{"org":"A","contact":"a@b.example","domain":"b.example"},"source_identifier":"192.0.2.1","category":"content","type":"phishing","url":"https://e.example/","evidence":[{"content_type":"message/rfc822","payload":"eA=="}]}')
    for name, value in {
        "words": "=?utf-8?B?44GC?= =?iso-2022-jp?Q?=1B$B$\"=1B(B?= x <a@b.example>, \"q\\\"\" <c@[192.0.2.1]>, g: d@e.example;",
        "date": "Tue, 16 Nov 2021 09:00:04 +0900 (JST)", "trace": "from a (b [192.0.2.1] (may be forged)) by c.example with ESMTP id 1 for <d@e.example>; Tue, 16 Nov 2021 09:00:04 +0900",
        "results": "mx.b.example 1; spf=pass (a) smtp.mailfrom=b.example; dkim=fail reason=\"x y\" header.i=@b.example; dmarc=none",
        "record": "v=DMARC1; p=reject; rua=mailto:a@b.example!10m", "type": "multipart/mixed; boundary*0=a; boundary*1*=utf-8''%61; name=\"=?utf-8?Q?a?=\"",
        "name": "xn--r8jz45g.example",
    }.items():
        put("field_values", name, value)


def whole():
    for name in ["coupon.eml", "coupon-forged.eml"]:
        put("check", name, (EXAMPLES / name).read_bytes())
    files = [("text/html", PAGE.encode(), "inline"), ("application/pdf", PDFS["links.pdf"], "attachment"), ("application/zip", archive({"a.html": PAGE}), "attachment"), ("text/calendar", CALENDAR.encode(), "attachment")]
    parts = b"".join(
        b"--x\r\nContent-Type: %s\r\nContent-Disposition: %s; filename=f\r\nContent-Transfer-Encoding: base64\r\n\r\n%s\r\n" % (media.encode(), how.encode(), base64.b64encode(octets))
        for media, octets, how in files
    )
    put("check", "files.eml", MAIL.replace("text/plain; charset=utf-8", "multipart/mixed; boundary=x").encode() + parts + b"--x--\r\n")
    put("check", "page.eml", "From: \"<b>\" <a@b.example>\r\nSubject: \x1b[2J\u202e\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + PAGE)


attachments()
pictures()
authentication()
text_seeds()
whole()
for name in ["rfc7489.xml", "rfc9990.xml"]:
    report = (HERE / "../crates/desk/src/aggregate/tests" / name).read_bytes()
    put("aggregate", name, report)
    put("aggregate", name + ".gz", gzip.compress(report, mtime=0))
    put("aggregate", name.replace(".xml", ".zip"), archive({name: report}))
put("outlook_msg", "outlook.msg", (HERE / "seeds/any_bytes_parse/outlook.msg").read_bytes())
