"""WebKitGTK, the second engine: Safari's own, driven by Debian's WebKitWebDriver under Xvfb.

That build has no RTCPeerConnection, so it also shows that the client stays whole without calls.
"""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service

WINDOW = (1366, 806)
"""The view is 1366 × 768: MiniBrowser's toolbar takes the rest."""
SCREEN = "1400x900x24"
DRIVER = "/usr/bin/WebKitWebDriver"
BROWSERS = "/usr/lib"


@contextmanager
def display() -> Iterator[str]:
    """A screen in memory, on the first free number."""
    reading, writing = os.pipe()
    command = ("Xvfb", "-displayfd", str(writing), "-screen", "0", SCREEN, "-nolisten", "tcp")
    screen = subprocess.Popen(command, pass_fds=(writing,), stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        with os.fdopen(reading) as told:
            yield f":{told.readline().strip()}"
    finally:
        screen.terminate()
        screen.wait()


@contextmanager
def webkit() -> Iterator[webdriver.WebKitGTK]:
    """A browser that takes certificates made on the spot."""
    options = Options()
    options.binary_location = str(next(Path(BROWSERS).glob("*/webkit2gtk-*/MiniBrowser")))
    options.add_argument("--automation")
    options.set_capability("acceptInsecureCerts", True)
    with display() as name:
        # WebKit's sandbox needs user namespaces, which root and most containers lack; the pages
        # are our own.
        room = {**os.environ, "DISPLAY": name, "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1"}
        driver = webdriver.WebKitGTK(options=options, service=Service(DRIVER, env=room))
        try:
            driver.set_window_size(*WINDOW)
            yield driver
        finally:
            driver.quit()
