import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const tokens = readFileSync(join(import.meta.dirname, "../../web/styles/tokens.css"), "utf8");
const fills = ["accent-fill", "accent-hover", "red-fill", "red-hover"];

/** WCAG 2.2, "relative luminance". @param colour "#rrggbb" */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map(at => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const contrastWithWhite = (colour: string): number => 1.05 / (luminance(colour) + 0.05);

/** What axe sees only of a button that the mouse happens to be on. */
it.each(fills)("the words of a button stand out from --%s, in light and in dark", name => {
  const [, light = "", dark = ""] =
    new RegExp(`--${name}: light-dark\\((#\\w{6}), (#\\w{6})\\)`).exec(tokens) ?? [];
  for (const colour of [light, dark]) expect(contrastWithWhite(colour)).toBeGreaterThan(4.5);
});
