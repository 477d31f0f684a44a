"""Workbooks made for tests, and what is said of them."""
from openpyxl import Workbook

from session.harness import SessionTest


class WorkbookTest(SessionTest):
    def save(self, sheets, path="book.xlsx", change=None):
        """sheets: {name: rows}."""
        book = Workbook()
        book.remove(book.active)
        for name, rows in sheets.items():
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(row)
        if change:
            change(book)
        book.save(self.root / path)
        return path

    def profile(self, path="book.xlsx"):
        answer = self.call("profile", path)
        self.assertNotIn("error", answer)
        for table in answer["tables"]:
            frame = self.load(table)
            self.assertEqual(len(frame), table["rows"], table["load"])
            self.assertEqual(list(frame.columns)[:60], [column["name"] for column in table["columns"]])
        return answer

    def load(self, table):
        names = {}
        exec(table["load"], names)
        return names["df"]

    def tables(self, sheets, change=None):
        return self.profile(self.save(sheets, change=change))["tables"]

    def table(self, rows, change=None):
        table, = self.tables({"Sheet1": rows}, change)
        return table

    def places(self, table):
        return table["headerRows"], table["firstRow"], table["lastRow"], table["totalRows"]

    def names_of(self, table):
        return [column["name"] for column in table["columns"]]

    def types_of(self, table):
        return [column["type"] for column in table["columns"]]
