"""Zip archives of documents, read with limits and changed member by member.

Members without a change keep every byte of their record, compressed stream included, and their order.
Anything odd is refused: encryption, names that leave the archive, twins, overlapping records, bombs, zip64.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

from msgspec import Struct

from mtfix.errors import SourceError

# A document of a thousand pages unpacks to some 30 MB; a hundred times its packed size is more than text can give,
# but short repetitive parts may, so the ratio counts from one megabyte on.
MAX_MEMBERS = 20_000
MAX_PART = 128 << 20
MAX_TOTAL = 512 << 20
MAX_RATIO = 200
_FREE = 1 << 20

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
# The start of a directory entry for a new member: UTF-8 name, deflated, dated 1980-01-01, sizes still open.
_NEW = (b"PK\x01\x02", 20, 20, 0x800, zipfile.ZIP_DEFLATED, 0, 33, 0, 0, 0)
_DESCRIPTOR = 0x08
_ENCRYPTED = 0x2041


class _Member(Struct, frozen=True):
    name: str
    info: zipfile.ZipInfo
    record: tuple[int, int]  # the local record: header, data and what follows, up to the next one
    central: tuple[int, int]  # its entry in the directory


class Archive:
    """The members of a zip, unpacked on demand. Raises `SourceError` for what cannot be trusted."""

    def __init__(self, data: bytes, path: str = "archive") -> None:
        """Read the directory of `data`; nothing is unpacked yet."""
        self.path = path
        self._data = data
        self._left = MAX_TOTAL
        self._parts: dict[str, bytes] = {}
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error, OSError, EOFError) as error:
            raise SourceError(f"{path}: not a usable zip archive: {_reason(error)}. Save the document again.") from None
        self._members = self._checked(self._zip.infolist())

    @property
    def names(self) -> list[str]:
        """The member names, in the order of the directory."""
        return list(self._members)

    def __getitem__(self, name: str) -> bytes:
        """The unpacked bytes of a member."""
        if name not in self._parts:
            self._parts[name] = self._unpacked(self._members[name].info)
        return self._parts[name]

    def __contains__(self, name: object) -> bool:
        return name in self._members

    def get(self, name: str, default: bytes) -> bytes:
        """The unpacked bytes of a member, or `default`."""
        return self[name] if name in self._members else default

    def replaced(self, parts: Mapping[str, bytes]) -> bytes:
        """The archive with other content in some members; new names are added at the end."""
        changed = {name: data for name, data in parts.items() if name not in self or data != self[name]}
        if not changed:
            return self._data
        out, entries = bytearray(), {}
        in_place = sorted(self._members.values(), key=lambda member: member.record)
        out += self._data[: in_place[0].record[0]] if in_place else b""
        for member in in_place:
            entry = bytearray(self._data[slice(*member.central)])
            struct.pack_into("<I", entry, 42, len(out))
            if member.name in changed:
                _pack(out, entry, changed[member.name], member.info.compress_type)
            else:
                out += self._data[slice(*member.record)]
            entries[member.name] = bytes(entry)
        added = [name for name in changed if name not in entries]
        for name in added:
            entry = bytearray(_CENTRAL.pack(*_NEW, len(name.encode()), 0, 0, 0, 0, 0, 0) + name.encode())
            _pack(out, entry, changed[name], zipfile.ZIP_DEFLATED)
            entries[name] = bytes(entry)
        start = len(out)
        out += b"".join(entries[name] for name in (*self._members, *added))
        out += _END.pack(
            b"PK\x05\x06", 0, 0, len(entries), len(entries), len(out) - start, start, len(self._zip.comment)
        )
        return bytes(out + self._zip.comment)

    def same_members(self, other: Archive, changed: set[str]) -> bool:
        """Whether `other` has the same members in the same order, and the same packed bytes but for `changed`."""
        if [name for name in other.names if name in self] != self.names or set(other.names) - set(self.names) - changed:
            return False
        return all(
            self._data[slice(*member.record)] == other._data[slice(*other._members[name].record)]
            for name, member in self._members.items()
            if name not in changed
        )

    def _checked(self, infos: list[zipfile.ZipInfo]) -> dict[str, _Member]:
        if len(infos) > MAX_MEMBERS:
            raise self._refused(f"{len(infos)} members, more than {MAX_MEMBERS}")
        places = self._directory(len(infos))
        starts = sorted(info.header_offset for info in infos)
        following = dict(zip(starts, [*starts[1:], self._zip.start_dir], strict=True))
        members: dict[str, _Member] = {}
        for info, central in zip(infos, places, strict=True):
            name = info.orig_filename
            self._check_name(name, members)
            if info.flag_bits & _ENCRYPTED:
                raise self._refused(f"member {name!r} is encrypted")
            if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise self._refused(f"member {name!r} is packed by an unknown method")
            record = (info.header_offset, following[info.header_offset])
            self._check_record(info, record)
            members[name] = _Member(name, info, record, central)
        return members

    def _check_name(self, name: str, seen: Mapping[str, _Member]) -> None:
        steps = name.split("/")
        if not name or "\\" in name or "\0" in name or ".." in steps or name.startswith("/") or ":" in steps[0]:
            raise self._refused(f"member name {name!r} leads out of the archive")
        if name in seen:
            raise self._refused(f"two members are called {name!r}")

    def _check_record(self, info: zipfile.ZipInfo, record: tuple[int, int]) -> None:
        start, end = record
        local = self._data[start : start + _LOCAL.size]
        if len(local) < _LOCAL.size or local[:4] != b"PK\x03\x04":
            raise self._refused(f"member {info.orig_filename!r} has no record")
        fields = _LOCAL.unpack(local)
        name = self._data[start + _LOCAL.size : start + _LOCAL.size + fields[9]]
        if name != info.orig_filename.encode("utf-8" if info.flag_bits & 0x800 else "cp437"):
            raise self._refused(f"member {info.orig_filename!r} has another name in its record")
        if start + _LOCAL.size + fields[9] + fields[10] + info.compress_size > end:
            raise self._refused(f"member {info.orig_filename!r} overlaps another")

    def _directory(self, count: int) -> list[tuple[int, int]]:
        """The place of each entry of the directory."""
        at, places = self._zip.start_dir, []
        for _ in range(count):
            entry = self._data[at : at + _CENTRAL.size]
            if len(entry) < _CENTRAL.size or entry[:4] != b"PK\x01\x02":
                raise self._refused("its directory is damaged")
            fields = _CENTRAL.unpack(entry)
            if 0xFFFFFFFF in (fields[8], fields[9], fields[16]):
                raise self._refused("it uses zip64")
            size = _CENTRAL.size + sum(fields[10:13])
            places.append((at, at + size))
            at += size
        if at > len(self._data) - _END.size - len(self._zip.comment):
            raise self._refused("its directory is damaged")
        return places

    def _unpacked(self, info: zipfile.ZipInfo) -> bytes:
        name, size = info.orig_filename, info.file_size
        if size > MAX_PART or (size > _FREE and size > MAX_RATIO * info.compress_size):
            raise self._refused(f"member {name!r} would unpack to {size:,} bytes from {info.compress_size:,}")
        self._left -= size
        if self._left < 0:
            raise self._refused(f"it would unpack to more than {MAX_TOTAL:,} bytes")
        try:
            return self._zip.read(info)
        except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, ValueError) as error:
            raise self._refused(f"member {name!r} is damaged: {_reason(error)}") from None

    def _refused(self, what: str) -> SourceError:
        return SourceError(f"{self.path}: {what}. Save the document again with a word processor.")


def _pack(out: bytearray, entry: bytearray, data: bytes, method: int) -> None:
    """Append the record of a member with new `data` to `out`, and write its sizes into its directory `entry`."""
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    packed = packer.compress(data) + packer.flush() if method == zipfile.ZIP_DEFLATED else data
    fields = list(_CENTRAL.unpack_from(entry))
    fields[3] &= ~_DESCRIPTOR
    fields[7:10] = zlib.crc32(data), len(packed), len(data)
    fields[16] = len(out)
    _CENTRAL.pack_into(entry, 0, *fields)
    name = entry[_CENTRAL.size : _CENTRAL.size + fields[10]]
    out += _LOCAL.pack(b"PK\x03\x04", *fields[2:10], len(name), 0) + name + packed


def _reason(error: Exception) -> str:
    return str(error).rstrip(".") or type(error).__name__
