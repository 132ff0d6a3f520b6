import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

/** WCAG 2.2, 1.4.3: text of normal size. */
const textContrast = 4.5;
/** WCAG 2.2, 1.4.11: what one must see to find a control, such as a field's border. */
const controlContrast = 3;

const css = readFileSync(new URL("./globals.css", import.meta.url), "utf8");
const light = tokensOf(/@theme static \{([\s\S]*?)\n\}/);
const themes = { light, dark: new Map([...light, ...tokensOf(/\n\.dark \{([\s\S]*?)\n\}/)]) };

const grounds = ["background", "surface", "raised"];
const statuses = [...light.keys()].filter((name) => name.startsWith("status-"));
const texts = ["foreground", "muted", "faint", "accent", "danger", ...statuses];

describe.each(Object.entries(themes))("in the %s theme", (_name, tokens) => {
  const colour = (name: string) => rgbOf(tokens.get(name) ?? "", tokens.get("background") ?? "");

  test.each(texts)("%s can be read on every ground and on its own tint", (name) => {
    for (const ground of grounds) {
      expect(contrast(colour(name), colour(ground)), `on ${ground}`).toBeGreaterThanOrEqual(textContrast);
      const tint = blend(colour(name), colour(ground), 0.1);
      expect(contrast(colour(name), tint), `on its tint on ${ground}`).toBeGreaterThanOrEqual(textContrast);
    }
  });

  test.each([
    ["on-accent", "accent"],
    ["on-accent", "accent-hover"],
    ["on-danger", "danger"],
    ["on-danger", "danger-hover"],
    ["muted", "sunken"],
  ])("%s can be read on %s", (text, ground) => {
    expect(contrast(colour(text), colour(ground))).toBeGreaterThanOrEqual(textContrast);
  });

  test("a strong line and the focus ring can be seen", () => {
    expect(contrast(colour("line-strong"), colour("surface"))).toBeGreaterThanOrEqual(controlContrast);
    expect(contrast(colour("ring"), colour("background"))).toBeGreaterThanOrEqual(controlContrast);
  });
});

type Rgb = readonly [number, number, number];

function tokensOf(block: RegExp): Map<string, string> {
  const [, body = ""] = block.exec(css) ?? [];
  return new Map(
    [...body.matchAll(/--color-([a-z-]+): (#[0-9a-f]{6,8});/g)].map(([, name = "", value = ""]) => [name, value]),
  );
}

/** A colour with an alpha is laid over the ground. */
function rgbOf(hex: string, ground: string): Rgb {
  const channel = (at: number) => Number.parseInt(hex.slice(at, at + 2), 16);
  const opaque: Rgb = [channel(1), channel(3), channel(5)];
  return hex.length === 9 ? blend(opaque, rgbOf(ground, ground), channel(7) / 255) : opaque;
}

function blend(over: Rgb, under: Rgb, share: number): Rgb {
  const mix = (at: 0 | 1 | 2) => over[at] * share + under[at] * (1 - share);
  return [mix(0), mix(1), mix(2)];
}

/** Contrast ratio: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(a: Rgb, b: Rgb): number {
  const [bright = 0, dim = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (bright + 0.05) / (dim + 0.05);
}

function luminance([red, green, blue]: Rgb): number {
  const linear = (value: number) =>
    value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4;
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}
