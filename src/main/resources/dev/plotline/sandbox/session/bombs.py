"""Refuses archives that would unpack to more than a session can hold, before anything is unpacked."""
import zipfile

from _plotline import place

MOST_BYTES = 500 * place.MEBIBYTE
MOST_RATIO = 200
LARGE = 10 * place.MEBIBYTE
MOST_MEMBERS = 20_000
BLOCK = place.MEBIBYTE
ENTITIES = (b"<!DOCTYPE", b"<!ENTITY")


class Bomb(Exception):
    """The message is a sentence for people."""


def check(path, is_document):
    """Raises Bomb. zipfile gives out no more of a member than it declares, so the declared sizes are the real limits;
    members that share their bytes count each."""
    with place.opened(path) as file, zipfile.ZipFile(file) as archive:
        members = archive.infolist()
        total = sum(member.file_size for member in members)
        if total > MOST_BYTES:
            raise Bomb(f"The file would unpack to {total // place.MEBIBYTE:,} MB; more than "
                       f"{MOST_BYTES // place.MEBIBYTE} MB are not opened. Send the part that matters, or a CSV file.")
        if len(members) > MOST_MEMBERS:
            raise Bomb(f"The file has {len(members):,} parts; more than {MOST_MEMBERS:,} are not opened.")
        for member in members:
            if member.file_size > LARGE and member.file_size > MOST_RATIO * max(1, member.compress_size):
                raise Bomb(f"The file is packed {member.file_size // max(1, member.compress_size):,} times, as only "
                           "harmful files are, and was not opened. Save it anew and send it again.")
        if is_document:
            for member in members:
                if member.filename.lower().endswith((".xml", ".rels")) and member.file_size:
                    with archive.open(member) as part:
                        if any(mark in part.read(4096) for mark in ENTITIES):
                            raise Bomb("The file declares XML entities, as only harmful files do, and was not opened.")
