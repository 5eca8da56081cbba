"""What a page must never do: write an error to the console, break its content security policy, ask another host."""

from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page, Request, Response

POLICY = """
document.addEventListener("securitypolicyviolation", event =>
  console.error(`content security policy: ${event.violatedDirective} blocked ${event.blockedURI}`));
"""
GRAVE = ("serious", "critical")


class Watch:
    """Listens to a page; `troubles` holds one sentence for each thing that went wrong."""

    def __init__(self, page: Page) -> None:
        self.troubles: list[str] = []
        page.add_init_script(POLICY)
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.troubles.append(f"script: {error}"))
        page.on("request", self._request)
        page.on("response", self._response)

    def _console(self, message: ConsoleMessage) -> None:
        if (
            message.type == "error" and "Failed to load resource" not in message.text
        ):  # told by _response, with its address
            self.troubles.append(f"console: {message.text}")

    def _request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in ("http", "https") and address.hostname != "127.0.0.1":
            self.troubles.append(f"asks another host: {request.url}")

    def _response(self, response: Response) -> None:
        if response.status >= 400:
            self.troubles.append(f"{response.status} for {urlsplit(response.url).path}")


TWINS = """() => {
  const named = e => [...e.attributes].filter(a => /^(class|style|open|disabled|hidden|aria-|data-|fill)/.test(a.name));
  const shape = e => e.tagName + named(e).map(a => `${a.name}=${a.value}`).join() + `(${[...e.children].map(shape).join()})`;
  const seen = new Set();
  for (const e of document.querySelectorAll("main :is(tr, li, details, article, g)")) {
    if (e.parentElement.closest("[data-twin]")) continue;
    const kind = shape(e.parentElement.cloneNode(false)) + shape(e);
    seen.has(kind) ? e.setAttribute("data-twin", "") : seen.add(kind);
  }
  return document.querySelector("[data-twin]") !== null;
}"""
"""Marks each row, item or group that is built and styled exactly like an earlier one under the same kind of parent."""


def settled(page: Page) -> None:
    """Waits until a page whose figures are being counted has opened whole."""
    page.locator("meta[http-equiv=refresh]").wait_for(state="detached")
    page.wait_for_load_state()


def grave_barriers(page: Page, *, only: Sequence[str] = (), but: Sequence[str] = ()) -> list[str]:
    """Serious and critical findings of axe on the page as it stands, one line for each rule with its first place.

    ``only`` names the rules to look at, where the others have been looked at already (of rows that differ by their
    words alone the first is looked at: it has the colours of all); ``but`` those to leave out.
    """
    options: dict[str, object] = {"resultTypes": ["violations"]}  # no selectors for what is well: twice as fast
    context: dict[str, object] | None = None
    if only:
        options["runOnly"] = {"type": "rule", "values": list(only)}
        context = {"exclude": [["[data-twin]"]]} if page.evaluate(TWINS) else None
    if but:
        options["rules"] = {rule: {"enabled": False} for rule in but}
    found = Axe().run(page, context=context, options=options).response["violations"]
    return [
        f"{rule['id']} ({rule['impact']}, {len(rule['nodes'])}×): {rule['help']}; {rule['nodes'][0]['html'][:120]}"
        for rule in found
        if rule["impact"] in GRAVE
    ]


def too_wide(page: Page) -> str:
    """The element that makes the page scroll sideways, an empty string when none does."""
    return str(
        page.evaluate("""() => {
            const page = document.documentElement, room = page.clientWidth;
            if (page.scrollWidth <= room) return "";
            const wide = [...document.querySelectorAll("body *")].filter(e => e.checkVisibility() && e.getBoundingClientRect().right > room + 1);
            return `${page.scrollWidth} px on ${room}: ` + wide.slice(0, 3).map(e => e.outerHTML.slice(0, 100)).join(" | ");
        }""")
    )


def keep_picture(page: Page, folder: Path, name: Sequence[str]) -> Path:
    """A picture of what the window shows, as `folder/a-b-c.png`."""
    path = folder / ("-".join(part.strip("/").replace("/", "_") or "home" for part in name) + ".png")
    page.screenshot(path=path)
    return path


def small_targets(page: Page) -> list[str]:
    """What can be pressed and is less than 44 px high, once for each kind; links inside a sentence are left out."""
    return list(
        page.evaluate("""() => {
            const kinds = new Map();
            for (const e of document.querySelectorAll("a[href], button, summary, select, textarea, input:not([type=hidden])")) {
                if (!e.checkVisibility() || e.closest(".sr-only, .skip, .norm-line, .note, .prose")) continue;
                const area = e.matches("[type=search]") ? e.closest(".quick, .sieve-q") ?? e : e.matches("[type=checkbox], [type=radio]") ? e.closest("label") ?? e : e;
                const height = Math.round(area.getBoundingClientRect().height);
                if (height && height < 44) kinds.set(`${e.tagName} ${e.className.baseVal ?? e.className} in ${e.parentElement.className || e.parentElement.tagName}`, height);
            }
            return [...kinds].map(([kind, height]) => `${height} px: ${kind}`);
        }""")
    )
