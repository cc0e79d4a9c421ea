"""Vendors the oEmbed registry as data: reads the npm package `oembed-providers`, mends its faults, writes `registry.json`.

    npm pack oembed-providers && tar xzf oembed-providers-*.tgz
    python scripts/vendor_registry.py package/

What it mends: `{format}` in endpoints becomes json; http twins of https schemes, schemes that are no URL, schemes without a wildcard
and schemes on every host are dropped; providers on `DEAD` are dropped. It stops when a URL that must match does not, or one that
must not does, so that a broken release never lands.
"""

from __future__ import annotations

import json
import re
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parent.parent / "src" / "embedkit" / "providers" / "registry.json"
DEAD = {"Ex.Co", "Archivos", "Beams.fm", "KakaoTv", "RadioPublic", "Runkit", "Facebook", "Instagram"}
"""Hosts that are gone, and providers whose endpoints our own rows have newer (Graph v25.0)."""
MUST_MATCH = ("https://www.hulu.com/watch/123", "https://www.kickstarter.com/projects/a/b", "https://speakerdeck.com/a/b")
MUST_NOT = (
    "https://evil.test/x.flickr.com/photos/1",
    "https://www.hulu.com.evil.test/watch/1",
    "https://evil.test/?u=https://www.hulu.com/watch/1",
)
_SCHEME = re.compile(r"https?://(?P<host>(?:\*\.)*[\w.-]+)(?P<path>/\S*)?")


def main(folder: str) -> None:
    package = json.loads((Path(folder) / "package.json").read_text("utf-8"))
    providers = json.loads((Path(folder) / "providers.json").read_text("utf-8"))
    if not isinstance(providers, list) or len(providers) < 200 or not all("provider_name" in p and "endpoints" in p for p in providers):
        raise SystemExit("this is not the registry: expected a list of at least 200 providers")
    rows = sorted(
        filter(None, (_row(p, e) for p in providers for e in p["endpoints"])), key=lambda r: (str(r["name"]).lower(), str(r["endpoint"]))
    )
    _check(rows)
    source = {
        "package": package["name"],
        "version": package["version"],
        "license": package["license"],
        "vendored": datetime.now(UTC).date().isoformat(),
    }
    lines = ",\n".join(json.dumps(r, ensure_ascii=False, separators=(",", ":")) for r in rows)
    TARGET.write_text(f'{{"source":{json.dumps(source)},\n"rows":[\n{lines}\n]}}\n', "utf-8")
    print(f"{len(rows)} endpoints from {package['name']} {package['version']}")


def _row(provider: dict[str, Any], endpoint: dict[str, Any]) -> dict[str, object] | None:
    if provider["provider_name"] in DEAD:
        return None
    url = endpoint["url"].replace("{format}", "json")
    patterns = sorted({p for scheme in endpoint.get("schemes", ()) for p in _patterns(scheme)})
    return {"name": provider["provider_name"], "endpoint": url, "urls": patterns} if patterns and url.startswith("http") else None


def _patterns(scheme: str) -> list[str]:
    """A scheme as `host path-glob` (http and https are one, a leading `www.` is implied); nothing for a faulty one."""
    found = _SCHEME.fullmatch(scheme)
    if found is None or "*" not in scheme:
        return []
    host = re.sub(r"^(?:\*\.)+", "*.", found["host"].lower()).removeprefix("www.")
    if host.count(".") < 1 or host in ("*.com", "*.org", "*.net"):
        return []
    return [f"{host} {found['path'] or '/*'}"]


def _check(rows: list[dict[str, object]]) -> None:
    sys.path.insert(0, str(TARGET.parent.parent.parent))
    from embedkit.providers.registry import Registry

    registry = Registry(rows)
    for url in MUST_MATCH:
        if registry.find(url) is None:
            raise SystemExit(f"{url} must match and does not")
    for url in MUST_NOT:
        if registry.find(url) is not None:
            raise SystemExit(f"{url} must not match and does")


if __name__ == "__main__":
    main(sys.argv[1])
