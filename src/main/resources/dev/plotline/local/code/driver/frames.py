"""Messages between host, supervisor and kernels: four bytes of length, then JSON in ASCII.

ASCII only, so that no control byte of user code ever crosses as it is.
"""

import json
import os
import struct

LIMIT = 256 << 20


def encode(message):
    body = json.dumps(message, separators=(",", ":")).encode("ascii")
    return struct.pack(">I", len(body)) + body


def write(fd, message):
    view = memoryview(encode(message))
    while view:
        view = view[os.write(fd, view):]


class Reader:
    """Takes bytes as they come, gives whole messages; ValueError for what is no message."""

    def __init__(self, limit=LIMIT):
        self._buffer = bytearray()
        self._limit = limit

    def feed(self, data):
        self._buffer += data
        messages = []
        while len(self._buffer) >= 4:
            (length,) = struct.unpack_from(">I", self._buffer)
            if length > self._limit:
                raise ValueError("a message of %d bytes" % length)
            if len(self._buffer) < 4 + length:
                break
            message = json.loads(bytes(self._buffer[4:4 + length]))
            if not isinstance(message, dict):
                raise ValueError("a message that is no object")
            del self._buffer[:4 + length]
            messages.append(message)
        return messages
