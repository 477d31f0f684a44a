import unittest

import support  # noqa: F401
from driver import frames


class FramesTest(unittest.TestCase):
    def test_messages_are_read_whatever_the_pieces(self):
        data = frames.encode({"a": "売"}) + frames.encode({"b": [1]})
        for size in (1, 3, 7, len(data)):
            reader, found = frames.Reader(), []
            for at in range(0, len(data), size):
                found += reader.feed(data[at:at + size])
            self.assertEqual(found, [{"a": "売"}, {"b": [1]}])

    def test_no_control_byte_crosses_as_it_is(self):
        body = frames.encode({"x": "\x1b[2J\u202e\ud800"})[4:]
        self.assertTrue(all(32 <= byte < 127 for byte in body))

    def test_garbage_is_a_value_error(self):
        for data in (b"\xff\xff\xff\xff", b"\0\0\0\1x", b"\0\0\0\2[]"):
            with self.assertRaises(ValueError):
                frames.Reader().feed(data)


if __name__ == "__main__":
    unittest.main()
