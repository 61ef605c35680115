"""The explorer in a real browser, beside plain pyvis, Cytoscape.js and sigma.js pages of the same graph.

    python benchmarks/explorer.py [--entities 2000 20000] [--rounds 5] [--only ours …]

Every page is opened in turn, round after round, in a Chromium of its own; medians are printed. `ready` is the time
from the start of the navigation to the first picture drawn, for ours with a search answered as well. `pan` is frames a
second while a mouse drags all entities about; ours is set to the panorama for it. pyvis comes twice: as it is, with
physics, and `fixed`, at the places of our panorama. The other pages have these places, straight lines and no labels,
and none of them has search, evidence or filters. `write` is the time to make the page, in a process of its own, without
opening the graph. Packages of npm are fetched once into the cache folder. Needs Chromium with its driver, and npm.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.metadata import version
from pathlib import Path
from typing import Any

from nation import alone

CACHE = Path(os.environ.get("JBGRAPH_BENCH_CACHE") or Path.home() / ".cache" / "jbgraph-bench")
PACKAGES = ("cytoscape@3.34.4", "sigma@3.0.3", "graphology@0.26.0")
STATIC = Path(__file__).parents[1] / "jbgraph" / "explorer" / "static"
LIMIT = 40.0  # seconds to wait for a page
PAN = 2.0  # seconds
SIZE = (1280, 800)
FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-first-run", "--hide-scrollbars",
    "--enable-unsafe-swiftshader", "--host-resolver-rules=MAP * ~NOTFOUND",
)  # fmt: skip
# Before any script of the page: note when our page says that it is ready, and type into its search box at once.
WATCH = """
window.bench = {};
new MutationObserver((_, observer) => {
  if (document.documentElement?.dataset.ready !== 'true') return;
  observer.disconnect();
  requestAnimationFrame(() => setTimeout(() => {
    bench.drawn = performance.now();
    const query = document.querySelector('#query');
    query.value = 'port';
    query.dispatchEvent(new Event('input', { bubbles: true }));
    const wait = () => {
      if (!document.querySelector('#hits [role=option]')) return setTimeout(wait, 1);
      bench.ready = performance.now();
    };
    wait();
  }));
}).observe(document, { attributes: true, subtree: true, attributeFilter: ['data-ready'] });
"""
READY = "requestAnimationFrame(() => setTimeout(() => { bench.ready ??= performance.now(); }))"
PEERS = {
    "cytoscape": (
        ("cytoscape/dist/cytoscape.min.js",),
        """const elements = [
          ...data.x.map((x, i) => ({ data: { id: String(i) }, position: { x, y: data.y[i] } })),
          ...data.from.map((from, i) => ({ data: { id: `e${i}`, source: String(from), target: String(data.to[i]) } })),
        ];
        const cy = cytoscape({
          container: document.getElementById('box'), elements, layout: { name: 'preset' }, autoungrabify: true,
          style: [{ selector: 'node', style: { width: 12, height: 12 } },
                  { selector: 'edge', style: { width: 1, 'curve-style': 'haystack' } }],
        });
        cy.one('render', () => READY);""",
    ),
    "sigma": (
        ("graphology/dist/graphology.umd.min.js", "sigma/dist/sigma.min.js"),
        """const graph = new graphology.MultiDirectedGraph();
        data.x.forEach((x, i) => graph.addNode(i, { x, y: -data.y[i], size: 2 }));
        data.from.forEach((from, i) => graph.addEdge(from, data.to[i]));
        new Sigma(graph, document.getElementById('box'));
        READY; // the first picture is drawn at once""",
    ),
}
WRITE = """
import sys, time
import jbgraph
graph = jbgraph.load(sys.argv[1])
graph.ask('ASK { ?s ?p ?o }')
start = time.perf_counter()
graph.explore(sys.argv[2], lang='en')
print(time.perf_counter() - start)
"""
PYVIS = """
import json, sys, time
data = json.loads(open(sys.argv[1], encoding='utf-8').read())
fixed = sys.argv[3] == 'pyvis fixed'
start = time.perf_counter()
from pyvis.network import Network
page = Network(height='100vh', cdn_resources='in_line')
for i, (x, y) in enumerate(zip(data['x'], data['y'])):
    page.add_node(i, label=' ', **({'x': x, 'y': y, 'physics': False} if fixed else {}))
for one, other in zip(data['from'], data['to']):
    page.add_edge(one, other)
if fixed:
    page.set_options('{"physics": {"enabled": false}, "edges": {"smooth": false}, "interaction": {"dragNodes": false}}')
text = page.generate_html()
ready = sys.argv[4] if fixed else f"network.once('stabilizationIterationsDone', () => {sys.argv[4]})"
text = text.replace('</body>', f"<script>{ready}</script></body>")
open(sys.argv[2], 'w', encoding='utf-8').write(text)
print(time.perf_counter() - start)
"""
COUNT = """
bench.frames = 0; bench.counting = true;
const tick = () => { bench.frames += 1; if (bench.counting) requestAnimationFrame(tick); };
requestAnimationFrame(tick);
"""
Json = dict[str, Any]


class Tab:
    """One Chromium without a window."""

    def __init__(self, driver: Any) -> None:
        self.driver = driver

    def run(self, script: str) -> Any:
        """Run a script in the page."""
        return self.driver.execute_script(script)

    def until(self, condition: str, seconds: float = LIMIT) -> bool:
        """Wait until an expression is true; say whether it came to be."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.run(f"return Boolean({condition})"):
                return True
            time.sleep(0.02)
        return False

    def mouse(self, kind: str, x: float, y: float) -> None:
        """Send an event of the mouse as the hardware would."""
        down = 0 if kind == "mouseReleased" else 1
        event = {"type": kind, "x": x, "y": y, "button": "left", "buttons": down, "clickCount": 1}
        self.driver.execute_cdp_cmd("Input.dispatchMouseEvent", event)


@contextmanager
def browser() -> Iterator[Tab]:
    """Start a browser and end it."""
    from selenium import webdriver
    from selenium.webdriver.chrome.options import Options
    from selenium.webdriver.chrome.service import Service

    options = Options()
    options.binary_location = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    for flag in (*FLAGS, f"--window-size={SIZE[0]},{SIZE[1]}"):
        options.add_argument(flag)
    service = Service(shutil.which("chromedriver"), popen_kw={"start_new_session": True})
    driver = webdriver.Chrome(options=options, service=service)
    driver.command_executor.client_config.timeout = LIMIT + 5
    driver.set_page_load_timeout(LIMIT)
    driver.set_script_timeout(LIMIT)
    try:
        yield Tab(driver)
    finally:
        with suppress(ProcessLookupError):  # a page that never ends a script would not let the driver quit either
            os.killpg(service.process.pid, signal.SIGKILL)


def pan(tab: Tab) -> float:
    """Drag the picture round in a circle and return the frames a second."""
    x, y, radius = SIZE[0] * 0.45, SIZE[1] * 0.5, 120
    tab.mouse("mousePressed", x + radius, y)
    tab.run(COUNT)
    start = time.monotonic()
    turn = 0.0
    while time.monotonic() - start < PAN:
        turn += 0.12
        tab.mouse("mouseMoved", x + radius * math.cos(turn), y + radius * math.sin(turn))
    frames = tab.run("bench.counting = false; return bench.frames")
    took = time.monotonic() - start
    tab.mouse("mouseReleased", x, y)
    return float(frames / took)


def measure(page: Path, ours: bool) -> Json:
    """Open a page and return what it took, in seconds, and its frames a second."""
    from selenium.common.exceptions import WebDriverException
    from urllib3.exceptions import HTTPError

    with browser() as tab:
        tab.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": WATCH})
        found: Json = {}
        try:
            tab.driver.get(page.resolve().as_uri())
            if not tab.until("window.bench && bench.ready"):
                return {"ready": math.inf}
            found["ready"] = tab.run("return bench.ready") / 1000
            if ours:
                found["drawn"] = tab.run("return bench.drawn") / 1000
                found["search"] = found["ready"] - found["drawn"]
                tab.run("document.querySelector('#query').value = ''; document.activeElement.blur()")
                found["expand"] = expand(tab)
                tab.run("document.querySelector('#panorama').click()")
                tab.until("document.querySelector('#panorama').getAttribute('aria-pressed') === 'true'")
                time.sleep(1)
            else:
                time.sleep(0.5)
            found["pan"] = pan(tab)
            found["heap"] = tab.run("return performance.memory.usedJSHeapSize") / 2**20
        except (WebDriverException, HTTPError):
            return {"ready": math.inf}
        return found


def expand(tab: Tab) -> float:
    """Return the seconds that a person waits for the neighbours of a thing: from Enter to the frame that shows them."""
    tab.run("document.querySelector('#canvas').focus()")
    return tab.driver.execute_async_script(
        """
        const done = arguments[0];
        const canvas = document.querySelector('#canvas');
        const key = (name) => canvas.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true }));
        key('ArrowDown');
        requestAnimationFrame(() => setTimeout(() => {
          const start = performance.now();
          key('Enter');
          requestAnimationFrame(() => setTimeout(() => done((performance.now() - start) / 1000)));
        }, 50));
        """
    )


def fetched() -> Path:
    """Return the folder of the npm packages, which are fetched if they are not there."""
    if not all((CACHE / "node_modules" / name.rpartition("@")[0]).is_dir() for name in PACKAGES):
        CACHE.mkdir(parents=True, exist_ok=True)
        command = ["npm", "install", "--silent", "--no-save", "--ignore-scripts", "--prefix", str(CACHE), *PACKAGES]
        subprocess.run(command, check=True)
    return CACHE / "node_modules"


def plain(page: Path) -> Json:
    """Return what the other pages draw: the places and the lines of our page."""
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page.read_text("utf-8"), re.DOTALL)
    assert found
    data = json.loads(found[1])
    return {"x": data["nodes"]["x"], "y": data["nodes"]["y"], "from": data["edges"]["from"], "to": data["edges"]["to"]}


def peer(name: str, data: Json, page: Path) -> float:
    """Write the page of another library in one file, and return the seconds it took."""
    files, program = PEERS[name]
    start = time.perf_counter()
    scripts = "".join(f"<script>{(fetched() / file).read_text('utf-8')}</script>" for file in files)
    page.write_text(
        "<!doctype html><meta charset=utf-8><style>html,body,#box{margin:0;width:100%;height:100%}</style>"
        f"<div id=box></div>{scripts}<script>const data = {json.dumps(data, separators=(',', ':'))};"
        f"{program.replace('READY', READY)}</script>",
        "utf-8",
    )
    return time.perf_counter() - start


def timed(script: str, *args: str, limit: float | None = LIMIT) -> float:
    """Run a script that prints seconds, in a process of its own; return them, or infinity after the limit."""
    try:
        ran = subprocess.run(
            [sys.executable, "-c", script, *args], check=True, capture_output=True, text=True, timeout=limit
        )
    except subprocess.TimeoutExpired:
        return math.inf
    return float(ran.stdout)


def compare(count: int, rounds: int, only: list[str], folder: Path) -> None:
    """Measure the pages of a district of so many entities in turn and print the medians."""
    graph = folder / f"{count}.nq"
    graph.write_text(alone(count), "utf-8")
    ours = folder / f"{count}-ours.html"
    first = timed(WRITE, str(graph), str(ours), limit=None)  # also builds the store, and keeps what is asked of it
    data = plain(ours)
    drawn = folder / f"{count}.json"
    drawn.write_text(json.dumps(data), "utf-8")
    rows: dict[str, list[Json]] = {name: [] for name in ("ours", "pyvis", "pyvis fixed", *PEERS) if name in only}
    for _ in range(rounds):
        for name, found in rows.items():
            page = folder / f"{count}-{name.replace(' ', '-')}.html"
            if found and math.inf in (found[-1].get("ready"), found[-1].get("write")):
                continue  # it would not end the next time either
            if name == "ours":
                took = timed(WRITE, str(graph), str(page))
            elif name in PEERS:
                took = peer(name, data, page)
            else:
                took = timed(PYVIS, str(drawn), str(page), name, READY)
            told = measure(page, name == "ours") if took < math.inf else {"ready": math.inf}
            found.append({"write": took, "size": page.stat().st_size / 1e6 if page.exists() else math.nan, **told})
    print(f"\n{len(data['x'])} entities, {len(data['from'])} relations; our first page took {first:.2f} s to write")
    heads = ("write", "size", "ready", "pan", "heap", "drawn", "search", "expand")
    print(f"  {'':12}" + "".join(f"{head:>9}" for head in heads) + "   (s, MB, s, frames/s, MiB, s, s, s)")
    for name, found in rows.items():
        print(f"  {name:12}" + "".join(f"{middle(found, head):>9}" for head in heads))
    base = statistics.median(one["ready"] for one in rows["ours"]) if "ours" in rows else math.nan
    for name, found in list(rows.items())[1:] if "ours" in rows else ():
        ready = statistics.median(one["ready"] for one in found)
        sign, ready = (">", LIMIT) if ready == math.inf else ("", ready)
        print(f"  {name + ' / ours, ready':32} {sign}{ready / base:.1f}")


def middle(found: list[Json], head: str) -> str:
    """Return the median of a figure over the rounds, for a table."""
    values = [one[head] for one in found if head in one]
    if not values:
        return "–"
    value = statistics.median(values)
    if math.isnan(value):
        return "–"
    if value == math.inf:
        return f"> {LIMIT:.0f}"
    return f"{value:.0f}" if head in ("pan", "heap") else f"{value:.2f}"


def main() -> None:
    """Measure and print, with the versions."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--entities", type=int, nargs="+", default=[2000, 20000])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", nargs="+", default=["ours", "pyvis", "pyvis fixed", *PEERS])
    chosen = parser.parse_args()
    fetched()
    with tempfile.TemporaryDirectory() as folder:
        for count in chosen.entities:
            compare(count, chosen.rounds, chosen.only, Path(folder))
    with browser() as tab:
        chromium = tab.driver.capabilities["browserVersion"]
    vendored = re.search(r"vis-network\.min\.js.*?\| ([\d.]+) \|", (STATIC / "vendor" / "README.md").read_text("utf-8"))
    versions = {name: version(name) for name in ("jbgraph", "pyvis", "pyoxigraph")}
    versions |= dict(name.split("@") for name in PACKAGES) | {"chromium": chromium}
    versions |= {"vis-network": vendored[1] if vendored else "?", "python": platform.python_version()}
    print(json.dumps({**versions, "cores": os.cpu_count(), "load": round(os.getloadavg()[0], 1)}))


if __name__ == "__main__":
    main()
