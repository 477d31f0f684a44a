"""workbook.py OUT < rows.json: a workbook as people make them. Sheet "Notes" has prose, sheet "Q3" a title, a
header of two rows with merged cells, the rows, and a totals row; sheet "Staff" a small second table."""
import json
import sys

from openpyxl import Workbook

rows = json.load(sys.stdin)
book = Workbook()
notes = book.active
notes.title = "Notes"
notes["A1"] = "Prepared by finance, figures in thousands."

q3 = book.create_sheet("Q3")
q3["A1"] = "Regional sales, third quarter"
q3["A3"], q3["B3"], q3["C3"] = "Region", "Month", "Sales"
q3["C4"], q3["D4"] = "Amount", "Units"
for cells in ("A3:A4", "B3:B4", "C3:D3"):
    q3.merge_cells(cells)
for row in rows:
    q3.append(row)
q3.append(["Total", None, sum(r[2] for r in rows), sum(r[3] for r in rows)])

staff = book.create_sheet("Staff")
for row in (["Name", "Team"], ["Ann", "North"], ["Bo", "South"]):
    staff.append(row)
book.save(sys.argv[1])
