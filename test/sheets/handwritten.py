"""A workbook written from docs/workbook.md alone, as somebody with another language at hand would: headings in English,
titles above tables, notes below them, every kind of rule, targets by department, one long list and one sheet of a department.

Usage: handwritten.py FILE
"""
import sys

from openpyxl import Workbook
from openpyxl.worksheet.table import Table

book = Workbook()
book.remove(book.active)


def sheet(name, rows, table=None, title=None):
    made = book.create_sheet(name)
    if title:
        made.append([title])
        made.append([])
    top = 3 if title else 1
    for row in rows:
        made.append(list(row))
    if table:
        end = made.cell(top + len(rows) - 1, len(rows[0])).coordinate
        made.add_table(Table(displayName=table, ref=f"A{top}:{end}"))
    return made


def percent(made, cells):
    for cell in cells.split():
        made[cell].number_format = "0.0%"


sheet(
    "Settings",
    [
        ("Setting", "Value", "Note"),
        ("Company", "Handwritten Ltd", None),
        ("Scheme name", "Scorecards 2026", None),
        ("Period", "2026Q3", "the quarter that is scored"),
        ("Short-board threshold", 80, None),
        ("Missing", "Zero", None),
        ("Decimals of rates", 2, None),
    ],
    table="my_settings",
    title="What holds for all cards",
)
sheet(
    "Departments",
    [
        ("Code", "Name", "Short name", "Kind", "Templates", "Parent", "Ranking group"),
        ("HQ", "Head office", None, "our own kind", None, None, None),
        (101, "Northern branch", "North", "City branch", "BR", "HQ", "branches"),
        (102, "Southern branch", "South", "City branch", "BR", "Head office", "branches"),
    ],
)
sheet(
    "Indicators",
    [
        ("Code", "Name", "Unit", "Direction", "Aliases"),
        ("CSAT", "Customer satisfaction", "points", "Higher is better", "Satisfaction; CSAT index"),
        ("INTIME", "Handled in time", "%", "Higher is better", None),
        ("CRATE", "Complaint rate", "per 10,000", "Lower is better", None),
        ("REPLY", "Time to reply", "h", "Lower is better", None),
        ("USE", "Use of resources", "%", "Higher is better", None),
        ("EVENTS", "Service events", "events", "Lower is better", None),
        ("AUDIT", "Audit passed", "yes/no", "Higher is better", None),
        ("CHECK", "Points from the check", "points", "Higher is better", None),
        ("FAULT", "Fault rate", "%", "Lower is better", None),
    ],
)
sheet("Templates", [("Code", "Name", "Full points", "Total floor"), ("BR", "Branch scorecard", 35, 0)])
tree = sheet(
    "Weight tree",
    [
        ("Template", "Code", "Parent", "Name", "Weight", "Points", "Indicator", "Rule", "Threshold"),
        ("BR", "A", None, "Customers", 0.6, None, None, None, None),
        ("BR", "A1", "A", "Satisfaction", 0.5, None, "CSAT", "Three anchors", 0.9),
        ("BR", "A2", "A", "Handled in time", 0.3, None, "INTIME", "R6", None),
        ("BR", "A3", "A", "Complaint rate", 0.2, None, "CRATE", "R2", None),
        ("BR", "B", "BR", "Service", "40%", None, None, None, None),
        ("BR", "B1", "B", "Time to reply", None, 4, "REPLY", "Range", None),
        ("BR", "B2", "B", "Use of resources", None, 4, "USE", "R5", None),
        ("BR", "B3", "B", "Service events", None, 2, "EVENTS", "Events", None),
        ("BR", "B4", "B", "Audit", None, 2, "AUDIT", "Pass or fail", None),
        ("BR", "B5", "B", "Check", None, 2, "CHECK", "Given points", None),
        ("BR", "D", None, "Faults", None, 5, "FAULT", "R3", None),
        ("Note: the spread of points is an example",),
    ],
)
percent(tree, "E2 E3 E4 E5 I3")
sheet(
    "Rules",
    [
        ("Code", "Name", "Kind", "Form", "Reference", "Maximum loss", "Step", "Step means", "Counting", "Off per step", "Cap", "Edge belongs to"),
        ("R2", "Ratio up to 120", "Ratio", "Direct", None, None, None, None, None, None, 120, None),
        ("R3", "At most 5 off", "Deduction", None, "Target", 5, None, None, None, None, None, None),
        ("R5", "Bands of use", "Bands", None, None, None, None, None, None, None, None, "From"),
        ("R6", "2 off for each point below", "Per unit", None, None, None, 1, "Units", "Whole steps only", 2, "none", None),
    ],
)
bands = sheet(
    "Bands",
    [("Rule", "From", "To", "Score"), ("R5", 0.85, None, 60), ("R5", None, 0.6, 0), ("R5", 0.6, 0.85, 100)],
)
percent(bands, "B2 C3 B4 C4")
targets = sheet(
    "Targets",
    [
        ("Indicator", "Line", "Department", "Period", "Floor", "Target", "Stretch", "Worst", "Best"),
        ("CSAT", None, None, None, 75, 85, 90, None, None),
        ("CSAT", None, "South", "Q3 2026", None, 84, None, None, None),
        ("INTIME", None, None, None, None, "≥95%", None, None, None),
        (None, "A3", None, None, None, 3, None, None, None),
        ("REPLY", None, None, None, None, None, None, "48 h", "2 h"),
        ("Fault rate", None, None, None, None, 0.002, None, None, None),
    ],
)
percent(targets, "F7")
sheet(
    "Figures",
    [
        ("Department", "Indicator", "Period", "Actual"),
        (101, "Customer satisfaction", "2026Q3", 87),
        (101, "Handled in time", "2026Q3", "92.6%"),
        (101, "Complaint rate", "2026Q3", 2.4),
        (101, "Time to reply", "2026Q3", "1380 min"),
        (101, "Use of resources", "2026Q3", "70 %"),
        (101, "Service events", "2026Q3", 1),
        (101, "Audit passed", "2026Q3", "Yes"),
        (101, "Points from the check", "2026Q3", 1.5),
        (101, "Fault rate", "2026Q3", "0.25%"),
        (101, "Customer satisfaction", "2026Q2", 85),
    ],
    title="All branches",
)
south = sheet(
    "South",
    [
        ("Indicator", "Unit", "Actual"),
        ("CSAT index", "points", 84),
        ("Handled in time", "%", 0.95),
        ("Complaint rate", None, 4),
        ("Time to reply", "min", 120),
        ("Use of resources", "%", 0.9),
        ("Service events", None, 0),
        ("Audit passed", None, "No"),
        ("Points from the check", None, None),
        ("Fault rate", "%", 0.001),
        ("Total", None, 12),
        ("Prepared by: somebody", None, "Date: 2026-10-08"),
    ],
)
percent(south, "C3 C6 C10")
book.save(sys.argv[1])
