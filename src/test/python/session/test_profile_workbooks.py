"""Tables on sheets: where they are, what they are called, and that the code to load them loads just that."""
import datetime
import zipfile

from openpyxl.chart import BarChart

from session.workbook import WorkbookTest

TOTAL = "Total"


class SheetsTest(WorkbookTest):
    def test_a_plain_table(self):
        table = self.table([["Region", "Units", "Price", "Day", "Open"], ["North", 3, 1.5, datetime.date(2024, 1, 31), True],
                            ["South", None, 2.5, datetime.date(2024, 2, 1), False]])
        self.assertEqual(self.places(table), ([1], 2, 3, []))
        self.assertEqual(self.types_of(table), ["text", "integer", "number", "date", "boolean"])
        self.assertEqual(table["load"], "import pandas as pd\n\ndf = pd.read_excel('book.xlsx')")
        units, day = table["columns"][1], table["columns"][3]
        self.assertEqual((units["missing"], units["distinct"], units["examples"], units["min"]), (1, 1, [3], 3))
        self.assertEqual((day["min"], day["max"]), ("2024-01-31", "2024-02-01"))
        self.assertEqual(table["title"], None)
        self.assertEqual(table["sheet"], "Sheet1")

    def test_titles_above_and_totals_below(self):
        table = self.table([["Quarterly sales"], ["in thousand EUR"], [], ["Region", "Units", "Amount"],
                            ["North", 1, 10.5], ["South", 2, 20.5], ["East", 3, 30.5], [TOTAL, 6, 61.5]])
        self.assertEqual(table["title"], "Quarterly sales · in thousand EUR")
        self.assertEqual(self.places(table), ([4], 5, 7, [8]))
        self.assertEqual(table["load"], "import pandas as pd\n\ndf = pd.read_excel('book.xlsx', header=3, nrows=3)")
        self.assertEqual(table["columns"][1]["max"], 3)

    def test_a_title_right_above_the_header(self):
        table = self.table([["ACME report 2024"], ["Region", "Units"], ["North", 1], ["South", 2]],
                           lambda book: book.active.merge_cells("A1:B1"))
        self.assertEqual((table["title"], table["headerRows"]), ("ACME report 2024", [2]))

    def test_totals_in_many_languages(self):
        for word in ("Total", "GRAND TOTAL", "Sum", "Summe", "Gesamt", "Gesamtergebnis", "合計", "总计", "합계", "Total général",
                     "Итого", "Somma", "小計", "Totals:", "Razem", "Toplam"):
            table = self.table([["Name", "Units"], ["a", 1], ["b", 5], [word, 6]])
            self.assertEqual(table["totalRows"], [4], word)

    def test_a_row_that_only_begins_like_a_total_is_data(self):
        for word in ("Total Wine", "Sumatra", "Totality", "Media"):
            table = self.table([["Shop", "City", "Units"], ["a", "x", 1], ["b", "y", 5], [word, "z", 4]])
            self.assertEqual(table["totalRows"], [], word)

    def test_a_total_without_a_word_is_known_by_its_numbers(self):
        table = self.table([["Name", "Units", "Amount"], ["a", 1, 2.5], ["b", 5, 3.5], [None, 6, 6.0]])
        self.assertEqual(table["totalRows"], [4])
        table = self.table([["Name", "Units", "Amount"], ["a", 1, 2.5], ["b", 5, 3.5], [None, 7, 9.0]])
        self.assertEqual(table["totalRows"], [])

    def test_a_total_below_a_blank_row(self):
        table = self.table([["Name", "Units"], ["a", 1], ["b", 5], [], [TOTAL, 6]])
        self.assertEqual(self.places(table), ([1], 2, 3, [5]))

    def test_several_totals_and_an_average(self):
        table = self.table([["Name", "Units"], ["a", 1], ["b", 5], [TOTAL, 6], ["Average", 3]])
        self.assertEqual((table["totalRows"], table["rows"]), ([4, 5], 2))

    def test_subtotals_are_taken_out(self):
        table = self.table([["Region", "Shop", "Units"], ["North", "a", 1], ["North", "b", 2], ["North total", None, 3],
                            ["South", "c", 4], ["South", "d", 5], ["South total", None, 9], ["Grand total", None, 12]])
        self.assertEqual((table["totalRows"], table["rows"]), ([4, 7, 8], 4))
        self.assertEqual(table["columns"][2]["max"], 5)

    def test_notes_below_the_data_are_no_rows(self):
        table = self.table([["Name", "Units", "City"], ["a", 1, "x"], ["b", 5, "y"], ["Source: ministry of numbers"]])
        self.assertEqual(table["lastRow"], 3)

    def test_two_level_headers_with_merged_cells(self):
        def merge(book):
            for cells in ("A1:A2", "B1:C1", "D1:E1"):
                book.active.merge_cells(cells)
        table = self.table([["Region", 2023, None, 2024, None], [None, "Q1", "Q2", "Q1", "Q2"], ["North", 1, 2, 3, 4],
                            ["South", 5, 6, 7, 8]], merge)
        self.assertEqual(self.names_of(table), ["Region", "2023 · Q1", "2023 · Q2", "2024 · Q1", "2024 · Q2"])
        self.assertEqual(table["headerRows"], [1, 2])
        self.assertEqual(table["mergedCells"], ["A1:A2", "B1:C1", "D1:E1"])
        self.assertEqual(self.types_of(table)[1:], ["integer"] * 4)

    def test_three_levels_below_a_merged_title(self):
        def merge(book):
            for cells in ("A1:E1", "B2:E2", "B3:C3", "D3:E3"):
                book.active.merge_cells(cells)
        table = self.table([["Report"], ["", "Sales"], [None, "North", None, "South"], ["Month", "Units", "EUR", "Units", "EUR"],
                            ["Jan", 1, 2.5, 3, 4.5], ["Feb", 1, 2.5, 3, 4.5]], merge)
        self.assertEqual(table["title"], "Report")
        self.assertEqual(self.names_of(table)[:3], ["Month", "Sales · North · Units", "Sales · North · EUR"])

    def test_group_names_without_merged_cells(self):
        table = self.table([[None, "North", None, "South", None], ["Month", "Units", "EUR", "Units", "EUR"],
                            ["Jan", 1, 2.5, 3, 4.5], ["Feb", 1, 2.5, 3, 4.5]])
        self.assertEqual(self.names_of(table), ["Month", "North · Units", "North · EUR", "South · Units", "South · EUR"])

    def test_a_row_of_units_belongs_to_the_header(self):
        table = self.table([["Month", "Mass", "Price"], [None, "kg", "EUR"], ["Jan", 1, 2.5], ["Feb", 3, 4.5]])
        self.assertEqual(self.names_of(table), ["Month", "Mass · kg", "Price · EUR"])

    def test_years_and_months_as_column_names(self):
        table = self.table([["Region", 2021, 2022, 2023], ["North", 10, 20, 30], ["South", 5, 6, 7]])
        self.assertEqual(self.names_of(table), ["Region", "2021", "2022", "2023"])
        months = [datetime.date(2024, month, 1) for month in (1, 2, 3)]
        table = self.table([["Region", *months], ["North", 10, 20, 30], ["South", 5, 6, 7]])
        self.assertEqual(self.names_of(table), ["Region", "2024-01-01", "2024-02-01", "2024-03-01"])

    def test_without_a_header(self):
        table = self.table([["North", 10, 2.5], ["South", 20, 3.5], ["East", 30, 4.5]])
        self.assertEqual((table["headerRows"], self.names_of(table)), ([], ["Column 1", "Column 2", "Column 3"]))
        self.assertEqual(table["rows"], 3)

    def test_a_table_of_texts_only_has_a_header(self):
        table = self.table([["Name", "City"], ["Ann", "Rome"], ["Ben", "Oslo"]])
        self.assertEqual((table["headerRows"], table["rows"]), ([1], 2))

    def test_names_are_trimmed_numbered_and_filled(self):
        table = self.table([[" Region ", "Net\nsales", None, "Units", "Units", "Units"], ["a", 1, 2, 3, 4, 5], ["b", 1, 2, 3, 4, 5]])
        self.assertEqual(self.names_of(table), ["Region", "Net sales", "Column 3", "Units", "Units 2", "Units 3"])

    def test_two_tables_on_a_sheet_one_below_the_other(self):
        first, second = self.tables({"S": [["Sales"], ["Region", "Units"], ["North", 1], ["South", 2], [], [],
                                           ["Costs"], ["Kind", "Amount", "Paid"], ["Rent", 5.5, "yes"], ["Food", 6.5, "no"]]})
        self.assertEqual((first["title"], self.places(first)), ("Sales", ([2], 3, 4, [])))
        self.assertEqual((second["title"], self.places(second)), ("Costs", ([8], 9, 10, [])))
        self.assertEqual(self.names_of(second), ["Kind", "Amount", "Paid"])
        self.assertEqual(self.load(first)["Units"].tolist(), [1, 2])

    def test_two_tables_side_by_side(self):
        first, second = self.tables({"S": [["Region", "Units", None, "Kind", "Amount"], ["North", 1, None, "Rent", 5.5],
                                           ["South", 2, None, "Food", 6.5], [None, None, None, "Fun", 7.5]]})
        self.assertEqual((self.names_of(first), first["rows"]), (["Region", "Units"], 2))
        self.assertEqual((self.names_of(second), second["rows"]), (["Kind", "Amount"], 3))
        self.assertEqual(self.load(second)["Amount"].tolist(), [5.5, 6.5, 7.5])

    def test_a_table_away_from_the_corner(self):
        table = self.table([[], [], [None, None, "Region", "Units"], [None, None, "North", 1], [None, None, "South", 2]])
        self.assertEqual(self.places(table), ([3], 4, 5, []))
        self.assertIn("usecols='C:D'", table["load"])

    def test_a_blank_row_inside_a_table_does_not_part_it(self):
        table = self.table([["Name", "Units"], ["a", 1], ["b", 5], [], ["c", 7], ["d", 8]])
        self.assertEqual((table["rows"], table["lastRow"]), (4, 6))
        self.assertEqual(self.load(table)["Units"].tolist(), [1, 5, 7, 8])

    def test_merged_cells_of_the_data_have_their_value_in_every_row(self):
        table = self.table([["Region", "Shop", "Units"], ["North", "a", 1], [None, "b", 2], ["South", "c", 3], [None, "d", 4]],
                           lambda book: [book.active.merge_cells(cells) for cells in ("A2:A3", "A4:A5")])
        self.assertEqual(self.load(table)["Region"].tolist(), ["North", "North", "South", "South"])
        self.assertEqual(table["columns"][0]["missing"], 0)

    def test_words_with_values_above_a_table_are_its_title(self):
        table = self.table([["Report"], ["Day:", datetime.date(2024, 1, 31)], ["Region:", "EU"], [],
                            ["Shop", "Units"], ["a", 1], ["b", 2]])
        self.assertEqual(table["title"], "Report · Day: 2024-01-31 · Region: EU")
        self.assertEqual(table["headerRows"], [5])

    def test_several_sheets_hidden_ones_empty_ones_and_charts(self):
        def change(book):
            book["Lookup"].sheet_state = "hidden"
            book.create_chartsheet("Chart").add_chart(BarChart())
        answer = self.profile(self.save({"売上 2024": [["地域", "金額"], ["東京", 100], ["大阪", 200], ["合計", 300]],
                                         "Empty": [], "Lookup": [["Code", "Name"], ["a", "A"], ["b", "B"]]}, change=change))
        self.assertEqual([table["sheet"] for table in answer["tables"]], ["売上 2024", "Lookup"])
        self.assertEqual(self.names_of(answer["tables"][0]), ["地域", "金額"])
        self.assertIn("sheet_name='売上 2024'", answer["tables"][0]["load"])
        self.assertTrue(any("'Lookup'" in problem and "hidden" in problem for problem in answer["problems"]))

    def test_formulas_without_results_are_told(self):
        table = self.table([["Name", "Units", "Double"], ["a", 1, "=B2*2"], ["b", 5, "=B3*2"]])
        self.assertEqual(table["columns"][2]["type"], "empty")
        self.assertIn("2 cells hold formulas", table["problems"][0])

    def test_an_empty_workbook(self):
        answer = self.profile(self.save({"A": [], "B": []}))
        self.assertEqual(answer["tables"], [])
        self.assertIn("no table", answer["problems"][0])

    def test_a_header_without_rows(self):
        table = self.table([["Name", "Units", "City"]])
        self.assertEqual((table["rows"], self.names_of(table)), (0, ["Name", "Units", "City"]))

    def test_numbers_and_dates_as_texts_are_read_as_such(self):
        table = self.table([["Day", "Price", "Share", "Paid", "Plain"], ["31.01.2024", "$1,234.50", "12.5%", "(20)", "7"],
                            ["01.02.2024", "$5", "3%", "15", "8"]])
        self.assertEqual(self.types_of(table), ["date", "number", "number", "integer", "integer"])
        frame = self.load(table)
        self.assertEqual(frame["Price"].tolist(), [1234.5, 5.0])
        self.assertEqual(frame["Share"].tolist(), [0.125, 0.03])
        self.assertEqual(frame["Paid"].tolist(), [-20, 15])
        self.assertEqual(table["columns"][0]["max"], "2024-02-01")

    def test_numbers_among_texts_stay_what_they_are(self):
        table = self.table([["Name", "Amount"]] + [[f"n{i}", 1000.5 + i if i % 2 else f"{i},000.25"] for i in range(1, 20)])
        self.assertEqual(self.load(table)["Amount"].tolist()[:2], [1001.5, 2000.25])

    def test_few_texts_among_numbers_are_told(self):
        table = self.table([["Name", "Amount"]] + [[f"n{i}", "unknown" if i == 3 else f"{i} €"] for i in range(1, 20)])
        self.assertEqual(table["columns"][1]["missing"], 1)
        self.assertIn("1 cell in 'Amount' is not a number (such as 'unknown')", table["problems"][0])

    def test_many_texts_among_numbers_are_mixed(self):
        table = self.table([["Name", "Amount"], ["a", 1], ["b", "two"], ["c", 3]])
        self.assertEqual(self.types_of(table)[1], "mixed")

    def test_codes_with_leading_zeros_stay_texts(self):
        table = self.table([["Zip", "Units"], ["01234", 1], ["00501", 2]])
        self.assertEqual(table["columns"][0]["examples"], ["01234", "00501"])

    def test_odd_names_of_files_sheets_and_columns_are_data(self):
        path = self.save({"It's \"1\"": [["a'b", "c\"d\\"], ["x", 1], ["y", 2]], "Other": [["n", "m"], ["x", 1]]},
                         "it's \"5\"\n'); import os; ('.xlsx")
        table = self.profile(path)["tables"][0]
        self.assertEqual(self.names_of(table), ["a'b", "c\"d\\"])

    def test_more_columns_and_tables_than_are_told(self):
        table = self.table([[f"c{i}" for i in range(80)], list(range(80)), list(range(80))])
        self.assertEqual((table["columnCount"], len(table["columns"])), (80, 60))
        answer = self.profile(self.save({f"s{i}": [["a", "b"], ["x", 1]] for i in range(23)}))
        self.assertEqual(len(answer["tables"]), 20)
        self.assertIn("23 tables", answer["problems"][-1])

    def test_wrong_dimensions_in_the_file_are_not_believed(self):
        path = self.save({"S": [["a", "b"], ["x", 1], ["y", 2]]})
        with zipfile.ZipFile(path) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        sheet = "xl/worksheets/sheet1.xml"
        parts[sheet] = parts[sheet].replace(b'ref="A1:B3"', b'ref="A1"')
        with zipfile.ZipFile(path, "w") as archive:
            for name, content in parts.items():
                archive.writestr(name, content)
        self.assertEqual(self.profile(path)["tables"][0]["rows"], 2)


class LargeSheetsTest(WorkbookTest):
    """Only the head of a large sheet is searched cell by cell, unless its end turns out to be special."""

    def large(self, rows):
        self.call("profile", self.save({"S": [["a", "b"], ["x", 1]]}))
        self.run_cell("import _plotline.workbooks as w\nw.LARGE_XML = 0\nw.HEAD_ROWS = 20")
        return self.profile(self.save({"S": rows, "T": [["a", "b"], ["x", 1]]}))["tables"][:-1]

    def test_more_of_the_same(self):
        table, = self.large([["Title"], [], ["Name", "Units"]] + [[f"n{i}", i] for i in range(1, 101)])
        self.assertEqual((self.places(table), table["rows"], table["columns"][1]["max"]), (([3], 4, 103, []), 100, 100))
        self.assertNotIn("nrows", table["load"])

    def test_totals_at_its_end(self):
        table, = self.large([["Name", "Units"]] + [[f"n{i}", i] for i in range(1, 101)] + [[TOTAL, 5050]])
        self.assertEqual((self.places(table), table["rows"]), (([1], 2, 101, [102]), 100))

    def test_another_table_below_its_head(self):
        first, second = self.large([["Name", "Units"]] + [[f"n{i}", i] for i in range(1, 101)] + [[]]
                                   + [["Kind", "Paid", "Amount"], ["Rent", "yes", 5.5]])
        self.assertEqual((first["rows"], second["rows"], second["headerRows"]), (100, 1, [103]))

    def test_another_table_within_its_head(self):
        first, second = self.large([["Kind", "Paid", "Amount"], ["Rent", "yes", 5.5], [], [], ["Name", "Units"]]
                                   + [[f"n{i}", i] for i in range(1, 101)])
        self.assertEqual((first["rows"], second["rows"]), (1, 100))
