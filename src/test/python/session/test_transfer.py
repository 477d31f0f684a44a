"""Bytes in and out of the folder, and never out of it otherwise."""
import hashlib
import http.server
import os
import threading

from session.harness import SessionTest

PIXEL = bytes.fromhex("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000a49444154789c63000100000500010d0a2db4"
                      "0000000049454e44ae426082")


class TransferTest(SessionTest):
    def served(self, content, length=None):
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(200 if self.path == "/there" else 403)
                self.send_header("Content-Length", str(len(content) if length is None else length))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_):
                pass

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{server.server_address[1]}"

    def test_a_file_is_fetched_whole(self):
        answer = self.call("fetch", self.served(PIXEL) + "/there", "new/folder/画像.png", len(PIXEL))
        self.assertEqual(answer, {"bytes": len(PIXEL), "sha256": hashlib.sha256(PIXEL).hexdigest()})
        self.assertEqual((self.root / "new/folder/画像.png").read_bytes(), PIXEL)

    def test_a_fetch_that_fails_changes_nothing_and_never_says_the_link(self):
        self.write("a.txt", b"old")
        for url, size in ((self.served(PIXEL) + "/there", 5), (self.served(PIXEL) + "/there", 900),
                          (self.served(PIXEL, 900) + "/there", 900), (self.served(PIXEL) + "/secret", 67),
                          ("http://127.0.0.1:9/secret", 67)):
            error = self.call("fetch", url, "a.txt", size)["error"]
            self.assertNotIn("secret", error)
            self.assertEqual((self.root / "a.txt").read_bytes(), b"old")
        self.assertIn("error", self.call("fetch", self.served(PIXEL) + "/there", "../a.txt", len(PIXEL)))

    def test_slices_put_together_are_the_file(self):
        content = os.urandom(100_000)
        self.write("big.bin", content)
        got = b""
        for offset in range(0, len(content), 30_000):
            answer = self.call("slice_out", "big.bin", offset, 30_000)
            piece = (self.root / answer["slice"]).read_bytes()
            self.assertEqual(answer["sha256"], hashlib.sha256(piece).hexdigest())
            self.assertEqual((answer["size"], answer["bytes"]), (len(content), len(piece)))
            got += piece
        self.assertEqual(got, content)

    def test_a_slice_beyond_the_end_is_empty(self):
        self.write("a", b"abc")
        self.assertEqual(self.call("slice_out", "a", 5, 10)["bytes"], 0)

    def test_parts_become_one_file_and_are_gone(self):
        self.call("prepare", [".plotline/part-1", ".plotline/part-2"])
        self.write(".plotline/part-1", PIXEL[:30])
        self.write(".plotline/part-2", PIXEL[30:])
        answer = self.call("join", [".plotline/part-1", ".plotline/part-2"], "new/folder/it's \"1\"\n画像.png")
        self.assertEqual(answer, {"bytes": len(PIXEL), "sha256": hashlib.sha256(PIXEL).hexdigest()})
        self.assertEqual((self.root / "new/folder/it's \"1\"\n画像.png").read_bytes(), PIXEL)
        self.assertEqual([name for name in os.listdir(".plotline") if name.startswith("part")], [])

    def test_a_missing_part_changes_nothing(self):
        self.write(".plotline/part-1", b"new")
        self.write("a.txt", b"old")
        self.assertIn("error", self.call("join", [".plotline/part-1", ".plotline/part-2"], "a.txt"))
        self.assertEqual((self.root / "a.txt").read_bytes(), b"old")
        self.assertTrue((self.root / ".plotline/part-1").exists())

    def test_parts_lie_in_our_folder_only(self):
        self.write("mine.txt", b"x")
        for part in ("mine.txt", ".plotline/../mine.txt", ".plotline/a/b", "/etc/passwd"):
            self.assertIn("error", self.call("join", [part], "a.txt"), part)
        self.assertTrue((self.root / "mine.txt").exists())

    def test_a_link_is_replaced_by_the_file_and_its_target_stays(self):
        outside = self.root.parent / (self.root.name + "-outside")
        outside.write_bytes(b"secret")
        self.addCleanup(outside.unlink)
        os.symlink(outside, "a.txt")
        self.write(".plotline/part", b"new")
        self.assertEqual(self.call("join", [".plotline/part"], "a.txt")["bytes"], 3)
        self.assertEqual(outside.read_bytes(), b"secret")
        self.assertFalse(os.path.islink("a.txt"))

    def test_links_are_not_read_through(self):
        os.symlink("/etc/passwd", "link")
        os.symlink("/etc", "folder")
        os.mkfifo("pipe")
        for path in ("link", "folder/passwd", "pipe", "/etc/passwd", "../x", "a//b", "", "./a"):
            self.assertIn("error", self.call("slice_out", path, 0, 10), path)

    def test_prepare_makes_folders_and_clears_the_way(self):
        os.symlink("/tmp/elsewhere", "a.txt")
        os.symlink("/tmp", "out")
        answer = self.call("prepare", ["x/y/z.txt", "a.txt", "out/b.txt", "../c.txt", "plain.txt"])
        self.assertTrue((self.root / "x/y").is_dir())
        self.assertFalse(os.path.lexists("a.txt"))
        self.assertEqual([one["path"] for one in answer["refused"]], ["out/b.txt", "../c.txt"])

    def test_prepare_keeps_files_that_are_there(self):
        self.write("kept.txt", "x")
        self.assertEqual(self.call("prepare", ["kept.txt", "kept.txt/under.txt"])["refused"][0]["path"],
                         "kept.txt/under.txt")
        self.assertEqual((self.root / "kept.txt").read_text(), "x")
