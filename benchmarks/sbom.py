"""What `make sbom` writes: the bill of materials of what `make run` installs, in CycloneDX JSON, without asking any service.

    python -m benchmarks.sbom sbom.json

Licences and what needs what come from the packages that are installed here, digests from requirements.lock; the package of contours, which is never
installed, is there with its digest.
"""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from benchmarks import locked
from benchmarks.locked import ROOT, Pinned, same

INVENTORY = [sys.executable, "-m", "cyclonedx_py", "environment", "--output-reproducible", "--output-format", "JSON"]
APPLICATION = "root-component"  # how cyclonedx-py names what the whole bill is about


def bill(environment: Mapping, packages: Mapping[str, Pinned]) -> dict:
    """The part of an inventory of this environment that a list asks for, with its digests; a package that is not installed is named all the same."""
    installed = {same(one["name"]): one for one in environment["components"]}
    components, references = [], {APPLICATION}
    for name, pinned in packages.items():
        known = installed.get(name)
        if known is None or known["version"] != pinned.version:
            reference = f"{name}=={pinned.version}"
            known = {"bom-ref": reference, "type": "library", "name": name, "version": pinned.version}
        known = {"purl": f"pkg:pypi/{name}@{pinned.version}", **known}  # not said of a package installed from a file of this machine
        digests = [{"type": "distribution", "url": known["purl"], "hashes": [{"alg": "SHA-256", "content": one}]} for one in pinned.digests]
        components.append({**known, "externalReferences": [*known.get("externalReferences", ()), *digests]})
        references.add(known["bom-ref"])
    needs = [
        {**one, "dependsOn": [other for other in one.get("dependsOn", ()) if other in references]}
        for one in environment["dependencies"]
        if one["ref"] in references
    ]
    return {**environment, "components": components, "dependencies": needs}


def main(path: Path) -> int:
    """Writes the bill. Exit status 0."""
    environment = json.loads(subprocess.run([*INVENTORY, "--pyproject", ROOT / "pyproject.toml"], capture_output=True, check=True).stdout)
    found = bill(environment, locked.read(locked.RUNTIME) | locked.read(locked.TERRITORY))
    path.write_text(json.dumps(found, ensure_ascii=False, allow_nan=False, indent=1) + "\n", encoding="utf-8")
    print(f"{path} : {len(found['components'])} bibliothèques, avec leurs empreintes.")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
