import pytest

from lomi_pos.cli import main as cli


@pytest.fixture
def served(monkeypatch):
    """What the sandbox would be served with; nothing listens."""
    calls: list[dict[str, object]] = []

    def serve(*_: object, **named: object) -> int:
        calls.append(named)
        return 0

    monkeypatch.setattr("lomi_pos.sandbox.server.serve_forever", serve)
    return calls


def test_key_and_memory_are_handed_on(served, tmp_path):
    key = "lomi_sk_test_0123456789abcdef"
    assert cli.main(["sandbox", "--key", key, "--state-file", str(tmp_path / "lomi.json")]) == 0
    assert served == [{"key": key, "state_file": tmp_path / "lomi.json"}]


@pytest.mark.parametrize("key", ["secret", "lomi_pk_test_0123456789abcdef"])
def test_a_key_that_no_till_would_take_is_refused(served, capsys, key):
    assert cli.main(["--lang", "en", "sandbox", "--key", key]) == 2
    assert served == []
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize(
    "wrong",
    [("--port", "99999"), ("--port", "-1"), ("--rate-limit", "0"), ("--pay-after", "-1"), ("--pay-after", "nan")],
    ids=" ".join,
)
def test_a_figure_that_cannot_be_is_refused_in_one_line(capsys, wrong):
    assert cli.main(["sandbox", *wrong]) == 2
    assert capsys.readouterr().err.count("\n") == 1
