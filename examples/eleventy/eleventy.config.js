// A shortcode over _data/embedkit.json, which `embedkit scan . -o _data/embedkit.json` writes.
import { readFileSync } from "node:fs";

export default function (config) {
  const cards = JSON.parse(readFileSync(new URL("_data/embedkit.json", import.meta.url), "utf-8"));
  config.addShortcode("embed", (url) => {
    if (!cards[url]) throw new Error(`no card for ${url}; run: embedkit scan . -o _data/embedkit.json`);
    return cards[url].html;
  });
}
