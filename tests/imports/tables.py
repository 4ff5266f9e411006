"""Small tables of published cases for the tests."""

import csv
import io

HEADER = (
    "case,kind,procuratorate,receiving_organisation,domain,found,filed,issued,served,reply_due_stated,replied,"
    "followed_up,outcome,measures,summary,date_notes,source,source_address"
)


def table(*rows: dict[str, str]) -> io.StringIO:
    """A table with these rows; what they do not say is what most cases have."""
    usual = {
        "case": "C900",
        "kind": "public_interest",
        "procuratorate": "沭阳县人民检察院",
        "receiving_organisation": "沭阳县水务局",
        "summary": "河道内堆放固体废物，县院发出建议。",
    }
    text = io.StringIO()
    writer = csv.DictWriter(text, HEADER.split(","))
    writer.writeheader()
    for number, row in enumerate(rows):
        writer.writerow(usual | {"case": f"C90{number}"} | row)
    text.seek(0)
    return text
