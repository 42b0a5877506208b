"""Reads back, with other makers' programs, what `mekiki share` writes. Called by scripts/exchange."""

import csv
import email
import email.policy
import io
import json
import re
import subprocess
import sys

import stix2
import stix2validator
from pymisp import MISPEvent
from stix2patterns.validator import run_validator as pattern_faults
from xarf.schema_validator import SchemaValidator

READER = "hanako.yamada@reader.example"
SECRETS = ["hanako", "yamada", "山田", "reader.example", "4111111111111111", "250-1234567", "9f8e7d6c5b4a3928"]
PAGE = "https://amazon-login.evil-shop.example/signin"
TOKEN = "https://amazon-login.evil-shop.example/r/9f8e7d6c5b4a3928?u=hanako.yamada%40reader.example"
MESSAGE = f"""Return-Path: <bounce-hanako.yamada=reader.example@evil-shop.example>
Received: from out.evil-shop.example (out.evil-shop.example [198.51.100.7]) by mx.reader.example
 with ESMTPS id 1 for <{READER}>; Tue, 24 Nov 2026 09:00:01 +0900
From: "Amazon.co.jp" <no-reply@evil-shop.example>
To: 山田 花子 <{READER}>
Subject: Amazon: order 250-1234567-1234567
Date: Tue, 24 Nov 2026 08:00:00 +0800
Message-ID: <9f8e7d6c5b4a3928@evil-shop.example>
MIME-Version: 1.0
Content-Type: text/html; charset=utf-8

<p>山田 花子 様</p><p>Amazonのアカウントが停止されました。カード 4111 1111 1111 1111 の番号とパスワードを入力してください。</p>
<a href="{PAGE}">https://www.amazon.co.jp/</a> <a href="{TOKEN}">確認</a>
""".encode()


def share(form, *more):
    arguments = [sys.argv[1], "share", "-", "--format", form, "--dns", "off", "--contact", "abuse@desk.example"]
    run = subprocess.run([*arguments, *more], input=MESSAGE, capture_output=True, check=True)
    written = run.stdout.decode()
    told = written + "".join(decoded(written) if form == "arf" else [])
    for secret in SECRETS:
        assert secret not in told.lower(), f"{form} tells {secret!r}"
    return written


def decoded(written):
    message = email.message_from_string(written, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_maintype() == "text":
            yield part.get_content()
        yield from (str(value) for value in part.values())


def stix():
    written = share("stix")
    options = stix2validator.ValidationOptions(version="2.1", strict_types=True, disabled="")
    results = stix2validator.validate_string(written, options)
    results = results if isinstance(results, list) else [results]
    for result in results:
        assert result.is_valid, [str(error) for error in result.errors]
    bundle = stix2.parse(written)
    kinds = [thing.type for thing in bundle.objects]
    urls = [thing.value for thing in bundle.objects if thing.type == "url"]
    assert urls[0] == PAGE and len(urls) == 2, urls
    for thing in bundle.objects:
        if thing.type == "indicator":
            assert not pattern_faults(thing.pattern, stix_version="2.1"), thing.pattern
            assert (thing.valid_until - thing.valid_from).days == 14
        if thing.type == "url":
            # Their own id for it: the same everywhere.
            assert stix2.URL(value=thing.value).id == thing.id
        if thing.type == "domain-name":
            assert stix2.DomainName(value=thing.value).id == thing.id
        if thing.type == "email-message":
            fields = {key: thing[key] for key in ("is_multipart", "subject", "body", "from_ref") if key in thing}
            assert stix2.EmailMessage(**fields).id == thing.id, "id of the message"
    assert {"identity", "indicator", "sighting", "note", "report", "email-message"} <= set(kinds), kinds
    warnings = [str(warning) for result in results for warning in result.warnings]
    return f"{len(kinds)} objects, valid, {len(warnings)} warnings" + "".join(f"\n     {w}" for w in warnings[:5])


def misp():
    written = json.loads(share("misp"))
    event = MISPEvent()
    event.load(written)
    names = [thing.name for thing in event.objects]
    assert names == ["email", "url", "url"], names
    url = event.objects[1].get_attributes_by_relation("url")[0]
    assert url.value == PAGE and url.to_ids, url
    assert not event.objects[2].get_attributes_by_relation("url")[0].to_ids, "a masked address is looked for"
    again = json.loads(event.to_json())
    assert again["uuid"] == written["Event"]["uuid"] and len(again["Object"]) == 3
    for thing in event.objects:
        # By their template: every relation is known and of its type.
        assert not thing.standalone or thing.template_uuid
        known = thing._definition["attributes"]
        for attribute in thing.attributes:
            assert known[attribute.object_relation]["misp-attribute"] == attribute.type, attribute
    return f"{len(event.objects)} objects, read back"


def arf():
    written = share("arf", "--to", "abuse@host.example")
    letter = email.message_from_string(written, policy=email.policy.default)
    assert letter.get_content_type() == "multipart/report" and letter.get_param("report-type") == "feedback-report"
    text, feedback, original = letter.iter_parts()
    assert [text.get_content_type(), feedback.get_content_type(), original.get_content_type()] == [
        "text/plain", "message/feedback-report", "message/rfc822"]
    fields = feedback.get_payload()
    fields = fields[0] if isinstance(fields, list) else email.message_from_string(fields)
    assert fields["Feedback-Type"] == "fraud" and fields["Version"] == "1" and fields["User-Agent"]
    assert fields["Source-IP"] == "198.51.100.7" and fields.get_all("Reported-URI")[0] == PAGE
    inner = original.get_content()
    assert inner["From"].addresses[0].addr_spec == "no-reply@evil-shop.example", inner["From"]
    assert PAGE in inner.get_content()
    assert not letter.defects and not inner.defects, (letter.defects, inner.defects)
    assert "hxxps[:]//" in text.get_content() and PAGE not in text.get_content()
    return "three parts, read back"


def xarf():
    validator = SchemaValidator()
    lines = share("xarf").splitlines()
    for line in lines:
        report = json.loads(line)
        faults = validator.validate(report)
        faults = getattr(faults, "errors", faults)
        assert not faults, faults
    assert json.loads(lines[0])["url"] == PAGE and len(lines) == 2
    return f"{len(lines)} reports, valid"


def table():
    rows = list(csv.DictReader(io.StringIO(share("csv"))))
    assert [row["URL"] for row in rows][0] == PAGE and len(rows) == 2, rows
    for row in rows:
        assert re.fullmatch(r"\d{4}/\d\d/\d\d \d\d:\d\d:\d\d", row["date"]) and row["description"], row
    assert rows[0]["date"] == "2026/11/24 09:00:01"
    return f"{len(rows)} rows, read back"


failed = 0
for check in (stix, misp, arf, xarf, table):
    try:
        print(f"ok   {check.__name__}: {check()}")
    except Exception as fault:  # Each form is told apart: one that fails hides no other.
        failed += 1
        print(f"FAIL {check.__name__}: {type(fault).__name__}: {fault}")
sys.exit(1 if failed else 0)
