"""The same as one.mjs, for openpyxl in its own ways for many cells: write_only and read_only."""
import json
import resource
import sys

import openpyxl

task, sheets, rows, columns, path = sys.argv[1], *map(int, sys.argv[2:5]), sys.argv[5]


def cell_at(sheet, row, column):
    if column == 0:
        return "部门 %d" % (row % 200)
    if column == 1:
        return "指标 %d-%d" % (sheet, row)
    return ((sheet * 7 + row * 13 + column * 31) % 100003) / 100


found = None
if task == "write":
    book = openpyxl.Workbook(write_only=True)
    for sheet in range(sheets):
        made = book.create_sheet("S%d" % (sheet + 1))
        for row in range(rows):
            made.append([cell_at(sheet, row, column) for column in range(columns)])
    book.save(path)
else:
    found = {"numbers": 0, "texts": 0, "sum": 0.0}
    for sheet in openpyxl.load_workbook(path, read_only=True).worksheets:
        for row in sheet.iter_rows(values_only=True):
            for value in row:
                if isinstance(value, (int, float)):
                    found["numbers"] += 1
                    found["sum"] += value
                elif isinstance(value, str) and value != "":
                    found["texts"] += 1
usage = resource.getrusage(resource.RUSAGE_SELF)
print(json.dumps({"found": found, "megabytes": usage.ru_maxrss / 1024, "cpu": usage.ru_utime + usage.ru_stime}))
