import pytest
from hypothesis import given
from hypothesis import strategies as st

from lomi_pos.till.errors import LomiTrouble
from lomi_pos.till.showable import check_showable, is_loopback

OURS = "0b0f8bbc-6a43-4a6c-8a4b-2f8f6f2f6a01"
OTHER = "0b0f8bbc-6a43-4a6c-8a4b-2f8f6f2f6a02"
LIVE = "https://api.lomi.africa"
LOCAL = "http://127.0.0.1:8420"


def is_shown(url: str | None, base_url: str = LIVE) -> bool:
    try:
        return check_showable(url, base_url=base_url, our_id=OURS) == url
    except LomiTrouble as trouble:
        assert trouble.message.code == "url_refused"  # noqa: PT017  what is refused is refused in these words
        return False


@pytest.mark.parametrize(
    "url",
    [
        f"https://checkout.lomi.africa/{OURS}",
        f"https://checkout.lomi.africa/{OURS.upper()}",
        f"https://sandbox.checkout.lomi.africa/pay/{OURS}?lang=fr#top",
        f"https://checkout.lomi.africa:443/{OURS}",
        "https://pay.wave.com/c/cos-1a2b3c?a=5000&c=XOF",
        "https://checkout.lomi.africa/pay/short-code",
        f"https://checkout.lomi.africa/{OTHER}/{OURS}",
    ],
)
def test_lomis_own_pages_are_shown(url):
    assert is_shown(url)


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        " ",
        f"http://checkout.lomi.africa/{OURS}",
        f"HTTPS://checkout.lomi.africa/{OURS}",
        f"https://CHECKOUT.lomi.africa/{OURS}",
        f"//checkout.lomi.africa/{OURS}",
        f"javascript:alert(1)//checkout.lomi.africa/{OURS}",
        "data:text/html,hello",
        f"ftp://checkout.lomi.africa/{OURS}",
        f"https://checkout.lomi.africa.evil.example/{OURS}",
        f"https://evil.example/checkout.lomi.africa/{OURS}",
        f"https://evilcheckout.lomi.africa/{OURS}",
        f"https://x.checkout.lomi.africa/{OURS}",
        f"https://lomi.africa/{OURS}",
        f"https://checkout.lomi.africa./{OURS}",
        f"https://checkout.lomi.africa:8443/{OURS}",
        f"https://checkout.lomi.africa:/{OURS}",
        f"https://checkout.lomi.africa:0443/{OURS}",
        f"https://user@checkout.lomi.africa/{OURS}",
        f"https://checkout.lomi.africa@evil.example/{OURS}",
        f"https://checkout.lomi.africa:443@evil.example/{OURS}",
        f"https://checkout.lomi.africa\\@evil.example/{OURS}",
        f"https://evil.example\\.checkout.lomi.africa/{OURS}",
        f"https:\\\\checkout.lomi.africa/{OURS}",
        f"https:///checkout.lomi.africa/{OURS}",
        f"https:checkout.lomi.africa/{OURS}",
        f"https://checkоut.lomi.africa/{OURS}",  # a Cyrillic o
        f"https://checkout.lomi。africa/{OURS}",
        f"https://checkout.lomi.africa%2eevil.example/{OURS}",
        f" https://checkout.lomi.africa/{OURS}",
        f"https://checkout.lomi.africa/{OURS}\n",
        f"https://checkout.lomi.africa/ {OURS}",
        f"https://checkout.lomi.africa/é/{OURS}",
        f"https://checkout.lomi.africa/{OTHER}",
        f"https://checkout.lomi.africa/{OTHER.upper()}",
        f"https://127.0.0.1/{OURS}",
        f"http://localhost/{OURS}",
        f"https://checkout.lomi.africa/{OURS}?{'a' * 2000}",
    ],
)
def test_nothing_else_is_ever_shown(url):
    assert not is_shown(url)


@pytest.mark.parametrize(
    ("url", "base_url"),
    [
        (f"http://127.0.0.1:8420/checkout/{OURS}", LOCAL),
        (f"http://127.0.0.1:9000/checkout/{OURS}", LOCAL),
        (f"http://localhost:8420/checkout/{OURS}", "http://localhost:8420"),
        (f"http://[::1]:8420/checkout/{OURS}", "http://[::1]:8420"),
        (f"https://checkout.lomi.africa/{OURS}", LOCAL),
    ],
)
def test_the_simulators_pages_are_shown_when_we_talk_to_it(url, base_url):
    assert is_shown(url, base_url)


@pytest.mark.parametrize(
    ("url", "base_url"),
    [
        (f"http://127.0.0.2:8420/{OURS}", LOCAL),
        (f"http://localhost:8420/{OURS}", LOCAL),
        (f"http://192.168.1.2/{OURS}", LOCAL),
        (f"http://127.0.0.1:8420/{OTHER}", LOCAL),
        (f"http://127.0.0.1@evil.example/{OURS}", LOCAL),
        (f"http://192.168.1.2/{OURS}", "http://192.168.1.2"),
    ],
)
def test_no_other_machine_is_shown_even_then(url, base_url):
    assert not is_shown(url, base_url)


@given(st.text(max_size=80))
def test_any_text_is_shown_or_refused(tail):
    is_shown(f"https://checkout.lomi.africa{tail}")
    is_shown(tail)
    is_shown(f"http://{tail}", LOCAL)


@given(st.text(alphabet="abz019.-:/@\\#?%[]", max_size=40))
def test_what_is_shown_has_exactly_lomis_host(tail):
    url = f"https://checkout.lomi.africa{tail}"
    if is_shown(url):
        assert tail == "" or tail[0] in "/?#" or tail.startswith(":443")


@pytest.mark.parametrize("host", ["127.0.0.1", "127.9.9.9", "::1", "localhost"])
def test_this_machine_is_loopback(host):
    assert is_loopback(host)


@pytest.mark.parametrize(
    "host", [None, "", "lomi.africa", "10.0.0.1", "localhost.evil.example", "127.0.0.1.evil.example"]
)
def test_any_other_is_not(host):
    assert not is_loopback(host)
