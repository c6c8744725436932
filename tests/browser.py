"""Debian's Chromium, driven by selenium, for the tests of pages; and where pictures of them are put."""

from __future__ import annotations

import base64
import os
import shutil
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ARTEFACTS = Path(__file__).parent / "artefacts"
FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync --force-color-profile=srgb"
)
_CACHE = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
_AXE = (f"{_CACHE}/claimgraph-checkers/node_modules", "/usr/local/lib/node_modules", "/usr/lib/node_modules")


@contextmanager
def browser(profile: Path) -> Iterator[Any]:
    """Give a browser; skip the test where there is none."""
    webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")
    chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if not chromium or not driver:
        pytest.skip("no browser: apt-get install chromium chromium-driver")
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for flag in (*FLAGS.split(), f"--user-data-dir={profile}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    service = webdriver.ChromeService(executable_path=driver)
    found = webdriver.Chrome(options=options, service=service)
    found.set_page_load_timeout(120)
    found.set_script_timeout(120)
    try:
        yield found
    finally:
        found.quit()


def show(driver: Any, path: Path, *, width: int = 1440, height: int = 900, dark: bool = False) -> None:
    """Open a page in a window of some width, in the light or in the dark."""
    metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    features = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": features})
    driver.execute_script("window.isBefore = true")
    driver.get(path.resolve().as_uri())
    # On a busy machine the driver may take the page before for the one that it waits for.
    arrived = "return document.readyState === 'complete' && !window.isBefore"
    until = time.monotonic() + 60
    while not driver.execute_script(arrived):
        assert time.monotonic() < until, f"{path} was not loaded in a minute"
        time.sleep(0.05)


def picture(driver: Any, name: str, *, most: int = 6000) -> Path:
    """Take a picture of a page from its top down, in a window as high as the page."""
    ARTEFACTS.mkdir(exist_ok=True)
    width = driver.execute_script("return innerWidth")
    for _ in range(3):  # what was not laid out yet makes the page higher, or lower
        height = driver.execute_script("return document.documentElement.scrollHeight")
        metrics = {"width": width, "height": min(height, most), "deviceScaleFactor": 1, "mobile": False}
        driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    taken = driver.execute_cdp_cmd("Page.captureScreenshot", {})
    path = ARTEFACTS / f"{name}.png"
    path.write_bytes(base64.b64decode(taken["data"]))
    return path


def printed(driver: Any, name: str) -> Path:
    """Print a page."""
    ARTEFACTS.mkdir(exist_ok=True)
    options = {"printBackground": True, "paperWidth": 8.27, "paperHeight": 11.69}
    path = ARTEFACTS / f"{name}.pdf"
    path.write_bytes(base64.b64decode(driver.execute_cdp_cmd("Page.printToPDF", options)["data"]))
    return path


def axe() -> str:
    """Give the code of axe-core; skip the test where it is not installed."""
    for folder in _AXE:
        path = Path(folder).expanduser() / "axe-core" / "axe.min.js"
        if path.is_file():
            return path.read_text(encoding="utf-8")
    pytest.skip("axe-core is not installed: npm install --prefix ~/.cache/claimgraph-checkers axe-core")
