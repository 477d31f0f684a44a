import ctypes
import mmap
import os
import resource
import signal
import socket
import struct
import sys
import tempfile
import unittest

import support
from driver import landlock, processes, seccomp
from driver.config import Config


@unittest.skipUnless(sys.platform.startswith("linux"), "Linux only")
class ConfineTest(unittest.TestCase):
    def test_the_filter_refuses_what_it_lists_and_lets_the_rest_be(self):
        def work():
            seccomp.confine_all("own")
            seccomp.confine_child(os.getppid(), ())
            libc = ctypes.CDLL(None, use_errno=True)
            return [libc.unshare(0x10000000), ctypes.get_errno(), os.getpid() > 0]
        self.assertEqual(support.in_child(work), "[-1, 1, True]")

    def test_memory_is_shared_by_files_only(self):
        def mapped(*arguments, **flags):
            try:
                return len(mmap.mmap(*arguments, **flags))
            except PermissionError:
                return "refused"
        def work():
            seccomp.confine_all("own")
            with tempfile.TemporaryFile() as file:
                file.truncate(4096)
                return [mapped(-1, 4096), mapped(-1, 4096, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS),
                        mapped(file.fileno(), 4096), mapped(file.fileno(), 4096, flags=mmap.MAP_PRIVATE)]
        self.assertEqual(support.in_child(work), "['refused', 4096, 4096, 4096]")

    def test_sockets_by_network(self):
        def kinds(mode):
            def works(make):
                try:
                    make()
                    return True
                except OSError:
                    return False
            def work():
                seccomp.confine_all(mode)
                return [works(lambda: socket.socket(socket.AF_INET)), works(lambda: socket.socket(socket.AF_UNIX)),
                        works(socket.socketpair), works(lambda: socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)),
                        works(lambda: socket.socket(16, socket.SOCK_RAW))]
            return support.in_child(work)
        self.assertEqual(kinds("own"), "[True, True, True, True, False]")
        self.assertEqual(kinds("inet"), "[True, False, True, False, False]")
        self.assertEqual(kinds("none"), "[False, False, True, False, False]")

    def test_the_supervisor_cannot_be_signalled(self):
        me = os.getpid()

        def work():
            seccomp.confine_child(me, (os.getpgrp(),))
            for aim in (lambda: os.kill(me, 0), lambda: os.kill(-1, 0), lambda: os.killpg(os.getpgrp(), 0)):
                try:
                    aim()
                    return "reached"
                except PermissionError:
                    pass
            os.kill(os.getpid(), signal.SIGCONT)
            return "refused"
        self.assertEqual(support.in_child(work), "refused")

    def test_every_jump_stays_inside_the_program(self):
        tuned = seccomp._tuning([0, 7], 1, 2)
        children = [seccomp._child(7, (7, 9)) + more for more in (tuned, tuned + seccomp._beside_others())]
        for rules in [seccomp._common(mode) for mode in ("own", "inet", "none")] + children:
            for at, (code, true, false, _) in enumerate(rules):
                self.assertLess(max(true, false), 256)
                self.assertLessEqual(at + 1 + max(true, false), len(rules), (at, code))
                struct.pack("HBBI", code, true, false, _)

    @unittest.skipUnless(landlock.abi() >= landlock.NEEDED, "no Landlock")
    def test_landlock_leaves_the_work_folder_and_the_system(self):
        with tempfile.TemporaryDirectory() as work, tempfile.TemporaryDirectory() as other:
            def child():
                landlock.confine_child(Config(work, work, "landlock"))
                open(work + "/x", "w").close()
                os.listdir("/usr")
                open(other + "/x", "w")
            self.assertIn("PermissionError", support.in_child(child))
            self.assertEqual((os.listdir(work), os.listdir(other)), (["x"], []))

    def test_an_older_landlock_is_refused(self):
        def child():
            landlock.abi = lambda: landlock.NEEDED - 1
            landlock.confine_child(Config("/tmp", "/tmp", "landlock"))
        self.assertEqual(support.in_child(child), "OSError: Landlock ABI 5 is too old, 6 is needed")

    def test_a_mark_is_inherited_and_not_left(self):
        marks = processes.Marks()
        mine, other = marks.another(), marks.another()

        def work():
            resource.setrlimit(resource.RLIMIT_RTTIME, (mine, mine))
            adopted, closed = os.pipe()
            if os.fork() == 0:
                os.setsid()
                if os.fork() == 0:
                    os.write(closed, b"%d" % os.getpid())
                    signal.pause()
                os._exit(0)
            os.wait()
            pid = int(os.read(adopted, 20))
            found = processes.Process(pid, [b"S", b"1"] + [b"0"] * 30)
            try:
                before = marks.is_of(found, mine), marks.is_of(found, other)
                resource.prlimit(pid, resource.RLIMIT_RTTIME, (5, 5))
                return before + (marks.is_of(found, mine), marks.is_of(found, other))
            finally:
                os.kill(pid, signal.SIGKILL)
        self.assertEqual(support.in_child(work), "(True, False, True, True)")

    def test_orphans_stay_in_the_tree_and_are_ended(self):
        def work():
            processes.adopt_orphans()
            if os.fork() == 0:
                os.setsid()
                if os.fork() == 0:
                    signal.pause()
                os._exit(0)
            os.wait()
            before = len(processes.descendants())
            processes.end_all()
            return [before, len(processes.descendants())]
        self.assertEqual(support.in_child(work), "[1, 0]")


if __name__ == "__main__":
    unittest.main()
