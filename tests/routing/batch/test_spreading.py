"""Chunks over executors: each answered once, whatever becomes of the workers; answers are those of the serial run."""

import os
import signal
import warnings
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor

import pytest
from oracles.toys import Toy

from routing import Shipment, solve_many
from routing.batch import many, spreading, workers
from routing.batch.spreading import MOST_TRIES, pool_of_processes


def toy():
    net = Toy(A="JP", B="JP", C="RU", D="RU").link("a", "A", "B", km=100).link("b", "B", "C", km=200)
    return net.link("c", "C", "D", km=300).area("R", "a", "b", "c", usd=5).build()


GIVEN = [(here, there) for here in "ABCD" for there in "ABCD" if here != there]


class Crew(Executor):
    """An executor in this process whose workers end as a script says: one entry a call, None = they answer."""

    def __init__(self, script=(), sends_networks=True):
        self.script, self.calls, self.networks = iter(script), [], 0

    def submit(self, function, /, *args, **more):
        self.calls.append(args)
        self.networks += args[1:] != (None,) if args else 0
        future, fate = Future(), next(self.script, None)
        if fate is not None:
            future.set_exception(fate)
        else:
            future.set_result(function(*args))
        return future


@pytest.fixture
def serial():
    return solve_many(toy(), GIVEN, progress=False).to_csv()


def test_threads_and_any_executor_answer_as_this_process_does(serial):
    with ThreadPoolExecutor(2) as pool:
        assert solve_many(toy(), GIVEN, executor=pool, chunk=2, progress=False).to_csv() == serial
    assert solve_many(toy(), GIVEN, executor=Crew, chunk=5, progress=False).to_csv() == serial
    assert not workers._held  # nothing stays in this process


def test_a_network_travels_to_a_worker_once(serial, monkeypatch):
    crew = Crew()
    crew._max_workers = 1
    monkeypatch.setattr(spreading, "hold", lambda name, network: network)  # as in another process: it is not there
    monkeypatch.setattr(spreading, "let_go", lambda names: None)
    assert solve_many(toy(), GIVEN, executor=crew, chunk=2, progress=False).to_csv() == serial
    assert crew.networks == 1 and crew.calls[-1][1] is None
    workers.let_go({toy().content_hash})


def test_what_a_lost_worker_was_at_is_asked_again(serial):
    for fate in (BrokenExecutor(), MemoryError(), RuntimeError("lost node")):
        crew = Crew([None, fate, None, fate, fate])
        assert solve_many(toy(), GIVEN, executor=crew, chunk=2, progress=False).to_csv() == serial


def test_the_one_question_that_ends_workers_is_found_and_the_others_are_answered():
    class Picky(Crew):
        def submit(self, function, /, *args, **more):
            if ("B", "D") in args[0].ends:
                return Crew([BrokenExecutor("ended")]).submit(function, *args)
            return super().submit(function, *args)

    found = solve_many(toy(), GIVEN, executor=Picky(), chunk=5, progress=False)
    assert [(row["origin"], row["destination"]) for row in found.failures] == [("B", "D")]
    assert f"ended, {MOST_TRIES} times" in found.failures[0]["error"]
    assert found.counts() == {"optimal": 11, "error": 1}


def test_an_error_of_the_machine_is_not_kept(tmp_path):
    file, given = tmp_path / "answers.db", [("A", "B")]
    found = solve_many(toy(), given, executor=Crew([MemoryError()] * MOST_TRIES), store=file, progress=False)
    assert found[0]["status"] == "error" and "MemoryError" in found[0]["error"]
    assert solve_many(toy(), given, store=file, progress=False)[0]["status"] == "optimal"


def test_no_memory_in_this_process_halves_the_chunk(monkeypatch):
    before = workers.VERBS["solve"]

    def narrow(network, rules, ends, criteria):
        if len(ends) > 2 or ("A", "B") in ends:
            raise MemoryError
        return before(network, rules, ends, criteria)

    monkeypatch.setattr(workers, "VERBS", {"solve": narrow})
    found = solve_many(toy(), GIVEN, progress=False)
    assert [row["destination"] for row in found.failures] == ["B"] and "MemoryError" in found[0]["error"]


def test_processes_are_taken_from_as_many_questions_on_as_they_help(serial, monkeypatch):
    made = []
    monkeypatch.setattr(many, "pool_of_processes", lambda: made.append(Crew()) or made[-1])
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    assert solve_many(toy(), GIVEN, progress=False).to_csv() == serial and not made
    monkeypatch.setitem(many.PROCESSES_FROM, "solve", len(GIVEN))
    assert solve_many(toy(), GIVEN, progress=False).to_csv() == serial and len(made) == 1


def test_where_no_process_starts_all_is_asked_here(serial):
    class Dead(ProcessPoolExecutor):
        def submit(self, function, /, *args, **more):
            raise BrokenExecutor("cannot start")

    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        assert solve_many(toy(), GIVEN, executor=lambda: Dead(1), progress=False).to_csv() == serial
    assert "__main__" in str(told[0].message)


@pytest.mark.long
def test_processes_answer_as_this_process_does_also_after_one_was_killed(serial, tmp_path):
    pools = []

    def pool():
        pools.append(pool_of_processes(2))
        return pools[-1]

    killed = []

    def kill(words):
        if not killed:
            killed.extend(pools[-1]._processes)
            os.kill(killed[0], signal.SIGKILL)

    found = solve_many(toy(), GIVEN, executor=pool, chunk=1, store=tmp_path / "a.db", progress=kill)
    assert found.to_csv() == serial and len(pools) >= 2
    given = ProcessPoolExecutor(1, mp_context=pool_of_processes(1)._mp_context)
    assert solve_many(toy(), [Shipment("A", "D")], executor=given, progress=False)[0]["status"] == "optimal"
    given.shutdown()
