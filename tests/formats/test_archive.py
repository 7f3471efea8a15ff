"""Zip archives: what is not to be trusted is refused, what is not changed keeps its bytes."""

import struct
import time
import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtfix.errors import SourceError
from mtfix.text import archive
from mtfix.text.archive import Archive


def packed(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED, prefix: bytes = b"") -> bytes:
    target = BytesIO(prefix)
    target.seek(len(prefix))
    with zipfile.ZipFile(target, "w", method) as out:
        for name, content in members:
            out.writestr(zipfile.ZipInfo(name, (2020, 1, 2, 3, 4, 6)), content, method)
    return target.getvalue()


def streamed(*members: tuple[str, bytes]) -> bytes:
    """A zip whose sizes stand behind the data, as writers make that cannot go back."""

    class Pipe(BytesIO):
        def seekable(self) -> bool:
            return False

        def seek(self, *args: object) -> int:
            raise OSError

        def tell(self) -> int:
            raise OSError

    target = Pipe()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in members:
            out.writestr(name, content)
    return target.getvalue()


@pytest.mark.parametrize("make", [packed, streamed, lambda *members: packed(*members, method=zipfile.ZIP_STORED)])
def test_a_change_touches_one_member(make: object) -> None:
    assert callable(make)
    source = make(("mimetype", b"x"), ("a", b"aaa" * 50), ("b", b"bbb" * 50), ("c/d", b""))
    old = Archive(source)
    result = old.replaced({"a": b"new", "z": b"added"})
    with zipfile.ZipFile(BytesIO(result)) as check:
        assert check.testzip() is None
        assert {name: check.read(name) for name in check.namelist()} == {
            "mimetype": b"x", "a": b"new", "b": b"bbb" * 50, "c/d": b"", "z": b"added"
        }  # fmt: skip
    assert old.same_members(Archive(result), {"a", "z"})
    assert not old.same_members(Archive(result), {"z"})
    assert Archive(result).names == ["mimetype", "a", "b", "c/d", "z"]
    assert old.replaced({"a": old["a"]}) == source


def test_what_stands_before_the_archive_is_kept() -> None:
    source = packed(("a", b"x"), prefix=b"#!self-extracting\n")
    assert Archive(Archive(source).replaced({"a": b"y"}))["a"] == b"y"


def test_twins_are_refused() -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        source = packed(("a", b"1"), ("a", b"2"))
    with pytest.raises(SourceError, match="two members are called 'a'"):
        Archive(source)


@pytest.mark.parametrize("name", ["../a", "a/../../b", "/a", "C:/a", "a\\b", "..", "a/.."])
def test_names_that_lead_out_are_refused(name: str) -> None:
    with pytest.raises(SourceError, match="leads out of the archive"):
        Archive(packed((name, b"")))


def test_another_name_in_the_record_is_refused() -> None:
    source = packed(("aaaa", b"x")).replace(b"aaaa", b"bbbb", 1)
    with pytest.raises(SourceError, match="another name in its record"):
        Archive(source)


def test_overlapping_members_are_refused() -> None:
    source = bytearray(packed(("a", b"x" * 50), ("b", b"y" * 50)))
    second = source.rindex(b"PK\x01\x02")
    struct.pack_into("<I", source, second + 42, 0)
    with pytest.raises(SourceError):
        Archive(bytes(source))


def test_encrypted_members_are_refused() -> None:
    source = bytearray(packed(("a", b"x")))
    source[source.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(SourceError, match="is encrypted"):
        Archive(bytes(source))


def test_bombs_are_refused_before_they_are_unpacked() -> None:
    source = packed(("a", bytes(50 << 20)))
    before = time.process_time()
    with pytest.raises(SourceError, match="would unpack to 52,428,800 bytes"):
        Archive(source)["a"]
    assert time.process_time() - before < 0.5


def test_a_member_that_lies_about_its_size_is_refused() -> None:
    source = bytearray(packed(("a", bytes(50 << 20))))
    for record, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<I", source, source.index(record) + at, 100)
    with pytest.raises(SourceError, match="is damaged"):
        Archive(bytes(source))["a"]


def test_many_members_and_much_in_all_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_MEMBERS", 5)
    with pytest.raises(SourceError, match="6 members, more than 5"):
        Archive(packed(*((str(number), b"") for number in range(6))))
    monkeypatch.setattr(archive, "MAX_TOTAL", 1000)
    many = Archive(packed(("a", b"x" * 600), ("b", b"y" * 600)))
    assert len(many["a"]) == len(many["a"]) == 600
    with pytest.raises(SourceError, match="more than 1,000 bytes"):
        many["b"]


SAMPLE = packed(("a", b"one" * 9), ("b", b"two" * 9))


@given(st.integers(0, len(SAMPLE)), st.integers(0, 6), st.binary(max_size=6))
def test_damage_is_harmless_or_refused(at: int, length: int, put: bytes) -> None:
    damaged = SAMPLE[:at] + put + SAMPLE[at + length :]
    try:
        members = Archive(damaged)
        contents = [members[name] for name in members.names]
    except SourceError:
        return
    again = Archive(members.replaced(dict.fromkeys(members.names, b"new")))
    assert [again[name] for name in again.names] == [b"new"] * len(contents)
