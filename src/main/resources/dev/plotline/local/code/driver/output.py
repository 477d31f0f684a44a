"""What a call printed: the beginning and the end are kept, the middle is counted."""


class Stream:
    """Keeps `limit` bytes of one stream: three quarters of its head, one quarter of its tail."""

    def __init__(self, limit):
        self._head_limit = limit * 3 // 4
        self._tail_limit = limit - self._head_limit
        self._head = bytearray()
        self._tail = bytearray()
        self._total = 0
        self._notes = []

    def add(self, data):
        self._total += len(data)
        room = self._head_limit - len(self._head)
        if room > 0:
            self._head += data[:room]
            data = data[room:]
        if data:
            self._tail += data
            if len(self._tail) > 2 * self._tail_limit:
                del self._tail[:-self._tail_limit]

    def note(self, sentence):
        """Adds a sentence of ours; it is never cut."""
        self._notes.append(sentence)

    def text(self):
        tail = bytes(self._tail[-self._tail_limit:])
        dropped = self._total - len(self._head) - len(tail)
        if dropped:
            text = "%s\n[... %d bytes left out; the code did run ...]\n%s" % (
                decode(self._head), dropped, decode(tail))
        else:
            text = decode(bytes(self._head) + tail)
        for sentence in self._notes:
            if text and not text.endswith("\n"):
                text += "\n"
            text += "[" + sentence + "]\n"
        return text


def decode(data):
    return bytes(data).decode("utf-8", "replace")
