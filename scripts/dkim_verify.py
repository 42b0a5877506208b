"""Verifies with dkimpy what `sign_invitations` wrote. Called by scripts/dkim."""

import json
import pathlib
import re
import sys

import dkim

FOLDER = pathlib.Path(sys.argv[1])
RECORDS = json.loads((FOLDER / "records.json").read_text())
# RFC 8058 §4, RFC 9477 §3.1, and what a reader is shown.
SIGNED = {
    "from", "to", "subject", "date", "message-id", "list-unsubscribe", "list-unsubscribe-post",
    "cfbl-address", "cfbl-feedback-id",
}
OVER_SIGNED = {"from", "to", "subject", "date", "message-id"}


def record(name, timeout=5):
    return RECORDS[name.decode().rstrip(".")].encode()


def verifies(message, index):
    try:
        return dkim.DKIM(message).verify(idx=index, dnsfunc=record)
    except dkim.DKIMException:
        return False


def fields(message, index):
    """The names in h= of a signature."""
    header = message.split(b"\r\n\r\n", 1)[0].decode("ascii")
    unfolded = re.sub(r"\r\n[ \t]+", " ", header).split("\r\n")
    field = [line for line in unfolded if line.lower().startswith("dkim-signature:")][index]
    names = re.search(r"[; ]h=([^;]*);", field).group(1)
    return [name.strip().lower() for name in names.split(":")]


def changed(message):
    """The message with something changed that must not pass."""
    yield "a changed link", message.replace(b"List-Unsubscribe: <https://www.", b"List-Unsubscribe: <https://evil.", 1)
    yield "a changed complaint address", message.replace(b"CFBL-Address: fbl@", b"CFBL-Address: fbl2@", 1)
    yield "another subject on top", b"Subject: x\r\n" + message
    yield "another author on top", b"From: a@mihon-store.example\r\n" + message
    yield "a longer body", message + b"x\r\n"


failed = verified = 0
paths = sorted(FOLDER.glob("*.eml"))
for path in paths:
    message = path.read_bytes()
    count = message.lower().count(b"dkim-signature:")
    expected = 2 if path.name.startswith("rsa-ed25519") else 1
    faults = [] if count == expected else [f"{count} signatures instead of {expected}"]
    for index in range(count):
        names = fields(message, index)
        if not verifies(message, index):
            faults.append(f"signature {index} does not verify")
        if missing := SIGNED - set(names):
            faults.append(f"signature {index} leaves out {missing}")
        if single := {name for name in OVER_SIGNED if names.count(name) < 2}:
            faults.append(f"signature {index} lets others be added: {single}")
        for what, other in changed(message):
            if other == message or verifies(other, index):
                faults.append(f"signature {index} verifies with {what}")
        verified += 1
    failed += bool(faults)
    if faults:
        print(f"FAIL {path.name}: {'; '.join(faults)}")
print(f"{verified} signatures of {len(paths)} messages verified, {failed} messages failed")
sys.exit(1 if failed or len(paths) != 18 else 0)
