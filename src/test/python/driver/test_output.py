import unittest

import support  # noqa: F401
from driver.output import Stream


class StreamTest(unittest.TestCase):
    def test_what_fits_is_whole(self):
        stream = Stream(8)
        stream.add(b"1234")
        stream.add(b"5678")
        self.assertEqual(stream.text(), "12345678")

    def test_the_middle_is_left_out_and_counted(self):
        stream = Stream(8)
        for n in range(100):
            stream.add(b"%02d" % n)
        self.assertEqual(stream.text(), "000102\n[... 192 bytes left out; the code did run ...]\n99")

    def test_a_character_across_two_pieces_is_one(self):
        stream = Stream(8)
        for byte in "売".encode():
            stream.add(bytes([byte]))
        self.assertEqual(stream.text(), "売")

    def test_a_note_stands_on_its_own_line_and_is_never_cut(self):
        stream = Stream(4)
        stream.add(b"x" * 100)
        stream.note("The end")
        self.assertTrue(stream.text().endswith("x\n[The end]\n"))

    def test_memory_is_bounded(self):
        stream = Stream(1000)
        for _ in range(1000):
            stream.add(b"x" * 10000)
        self.assertLess(len(stream._head) + len(stream._tail), 12000)


if __name__ == "__main__":
    unittest.main()
