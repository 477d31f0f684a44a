"""CSV and its relatives, JSON, and everything else that comes as text."""
import json
import os
import shutil

from session.harness import RESOURCES, SessionTest


class ProfileTest(SessionTest):
    def profile(self, path):
        answer = self.call("profile", path)
        self.assertNotIn("error", answer)
        self.assertEqual(answer["file"], path)
        for table in answer["tables"]:
            frame = self.load(table)
            names = [name.encode("utf-8", "replace").decode().replace("?", "\ufffd") for name in frame.columns]
            self.assertEqual(names[:60], [column["name"] for column in table["columns"]], table["load"])
        return answer

    def load(self, table):
        names = {}
        exec(table["load"], names)
        return names["df"]

    def table(self, text, path="a.csv", encoding="utf-8"):
        self.write(path, text.encode(encoding))
        answer = self.profile(path)
        self.assertEqual(answer["kind"], "table", answer)
        self.assertEqual(len(answer["tables"]), 1, answer)
        return answer["tables"][0]

    def types_of(self, table):
        return [column["type"] for column in table["columns"]]

    def names_of(self, table):
        return [column["name"] for column in table["columns"]]

    def places(self, table):
        return table["headerRows"], table["firstRow"], table["lastRow"], table["totalRows"]

    def values(self, table, name):
        return self.load(table)[name].tolist()


class DelimitedTest(ProfileTest):
    def test_real_data(self):
        shutil.copy(RESOURCES / "session/seattle-weather.csv", "seattle-weather.csv")
        table, = self.profile("seattle-weather.csv")["tables"]
        self.assertEqual((table["rows"], self.places(table)), (1461, ([1], 2, 1462, [])))
        self.assertEqual(self.types_of(table), ["date", "number", "number", "number", "number", "text"])
        self.assertEqual(table["load"], "import pandas as pd\n\ndf = pd.read_csv('seattle-weather.csv')\n"
                                        "df['date'] = pd.to_datetime(df['date'], format='%Y-%m-%d')")
        self.assertEqual((table["columns"][0]["min"], table["columns"][0]["max"]), ("2012-01-01", "2015-12-31"))
        self.assertEqual(table["columns"][5]["distinct"], 5)
        self.assertEqual(table["problems"], [])

    def test_separators(self):
        for mark in ",;\t|~^":
            table = self.table("name{0}city{0}units\nann{0}rome{0}1\nben{0}oslo{0}2\n".replace("{0}", mark))
            self.assertEqual((self.names_of(table), table["rows"]), (["name", "city", "units"], 2), repr(mark))
        self.assertEqual(self.types_of(self.table("x  y\n1   2.5\n10  3.5\n", "a.dat")), ["integer", "number"])

    def test_the_separator_that_the_file_names(self):
        table = self.table("sep=;\na;b\n1,5;2\n2,5;3\n")
        self.assertEqual((self.names_of(table), self.values(table, "a"), table["title"]), (["a", "b"], [1.5, 2.5], None))

    def test_decimal_commas_and_thousands(self):
        table = self.table("Artikel;Preis;Menge\nA;1.234,50;3\nB;12,00;4\nC;1.000.000,25;5\n")
        self.assertEqual(self.values(table, "Preis"), [1234.5, 12.0, 1000000.25])
        self.assertIn("decimal=','", table["load"])
        table = self.table('Item,Price\nA,"1,234.50"\nB,12.00\nC,"1,000,000"\n')
        self.assertEqual(self.values(table, "Price"), [1234.5, 12.0, 1000000.0])
        table = self.table("Ville\tPrix\nA\t1 234,50\nB\t12,25\n")
        self.assertEqual(self.values(table, "Prix"), [1234.5, 12.25])

    def test_a_decimal_comma_is_no_separator(self):
        table = self.table("Tag;Wert\n01.02.2024;1,5\n02.02.2024;2,5\n03.02.2024;3,5\n")
        self.assertEqual((self.types_of(table), self.values(table, "Wert")), (["date", "number"], [1.5, 2.5, 3.5]))
        self.assertEqual(table["columns"][0]["max"], "2024-02-03")

    def test_dates_with_dots_are_not_numbers_with_thousands(self):
        table = self.table("Tag;Wert;Version\n01.02.2024;1.234,5;1.2.3\n02.02.2024;2.000,5;1.2.4\n")
        self.assertEqual(self.types_of(table), ["date", "number", "text"])

    def test_encodings(self):
        text = {"utf-8": "名前,Größe\nЖук,1\n", "utf-8-sig": "名前,Größe\nЖук,1\n", "utf-16": "名前,Größe\nЖук,1\n",
                "utf-16-le": "name,Größe\nabcdef,1\n", "cp1252": "Straße,Größe €\nMüller,1\nJosé,2\n",
                "cp932": "日付,売上金額\n東京,1\n大阪,2\n", "gb18030": "日期,销售额\n北京,1\n上海,2\n",
                "euc-kr": "날짜,매출\n서울,1\n부산,2\n", "cp1251": "Город,Сумма\nМосква,1\n", "iso2022_jp": "名前,金額\n東京,1\n"}
        for encoding, content in text.items():
            table = self.table(content, encoding=encoding)
            self.assertEqual(self.names_of(table), content.split("\n", maxsplit=1)[0].split(","), encoding)
            self.assertEqual(self.types_of(table)[1], "integer")

    def test_lines_above_the_header(self):
        table = self.table("Sales report\nGenerated: 2024-01-31\n\nRegion,Units,Amount\nNorth,1,2.5\nSouth,2,3.5\n")
        self.assertEqual((table["title"], self.places(table)), ("Sales report · Generated: 2024-01-31", ([4], 5, 6, [])))
        self.assertEqual(self.values(table, "Units"), [1, 2])
        table = self.table("# made by a machine\n# on a day\nRegion,Units,Amount\nNorth,1,2.5\nSouth,2,3.5\n")
        self.assertEqual((table["title"], table["headerRows"]), ("made by a machine · on a day", [3]))

    def test_totals_at_the_end(self):
        table = self.table("Region,Units\nNorth,1\nSouth,2\nTotal,3\n")
        self.assertEqual((self.places(table), table["rows"]), (([1], 2, 3, [4]), 2))
        self.assertIn("nrows=2", table["load"])
        table = self.table("Region;Menge\nNord;1,5\nSüd;2,5\n\nSumme;4,0\n")
        self.assertEqual((table["totalRows"], table["rows"]), ([5], 2))

    def test_without_a_header(self):
        table = self.table("2024-01-01,1.5,a\n2024-01-02,2.5,b\n")
        self.assertEqual((table["headerRows"], self.names_of(table), table["rows"]), ([], ["Column 1", "Column 2", "Column 3"], 2))

    def test_names_are_trimmed_numbered_and_filled(self):
        table = self.table(' a ,"b\nc",,d,d\n1,2,3,4,5\n')
        self.assertEqual(self.names_of(table), ["a", "b c", "Column 3", "d", "d 2"])

    def test_quotes_separators_and_line_breaks_inside_cells(self):
        table = self.table('name,note\nann,"said ""hi"", left\nthen"\nben,x\n')
        self.assertEqual(self.values(table, "note"), ['said "hi", left\nthen', "x"])

    def test_a_quotation_mark_that_is_never_closed(self):
        lines = "".join(f"n{i}\t{i}\tplain text that goes on for a while\n" for i in range(100))
        table = self.table('name\tsize\tnote\nfirst\t1\t"open\n' + lines, "a.tsv")
        self.assertEqual(table["rows"], 101)

    def test_trailing_separators_and_short_rows(self):
        table = self.table("a,b,c,\n1,2,3,\n4,5,6,\n7,8\n")
        self.assertEqual((self.names_of(table), table["rows"]), (["a", "b", "c"], 3))
        self.assertEqual(table["columns"][2]["missing"], 1)

    def test_rows_longer_than_the_header_lose_nothing_and_are_told(self):
        rows = "".join(f"n{i},{i}\n" for i in range(30))
        table = self.table("name,units\n" + rows + "smith, john,5\n")
        self.assertEqual((table["rows"], self.names_of(table)), (31, ["name", "units", "Column 3"]))
        self.assertIn("1 row has more cells than the header (row 32)", table["problems"][0])

    def test_row_names_as_r_writes_them(self):
        table = self.table('"mpg","cyl"\n"Mazda",21.5,6\n"Fiat",22.8,4\n')
        self.assertEqual(self.names_of(table), ["Column 1", "mpg", "cyl"])

    def test_codes_stay_texts(self):
        table = self.table("zip,account,units\n01234,12345678901234567890,1\n00501,12345678901234567891,2\n")
        self.assertEqual(self.values(table, "zip"), ["01234", "00501"])
        self.assertEqual(self.values(table, "account"), ["12345678901234567890", "12345678901234567891"])

    def test_marks_around_numbers(self):
        table = self.table("a;b;c;d;e;f\n$1,234.50;12.5%;(1,000);5-;１２３;EUR 5\n$2.00;3%;20;6;４５;EUR 7\n")
        self.assertEqual([self.values(table, name)[0] for name in "abcdef"], [1234.5, 0.125, -1000, -5, 123, 5])
        table = self.table("a;b\n€ 1.234;Rs. 500\n€ 12;Rs. 600\n")
        self.assertEqual((self.values(table, "a"), self.values(table, "b")), ([1234, 12], [500, 600]))

    def test_missing_values_in_many_words(self):
        table = self.table("a,b\n1,x\nn/a,y\n-,z\n4,\n")
        self.assertEqual([column["missing"] for column in table["columns"]], [2, 1])
        self.assertEqual(self.types_of(table), ["integer", "text"])

    def test_dates(self):
        cases = {"31.01.2024,01.02.2024": "2024-02-01", "1/31/2024,2/1/2024": "2024-02-01", "31/01/2024,01/02/2024": "2024-02-01",
                 "2024/01/31,2024/02/01": "2024-02-01", "31-Jan-2024,01-Feb-2024": "2024-02-01",
                 "\"Jan 31, 2024\",\"Feb 1, 2024\"": "2024-02-01", "2024年1月31日,2024年2月1日": "2024-02-01",
                 "2024년 1월 31일,2024년 2월 1일": "2024-02-01", "2024-01,2024-02": "2024-02-01", "Jan 2024,Feb 2024": "2024-02-01",
                 "2024-01-31 10:00,2024-02-01 11:30": "2024-02-01T11:30:00",
                 "2024-01-31T10:00:00Z,2024-02-01T11:30:00Z": "2024-02-01T11:30:00+00:00",
                 "31.01.2024 10:00:05,01.02.2024 11:30:00": "2024-02-01T11:30:00",
                 "1/31/2024 9:00 AM,2/1/2024 1:30 PM": "2024-02-01T13:30:00"}
        import csv
        for line, latest in cases.items():
            first, second = next(csv.reader([line]))
            table = self.table(f'day,n\n"{first}",1\n"{second}",2\n')
            self.assertEqual(table["columns"][0].get("max"), latest, (line, table["load"]))

    def test_a_date_that_can_be_read_both_ways_is_told(self):
        table = self.table("day,n\n03/04/2024,1\n05/06/2024,2\n")
        self.assertEqual((table["columns"][0]["min"], len(table["problems"])), ("2024-03-04", 1))
        self.assertIn("month/day", table["problems"][0])
        table = self.table("day;n\n03/04/2024;1\n05/06/2024;2\n")
        self.assertEqual(table["columns"][0]["min"], "2024-04-03")

    def test_dates_without_separators_need_a_name_that_says_so(self):
        table = self.table("date,size\n20240131,20240131\n20240201,20240201\n")
        self.assertEqual(self.types_of(table), ["date", "integer"])

    def test_few_wrong_dates_are_told(self):
        rows = "".join(f"2024-01-{i:02},1\n" for i in range(1, 31))
        table = self.table("day,n\n" + rows + "2024-02-31,1\n")
        self.assertEqual((table["columns"][0]["type"], table["columns"][0]["missing"]), ("date", 1))
        self.assertIn("1 cell in 'day' is no date", table["problems"][0])

    def test_numbers_without_digits_around_are_text(self):
        table = self.table("version,phone,ip\n1.2.3,+49 30 123,10.0.0.1\n1.2.4,+49 30 124,10.0.0.2\n")
        self.assertEqual(self.types_of(table), ["text", "text", "text"])

    def test_one_column(self):
        table = self.table("name\nann\nben\ncarl\n")
        self.assertEqual((self.names_of(table), table["rows"]), (["name"], 3))

    def test_several_tables_in_one_file(self):
        self.write("a.csv", "Region,Units\nNorth,1\nSouth,2\n\nKind,Amount,Paid\nRent,5.5,yes\nFood,6.5,no\n")
        first, second = self.profile("a.csv")["tables"]
        self.assertEqual((first["rows"], second["rows"], self.names_of(second)), (2, 2, ["Kind", "Amount", "Paid"]))

    def test_old_line_ends(self):
        self.assertEqual(self.table("a,b\r1,2\r3,4\r")["rows"], 2)
        self.assertEqual(self.table("a,b\r\n1,2\r\n3,4\r\n")["rows"], 2)

    def test_odd_file_names_are_data(self):
        for name in ("it's \"a\".csv", "line\nbreak.csv", "売上 2024.csv", "http:/x/a.csv", "a.csv.gz", "'); import os; ('.csv"):
            self.assertEqual(self.table("a,b,c\n1,2,3\n4,5,6\n", name)["rows"], 2, name)

    def test_the_code_loads_from_the_root_and_the_person_stays_where_they_are(self):
        self.write("a.csv", "a,b\n1,2\n")
        os.mkdir("sub")
        os.chdir("sub")
        self.assertEqual(self.call("profile", "a.csv")["tables"][0]["rows"], 1)
        self.assertEqual(os.getcwd(), str(self.root / "sub"))
        self.assertEqual(set(self.names), {"__name__", "__builtins__"})

    def test_a_large_file_is_counted_and_described_by_its_first_rows(self):
        self.call("profile", self.write("warm.csv", "a,b\n1,2\n"))
        self.run_cell("import _plotline.delimited as d, _plotline.delimited_load as l\nd.WHOLE = 1000\n"
                      "l.LARGE_ROWS = 4000\nl.LOOKED_AT = 100")
        rows = "".join(f'n{i},{i},"a, ""b""\nc"\n' for i in range(5000))
        table = self.table("name,units,note\n" + rows + 'Total,12497500,""\n')
        self.assertEqual((table["rows"], table["columns"][1]["max"], table["totalRows"]), (5000, 99, [5002]))
        self.assertIn("5,000 rows", table["problems"][0])
        self.assertEqual(len(self.load(table)), 100)

    def test_a_medium_file_is_loaded_whole(self):
        self.call("profile", self.write("warm.csv", "a,b\n1,2\n"))
        self.run_cell("import _plotline.delimited as d\nd.WHOLE = 1000")
        rows = "".join(f"n{i},{i}\n" for i in range(5000))
        table = self.table("name,units\n" + rows + "Total,12497500\n")
        self.assertEqual((table["rows"], table["columns"][1]["max"], self.places(table)), (5000, 4999, ([1], 2, 5001, [5002])))
        table = self.table("name,units\n" + rows + "odd,1,2,3\n")
        self.assertIn("were left out", table["problems"][0])

    def test_texts_are_not_tables(self):
        for name, text in {"notes.txt": "Dear Ann,\n\nthe numbers, as you said, are good.\nWe should talk.\n\nBen",
                           "readme.md": "# Title\n\na,b\n1,2\n", "app.log": "2024-01-01 10:00 INFO started\n" * 5,
                           "noname": "just some words"}.items():
            self.write(name, text)
            answer = self.profile(name)
            self.assertEqual((answer["kind"], answer["tables"]), ("text", []), name)
            self.assertTrue(answer["text"].startswith(text[:10]))

    def test_a_table_named_txt_is_a_table(self):
        self.assertEqual(self.table("a\tb\tc\n1\t2\t3\n4\t5\t6\n", "a.txt")["rows"], 2)

    def test_long_texts_are_cut(self):
        self.write("a.md", "word " * 10_000)
        self.assertEqual(len(self.profile("a.md")["text"]), 1500)

    def test_bytes_that_are_no_text(self):
        self.write("a.csv", bytes(range(256)) * 20)
        answer = self.profile("a.csv")
        self.assertEqual((answer["kind"], answer["tables"]), ("binary", []))

    def test_a_missing_file_and_one_outside_are_said(self):
        for path in ("missing.csv", "../x"):
            answer = self.profile(path)
            self.assertEqual(answer["tables"], [])
            self.assertRegex(answer["problems"][0], "working folder")

    def test_only_the_longest_examples_are_cut(self):
        table = self.table("a,b\n" + "x" * 100 + ",1\nshort,2\n")
        self.assertEqual([len(example) for example in table["columns"][0]["examples"]], [40, 5])


class JsonTest(ProfileTest):
    def tables(self, data, path="a.json"):
        self.write(path, data if isinstance(data, str) else json.dumps(data))
        answer = self.profile(path)
        self.assertEqual(answer["kind"], "json")
        return answer["tables"]

    def test_real_data(self):
        shutil.copy(RESOURCES / "session/penguins.json", "penguins.json")
        table, = self.profile("penguins.json")["tables"]
        self.assertEqual((table["rows"], table["columnCount"]), (344, 7))
        self.assertEqual(table["columns"][5], {"name": "Body Mass (g)", "type": "integer", "missing": 2, "distinct": 94,
                                               "examples": [3750, 3800, 3250], "min": 2700, "max": 6300})

    def test_forms(self):
        forms = {
            "records": ([{"a": 1, "b": "x"}, {"a": 2}], ["a", "b"], 2),
            "nested": ([{"a": {"b": 1, "c": 2}}, {"a": {"b": 3}}], ["a.b", "a.c"], 2),
            "columns": ({"a": [1, 2, 3], "b": ["x", "y", "z"]}, ["a", "b"], 3),
            "one list": ({"status": "ok", "items": [{"a": 1}, {"a": 2}]}, ["a"], 2),
            "deep": ({"response": {"data": {"rows": [{"a": 1}]}}}, ["a"], 1),
            "rows": ([["name", "n"], ["x", 1], ["y", 2]], ["name", "n"], 2),
            "bare rows": ([[1, 2], [3, 4]], ["Column 1", "Column 2"], 2),
            "values": ([1, 2, 3], ["value"], 3),
            "by key": ({"x": {"a": 1}, "y": {"a": 2}, "z": {"a": 3}}, ["index", "a"], 3)}
        for form, (data, names, rows) in forms.items():
            table, = self.tables(data)
            self.assertEqual((self.names_of(table), table["rows"]), (names, rows), form)

    def test_several_lists_are_several_tables(self):
        first, second = self.tables({"orders": [{"a": 1}], "people": [{"b": 2}, {"b": 3}]})
        self.assertEqual((first["title"], second["title"], second["rows"]), ("orders", "people", 2))

    def test_lines(self):
        table, = self.tables('{"a": 1}\n{"a": 2}\n\n{"a": 3, "b": {"c": 1}}\n', "a.jsonl")
        self.assertEqual((table["rows"], self.names_of(table)), (3, ["a", "b.c"]))
        table, = self.tables('{"a": 1}\n{"a": 2}\n{"a": \n{"a": 3}\n', "a.ndjson")
        self.assertEqual(table["rows"], 3)
        self.assertIn("1 line is no JSON object", table["problems"][0])

    def test_dates_and_lists_in_records(self):
        table, = self.tables([{"day": "2024-01-31", "tags": ["a"]}, {"day": "2024-02-01", "tags": []}])
        self.assertEqual(self.types_of(table), ["date", "mixed"])

    def test_what_holds_no_table_is_shown_as_text(self):
        answer = self.profile(self.write("a.json", '{"name": "x", "size": 5}'))
        self.assertEqual((answer["kind"], answer["tables"]), ("json", []))
        self.assertIn('"size"', answer["text"])

    def test_damaged_json(self):
        answer = self.profile(self.write("a.json", '[{"a": 1}, {"a": 2}, {"a"'))
        self.assertIn("cut off", answer["problems"][-1])
        self.assertEqual(answer["tables"], [])

    def test_deep_json(self):
        answer = self.profile(self.write("a.json", "[" * 100_000 + "]" * 100_000))
        self.assertEqual(answer["tables"], [])
        self.assertTrue(answer["problems"])

    def test_not_a_number_is_still_json(self):
        table, = self.tables('[{"a": NaN}, {"a": Infinity}, {"a": 1}]')
        self.assertEqual(table["columns"][0]["max"], "inf")

    def test_half_a_letter_is_replaced(self):
        table, = self.tables('[{"a\\ud800": "x\\udc00", "b": "\\ud83d\\ude00 \\\\ud800"}]')
        self.assertEqual((self.names_of(table), table["columns"][1]["examples"]), (["a\ufffd", "b"], ["😀 \\ud800"]))

    def test_json_named_csv(self):
        self.write("a.csv", '[{"a": 1}, {"a": 2}]')
        answer = self.profile("a.csv")
        self.assertEqual((answer["kind"], answer["tables"][0]["rows"]), ("json", 2))
        self.assertIn("named .csv but is JSON", answer["problems"][0])
