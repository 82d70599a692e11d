"""What people do to a workbook, for the check sheet to tell. Usage: check.py IN OUT EDITS

EDITS is JSON, each edit an object with its "sheet" and one of: "cell" with "value"; "reverse": [first row, last row], the order of rows turned about;
"merge": an area whose first cell then stands for all of it.
"""

import json
import sys

import openpyxl

book = openpyxl.load_workbook(sys.argv[1])
for edit in json.loads(sys.argv[3]):
    sheet = book[edit["sheet"]]
    if "reverse" in edit:
        first, last = edit["reverse"]
        rows = list(sheet.iter_rows(min_row=first, max_row=last))
        kept = [[(cell.value, cell.number_format) for cell in row] for row in rows]
        for row, contents in zip(rows, reversed(kept)):
            for cell, (value, number_format) in zip(row, contents):
                cell.value = value
                cell.number_format = number_format
    elif "merge" in edit:
        sheet.merge_cells(edit["merge"])
    else:
        sheet[edit["cell"]].value = edit["value"]
book.save(sys.argv[2])
