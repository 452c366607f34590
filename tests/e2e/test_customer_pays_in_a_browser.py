"""The practice sale as a customer lives it: the address of the QR in a real browser, and Pay pressed there."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.support import expected_conditions as page_shows
from selenium.webdriver.support.wait import WebDriverWait

from tests.e2e.conftest import LONGEST_S, Terminal

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="NEEDS Debian's chromium and chromium-driver"),
]


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[webdriver.Chrome]:
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM or ""
    for flag in (
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--window-size=390,844",
        f"--user-data-dir={tmp_path / 'browser'}",
    ):
        options.add_argument(flag)
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(executable_path=DRIVER))
    yield driver
    driver.quit()


@pytest.mark.filterwarnings("ignore::ResourceWarning")  # selenium's own sockets
def test_pressing_pay_on_the_hosted_page_ends_the_sale(bare_terminal: Terminal, browser: webdriver.Chrome):
    with bare_terminal.start("charge", "5000", "--practice", "--json") as charge:
        opened = charge.until("open")
        browser.get(opened["url"])
        assert "5" in browser.find_element("tag name", "body").text
        browser.find_element("id", "pay").click()
        paid = charge.until("paid")
        assert charge.end() == 0
    assert (paid["sale"], paid["received"]) == ("P-001", 5000)


@pytest.mark.filterwarnings("ignore::ResourceWarning")  # selenium's own sockets
def test_a_coupon_typed_on_the_hosted_page_is_a_discount_and_nothing_missing(
    bare_terminal: Terminal, browser: webdriver.Chrome
):
    page = WebDriverWait(browser, LONGEST_S)
    with bare_terminal.start("charge", "5000", "--coupon", "--practice", "--json") as charge:
        browser.get(charge.until("open")["url"])
        browser.find_element("id", "coupon").send_keys("rien")
        browser.find_element("id", "use-coupon").click()
        page.until(page_shows.visibility_of_element_located(("css selector", "[role=alert]")))
        assert "5" in browser.find_element("id", "amount").text
        browser.find_element("id", "coupon").send_keys("akwaba500\n")
        page.until(page_shows.text_to_be_present_in_element(("id", "coupon-used"), "AKWABA500"))
        assert "4\u202f500" in browser.find_element("id", "pay").text
        browser.find_element("id", "pay").click()
        paid = charge.until("paid")
        assert charge.end() == 0
    assert (paid["amount"], paid["received"], paid["discount"]) == (5000, 4500, 500)
