"""The same waits with a Jupyter kernel, through its own blocking client: `jupyter.py CHART CALLS`.

Ends with status 3 when ipykernel and jupyter_client are not there.
"""

import sys
import time

try:
    import ipykernel
    from jupyter_client import KernelManager
except ImportError:
    sys.exit(3)

SESSIONS = 10
CHARTS = 5
WARM_UP = 200


class Kernel:
    def __init__(self):
        self.manager = KernelManager(kernel_name="python3")
        self.manager.start_kernel()
        self.client = self.manager.blocking_client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=60)

    def run(self, code):
        """Returns when the reply and all output are there."""
        asked = self.client.execute(code)
        while self.client.get_shell_msg(timeout=60)["parent_header"].get("msg_id") != asked:
            pass
        while True:
            message = self.client.get_iopub_msg(timeout=60)
            if (message["parent_header"].get("msg_id") == asked and message["msg_type"] == "status"
                    and message["content"]["execution_state"] == "idle"):
                return

    def stop(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)


def timed(work):
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def cold():
    kernels = []

    def start():
        kernels.append(Kernel())
        kernels[0].run("1 + 1")
    took = timed(start)
    kernels[0].stop()
    return took


def prepared(chart):
    kernel = Kernel()
    time.sleep(3)
    took = timed(lambda: kernel.run(chart))
    kernel.stop()
    return took


def later(calls):
    kernel = Kernel()
    kernel.run("import pandas")
    for _ in range(WARM_UP):
        kernel.run("1 + 1")
    times = [timed(lambda: kernel.run("1 + 1")) for _ in range(calls)]
    kernel.stop()
    return times


def report(what, times):
    times.sort()
    print("  %-45s p10 %8.2f, median %8.2f, p99 %8.2f ms of %d" % (
        what, times[len(times) // 10], times[len(times) // 2], times[int(len(times) * 0.99)], len(times)), flush=True)


def main(chart, calls):
    print("Jupyter kernel (ipykernel %s)" % ipykernel.__version__, flush=True)
    report("start of a session to the result of 1 + 1", [cold() for _ in range(SESSIONS)])
    report("first table and chart after 3 s of idling", [prepared(chart) for _ in range(CHARTS)])
    report("a later 1 + 1", later(calls))


main(sys.argv[1], int(sys.argv[2]))
