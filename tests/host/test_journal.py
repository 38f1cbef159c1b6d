"""The journal process with real pipes and terminals; the test is init."""

import os
import signal
import subprocess
import time
from pathlib import Path

from aurae.observe.logs import LogReader
from aurae.wire import segments
from aurae.wire.messages import STDERR, STDOUT, STREAM, pack
from aurae.wire.segments import BEGIN, END, INDEX, file_name
from tests.support.journal import JournalProcess, count_to, numbers, records, write_all
from tests.support.until import until


def test_both_streams_of_many_workloads_are_written_exactly():
    with JournalProcess(segment_size=100_000) as journal:
        children = []
        for ident in range(1, 6):
            children.append(count_to(50_000, journal.pipe(ident)))
            children.append(count_to(1_000 + ident, journal.pipe(ident, STDERR)))
        journal.wait_drained()
        assert [child.wait() for child in children] == [0] * 10
        for ident in range(1, 6):
            assert journal.content(ident) == numbers(50_000)
            assert journal.content(ident, STDERR) == numbers(1_000 + ident)
            sizes = [path.stat().st_size for path in journal.segments(ident)]
            assert sizes[:-1] == [100_000] * (len(sizes) - 1)


def test_the_index_tells_of_each_splice_and_marks_beginnings_and_the_end():
    with JournalProcess(segment_size=10) as journal:
        before = time.time_ns()
        write_all(journal.pipe(7), b"0123456789" * 2 + b"abc")
        journal.wait_drained()
        assert [record[0] for record in records(journal, 7, 0)] == [10]
        assert [(offset, mark) for offset, _, mark in records(journal, 7, 1)] == [
            (10, BEGIN),
            (10, 0),
        ]
        last = records(journal, 7, 2)
        assert [(offset, mark) for offset, _, mark in last] == [(20, BEGIN), (3, 0), (3, END)]
        assert all(before <= record[1] <= time.time_ns() for record in last)


def test_an_empty_stream_leaves_nothing():
    with JournalProcess() as journal:
        os.close(journal.pipe(7))
        journal.wait_drained()
        assert journal.content(7) == b""
        assert not (journal.log_dir / "7").exists()


def test_files_are_for_the_owner_only():
    with JournalProcess() as journal:
        pipe = journal.pipe(7)
        os.write(pipe, b"x")
        os.close(pipe)
        journal.wait_drained()
        assert (journal.log_dir / "7").stat().st_mode & 0o777 == 0o700
        for path in (journal.log_dir / "7").iterdir():
            assert path.stat().st_mode & 0o777 == 0o600


def test_a_terminal_is_written_through_its_middle_pipe_until_it_hangs_up():
    with JournalProcess(segment_size=5_000) as journal:
        child = count_to(30_000, journal.terminal(7))
        journal.wait_drained()
        assert child.wait() == 0
        assert journal.content(7) == numbers(30_000)


def test_what_a_killed_journal_left_half_done_is_put_right():
    with JournalProcess(segment_size=1_000) as journal:
        write = journal.pipe(7)
        os.write(write, b"first\n")
        until(lambda: len(records(journal, 7, 0)) == 1, "the first splice is indexed")
        journal.kill()
        segment = journal.segments(7)[0]
        with segment.open("ab") as file, segment.with_suffix(".idx").open("ab") as index:
            file.write(b"spliced, but not indexed\n")
            index.write(b"\1\2\3")
        journal.start()
        until(lambda: len(records(journal, 7, 0)) == 2, "the missing record is added")
        write_all(write, b"more\n")
        journal.wait_drained()
        assert [record[0] for record in records(journal, 7, 0)] == [6, 31, 36, 36]
        assert segment.with_suffix(".idx").stat().st_size == 4 * 16


def test_a_journal_killed_while_it_made_a_segment_goes_on_behind_it():
    with JournalProcess(segment_size=10) as journal:
        write = journal.pipe(7)
        os.write(write, b"0123456789")
        until(lambda: records(journal, 7, 0), "the first segment is full")
        journal.kill()
        (journal.log_dir / "7" / file_name(STDOUT, 1, INDEX)).write_bytes(
            segments.pack(10, 1, BEGIN)
        )
        journal.start()
        write_all(write, b"abc\n")
        journal.wait_drained()
        assert journal.content(7) == b"0123456789abc\n"
        batches = list(LogReader(journal.log_dir / "7").read())
        assert [line.data for batch in batches for line in batch.lines] == [b"0123456789abc"]
        assert not any(batch.lost_bytes for batch in batches)


def test_a_stream_goes_on_behind_a_newest_segment_that_retention_took():
    with JournalProcess(segment_size=10) as journal:
        writes = [journal.pipe(7), journal.pipe(8)]
        for write in writes:
            os.write(write, b"0123\n")
        until(lambda: records(journal, 7, 0) and records(journal, 8, 0), "both are indexed")
        journal.kill()
        for ident in (7, 8):
            journal.segments(ident)[0].unlink()
        journal.start()
        os.write(writes[1], b"more\n")
        for write in writes:
            os.close(write)
        journal.wait_drained()
        batches = list(LogReader(journal.log_dir / "7").read())
        assert [(batch.lines, batch.lost_bytes) for batch in batches] == [([], 5)]
        batches = list(LogReader(journal.log_dir / "8").read())
        assert [line.data for batch in batches for line in batch.lines] == [b"more"]
        assert sum(batch.lost_bytes for batch in batches) == 5


def test_a_folder_that_cannot_be_used_holds_up_only_its_own_stream():
    with JournalProcess() as journal:
        (journal.log_dir / "7").write_text("in the way")
        writes = [journal.pipe(7), journal.pipe(8)]
        for write in writes:
            write_all(write, b"line\n")
        until(lambda: journal.is_drained(8), "the other is written")
        assert b"cannot write the log of 7" in journal.stderr.read_bytes()
        (journal.log_dir / "7").unlink()
        journal.wait_drained()
        assert journal.content(7) == journal.content(8) == b"line\n"


def test_a_stream_that_is_complete_is_said_to_be_so_again():
    with JournalProcess() as journal:
        read, write = os.pipe2(os.O_CLOEXEC)
        again = os.dup(read)
        journal.attach(7, STDOUT, [read])
        write_all(write, b"all\n")
        journal.wait_drained()
        journal.kill()
        journal.drained.clear()
        journal.streams[7, STDOUT] = [again]
        journal.start()
        journal.wait_drained()
        assert (7, STDOUT) in journal.drained
        assert [mark for _, _, mark in records(journal, 7, 0)] == [0, END]


def test_messages_that_make_no_sense_are_skipped():
    with JournalProcess() as journal:
        read, write = os.pipe2(os.O_CLOEXEC)
        for data in (b"x", pack(STREAM, 1, 9), pack(STREAM, 1, STDOUT), pack(999, 1), b"\0" * 99):
            journal.control.send(data)
        write_all(journal.pipe(7), b"fine\n")
        journal.wait_drained()
        os.close(read)
        os.close(write)
        assert journal.content(7) == b"fine\n"


def test_idle_segments_hold_no_descriptors_and_go_on_exactly():
    with JournalProcess() as journal:
        writes = [journal.pipe(ident) for ident in range(1, 51)]

        def segments_held() -> int:
            return sum(str(journal.log_dir) in path for path in journal.descriptors())

        for write in writes:
            os.write(write, b"one\n")
        until(lambda: segments_held() == 100, "all segments are open")
        until(lambda: segments_held() == 0, "idle segments are closed")
        for write in writes:
            write_all(write, b"two\n")
        journal.wait_drained()
        assert all(journal.content(ident) == b"one\ntwo\n" for ident in range(1, 51))


def test_more_streams_than_may_be_open_are_written_exactly():
    with JournalProcess(segment_size=50) as journal:
        writes = {ident: journal.pipe(ident) for ident in range(1, 401)}
        for turn in range(5):
            for write in writes.values():
                os.write(write, b"line %d of a stream\n" % turn)
        held = sum(str(journal.log_dir) in path for path in journal.descriptors())
        assert held <= 512
        for write in writes.values():
            os.close(write)
        journal.wait_drained()
        wanted = b"".join(b"line %d of a stream\n" % turn for turn in range(5))
        assert all(journal.content(ident) == wanted for ident in writes)


def test_an_idle_journal_never_wakes():
    with JournalProcess() as journal:
        write = journal.pipe(7)
        os.write(write, b"one\n")
        until(lambda: journal.content(7), "the line is written")
        assert journal.process
        status = Path(f"/proc/{journal.process.pid}/status")

        def switches() -> int:
            lines = status.read_text().splitlines()
            return int(next(line for line in lines if line.startswith("voluntary")).split()[1])

        until(
            lambda: not any(str(journal.log_dir) in path for path in journal.descriptors()),
            "the idle segment is closed",
        )
        before = switches()
        # Longer than any deadline of the loop but retention's; there is nothing else to wait for.
        end = time.monotonic() + 6
        until(lambda: time.monotonic() > end, "six seconds pass")
        assert switches() == before
        os.close(write)


def test_the_journal_goes_when_init_has_gone_and_empties_the_pipes_first():
    with JournalProcess() as journal:
        write = journal.pipe(7)
        assert journal.process
        journal.process.send_signal(signal.SIGSTOP)
        os.write(write, b"x" * 60_000)
        journal.control.close()
        journal.process.send_signal(signal.SIGCONT)
        assert journal.process.wait(60) == 0
        assert len(journal.content(7)) == 60_000
        os.close(write)


def test_a_writer_without_end_does_not_keep_the_journal_from_going():
    with JournalProcess() as journal:
        write = journal.pipe(7)
        child = subprocess.Popen(["yes"], stdout=write)
        os.close(write)
        until(lambda: journal.segments(7), "it writes")
        journal.control.close()
        assert journal.process
        try:
            assert journal.process.wait(60) == 0
        finally:
            child.kill()
            child.wait()


def test_sigterm_and_sigint_are_left_to_init():
    with JournalProcess() as journal:
        write = journal.pipe(7)
        os.write(write, b"one\n")
        until(lambda: journal.content(7), "it runs")
        assert journal.process
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            journal.process.send_signal(number)
        write_all(write, b"two\n")
        journal.wait_drained()
        assert journal.content(7) == b"one\ntwo\n"


def test_a_loud_stream_does_not_hold_up_a_quiet_one():
    with JournalProcess() as journal:
        loud = journal.pipe(1)
        child = subprocess.Popen(["yes"], stdout=loud)
        os.close(loud)
        until(lambda: journal.segments(1), "the loud one writes")
        quiet = journal.pipe(2)
        waits = []
        for number in range(50):
            before = time.monotonic()
            os.write(quiet, b"%d\n" % number)
            wanted = numbers(number + 1)
            until(lambda: journal.content(2) == wanted, "the quiet one is written")  # noqa: B023
            waits.append(time.monotonic() - before)
        child.kill()
        child.wait()
        os.close(quiet)
        print(f"median {sorted(waits)[25] * 1000:.2f} ms, longest {max(waits) * 1000:.2f} ms")
        assert sorted(waits)[25] < 1.0


def test_the_journal_loads_little_and_stays_small():
    with JournalProcess() as journal:
        os.close(journal.pipe(7))
        journal.wait_drained()
        assert journal.process
        status = Path(f"/proc/{journal.process.pid}/status").read_text()
        size = int(
            next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]
        )
        print(f"{size} kB")
        assert size <= 12_288
        maps = Path(f"/proc/{journal.process.pid}/maps").read_text()
        assert "_ctypes" not in maps
