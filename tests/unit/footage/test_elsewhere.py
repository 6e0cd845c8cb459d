"""A file of calls made elsewhere is read strictly: a line for everything that is wrong with it."""

import json
from pathlib import Path

import pytest

from groundplan.errors import InputError, PathError
from groundplan.footage.calls import CallElsewhere, Judgement
from groundplan.footage.elsewhere.lines import read_calls_file
from groundplan.footage.elsewhere.parsing import parse_calls
from groundplan.world.canonical import digest

SHOTS = {"1": "s1", "SH010": "s1", "2": "s2"}

GOOD = """id,backend,shot,prompt,cost,currency,accepted,accepted_by,cause,started_at,metrics
a1,web,1,"two
lines",0.4,USD,false,person,"too dark, soft",2026-10-30T14:00:00+02:00,"{""layout/1"": 0.5}"
a2,web,SH010,,,,true,person,,,
"""


def shot_of(name: str) -> str:
    if name not in SHOTS:
        raise PathError(f"there is no shot {name!r}", "did you mean SH010?")
    return SHOTS[name]


def parsed(text: str, *, as_csv: bool = True) -> tuple[tuple[CallElsewhere, ...], tuple[str, ...]]:
    return parse_calls(text.encode(), as_csv=as_csv, shot_of=shot_of)


def wrong(line: str, *, header: str = "id,backend,shot,cost,currency,accepted,accepted_by") -> str:
    calls, problems = parsed(f"{header}\n{line}\n")
    assert not calls
    (one,) = problems
    assert "\n" not in one
    return one


def test_csv_is_read_with_all_that_it_tells() -> None:
    (one, two), problems = parsed(GOOD)
    assert not problems
    assert (one.line, two.line) == (2, 4)
    assert (one.call.shot, one.call.backend, one.call.cost_estimate) == ("s1", "web", 0.4)
    assert one.call.prompt_hash == digest(["two\nlines", ""])
    assert one.started_at == "2026-10-30T12:00:00.000+00:00"
    assert one.judgement == Judgement(
        protocol="", verdict="", metrics={"layout/1": 0.5}, accepted=False,
        cause="too dark, soft", accepted_by="person",
    )  # fmt: skip
    assert (two.call.cost_estimate, two.call.prompt_hash, two.cost_actual) == (None, "", None)
    assert two.judgement is not None
    assert two.judgement.accepted


def test_json_lines_tell_the_same_as_csv() -> None:
    lines = [
        {"id": "a1", "backend": "web", "shot": "1", "cost": 0.4, "currency": "USD",
         "seed": 3, "steps": None, "accepted": True, "accepted_by": "person",
         "metrics": {"layout/1": None}},
        {"request_id": "r-2", "backend": "web", "shot": "2", "state": "failed", "error": "busy"},
    ]  # fmt: skip
    text = "\n\n".join(json.dumps(line) for line in lines)
    (one, two), problems = parsed(text, as_csv=False)
    assert not problems
    assert (one.call.seed, one.line, two.line) == (3, 1, 3)
    assert one.judgement is not None
    assert one.judgement.metrics == {"layout/1": None}
    assert (two.call.shot, two.state, two.request_id, two.error) == ("s2", "failed", "r-2", "busy")


def test_a_call_keeps_its_name_and_shows_when_something_else_is_told_of_it() -> None:
    head = "id,backend,shot,seed"
    (one,), _ = parsed(f"{head}\na,web,1,3\n")
    (same,), _ = parsed("seed,shot,backend,id\n3,1,web,a\n")
    (other,), _ = parsed(f"{head}\na,web,1,4\n")
    assert (one.call.key, one.call.call_hash) == (same.call.key, same.call.call_hash)
    assert one.call.key == other.call.key
    assert one.call.call_hash != other.call.call_hash


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (",web,1", "line 2: it has neither id nor request_id"),
        ("a,,1", "line 2: it has no backend"),
        ("a,web,9", "line 2: there is no shot '9'"),
        ("a,web,1,0.4", "line 2: cost and currency go together"),
        ("a,web,1,-1,USD", "line 2: its cost can't be read"),
        ("a,web,1,nan,USD", "line 2: its cost can't be read"),
        ("a,web,1,1,usd", "line 2: its currency is not one; write three capital letters"),
        ("a,web,1,,,maybe,me", "line 2: its accepted can't be read"),
        ("a,web,1,,,true", "line 2: it does not say who decided"),
        ("a,web,1,,,,me", "line 2: it says something of the clip and not accepted"),
        ("a b,web,1", "line 2: its id is not one"),
        ("a,we\x1b[31mb,1", "line 2: its backend holds control characters"),
        ("a,web,1,,,,,,,", "line 2: it has 10 cells, the header 7"),
        ('a,"web,1', "line 2: it is no CSV"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(line: str, says: str) -> None:
    assert wrong(line).startswith(says)


@pytest.mark.parametrize(
    ("header", "line", "says"),
    [
        ("id,backend,shot,started_at", "a,web,1,2026-10-30", "'2026-10-30' is no time with a zone"),
        ("id,backend,shot,started_at", "a,web,1,0001-01-01T00:00+09:00", "is out of range"),
        ("id,backend,shot,clip", "a,web,1,../../x.mp4", "its clip is not one; write its path"),
        ("id,backend,shot,world_hash", "a,web,1,zz", "its world_hash is not one; write a sha256"),
        ("id,backend,shot,state", "a,web,1,flying", "its state can't be read"),
        ("id,backend,shot,metrics", "a,web,1,{", "its metrics are no JSON"),
        ("id,backend,shot,seed", "a,web,1,99999999999999999999", "its seed can't be read"),
        (
            "id,backend,shot,state,accepted,accepted_by",
            "a,web,1,failed,true,me",
            "it is failed and judged",
        ),
    ],
)
def test_what_cannot_be_kept_is_refused(header: str, line: str, says: str) -> None:
    assert says in wrong(line, header=header)


def test_every_wrong_line_is_said_and_a_repeated_id_as_well() -> None:
    calls, problems = parsed("id,backend,shot\na,web,1\nb,web,9\nb,,1\na,web,2\n")
    assert len(calls) == 1
    assert [line.partition(":")[0] for line in problems] == ["line 3", "line 4", "line 5"]
    assert "it repeats line 2" in problems[2]
    _, problems = parsed("id,backend,shot\n" + "a,web,9\n" * 1000)
    assert len(problems) == 20


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[1]", "it is no JSON object"),
        ("{", "it is no JSON"),
        ('{"id": "a", "backend": "w", "shot": "1", "colour\\u001b": 1}', "there is no column"),
        ('{"id": "a", "backend": "w", "shot": 1}', "its shot can't be read"),
        ("[" * 100_000, "it is longer than 64 KiB"),
        ("[" * 60_000, "it is no JSON"),
    ],
)
def test_json_that_is_not_ours_is_said_so(text: str, says: str) -> None:
    calls, problems = parsed(text, as_csv=False)
    assert not calls
    assert says in problems[0]
    assert "\x1b" not in problems[0]


def test_a_file_without_our_columns_or_in_other_letters_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="the first line names 'name'"):
        parsed("name,shot\n")
    with pytest.raises(InputError, match="a column twice"):
        parsed("id,id\n")
    with pytest.raises(InputError, match="line 2 is not UTF-8"):
        parse_calls(b"id,backend,shot\n\xff,a,1\n", as_csv=True, shot_of=shot_of)
    assert parsed("") == ((), ())
    with pytest.raises(InputError, match=r"neither \.csv nor \.jsonl"):
        read_calls_file(tmp_path / "calls.xlsx")
    with pytest.raises(InputError, match="there is no file"):
        read_calls_file(tmp_path / "calls.csv")


def test_a_large_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "calls.CSV"
    with path.open("wb") as file:
        file.truncate(40 << 20)
    with pytest.raises(InputError, match="larger than 32 MiB"):
        read_calls_file(path)


def test_a_byte_order_mark_and_windows_line_ends_are_read() -> None:
    text = "\ufeffid,backend,shot\r\na,web,1\r\n,,\r\nb,web,2\r\n"
    calls, problems = parsed(text)
    assert not problems
    assert [(call.line, call.call.shot) for call in calls] == [(2, "s1"), (4, "s2")]
