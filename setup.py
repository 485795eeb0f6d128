"""The build's one option: ``ONRECORD_WITHOUT_ARTICLE=1`` leaves the article, whose rights are its publisher's, out."""

import json
import os
import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py
from setuptools.command.sdist import sdist

WITHOUT = os.environ.get("ONRECORD_WITHOUT_ARTICLE") == "1"


class Sdist(sdist):
    """A source distribution holds the data as they are, so it cannot be made without the article."""

    def run(self) -> None:
        """Refuses, or makes it."""
        if WITHOUT:
            raise SystemExit("ONRECORD_WITHOUT_ARTICLE=1 makes a wheel alone: python -m build --wheel")
        super().run()


class BuildPy(build_py):
    """Builds the packages, and takes the article and all that quotes it out again where that is asked for."""

    def run(self) -> None:
        """Builds the data folders anew, then removes."""
        # The build folder stays from one build to the next: what is gone from the checkout, or was taken out of another
        # build, would be found there.
        for folder in ("_corpus", "_annotations"):
            shutil.rmtree(Path(self.build_lib) / "onrecord" / folder, ignore_errors=True)
        super().run()
        if not WITHOUT or self.editable_mode:
            return
        data = Path(self.build_lib) / "onrecord"
        for path in sorted(data.glob("_*/**/*article*"), reverse=True):
            if path.is_file():
                path.unlink()
        for path in sorted(data.glob("_annotations/inline/article/*")):
            path.unlink()
        # The guidelines take their examples from the article.
        (data / "_annotations" / "GUIDELINES.md").unlink(missing_ok=True)
        manifest = data / "_annotations" / "MANIFEST.json"
        listed = json.loads(manifest.read_text(encoding="utf-8"))
        kept = {name: digest for name, digest in listed.items() if "article" not in name}
        manifest.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


setup(cmdclass={"build_py": BuildPy, "sdist": Sdist})
