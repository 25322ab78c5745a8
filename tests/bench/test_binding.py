"""What is said of two processes beside one: what kept them from sending more."""

from bench.binding import told


def _found(places: float, machine: float, bot: float = 0.5) -> dict[str, float]:
    return {
        "places": places,
        "machine": machine,
        "processes": 1,
        "bot": bot,
        "database": 0.25,
        "telegram": 0.125,
    }


def test_full_places_bind_whatever_the_processors_do() -> None:
    assert "bound by the places: 90% of the places taken" in told(_found(0.9, 2.0), cores=2)


def test_processors_bind_where_there_are_places_left_and_others_are_told_of() -> None:
    said = told(_found(0.3, 1.9), cores=2)
    assert "bound by the processors" in said
    assert "1.02 others" in said


def test_where_neither_is_used_up_something_waits() -> None:
    assert "bound by its own waiting" in told(_found(0.3, 1.0), cores=2)


def test_a_process_computes_on_one_processor_at_a_time() -> None:
    assert "bound by one processor a process" in told(_found(0.3, 1.0, bot=0.9), cores=2)
