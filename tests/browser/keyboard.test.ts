import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { goByAddress, screenCanvas } from "../support/browser.ts";
import { button, dialog, terminal } from "../support/page-parts.ts";
import { pageSuite } from "../support/page-suite.ts";
import { views } from "../support/page-views.ts";

const suite = pageSuite();
const { open } = suite;

interface Stop {
  readonly name: string;
  /** Whether a ring of at least 2 px is drawn around it (WCAG 2.2, 2.4.7 and 2.4.13). */
  readonly ring: boolean;
  /** Whether something else lies over the middle of it (2.4.11). */
  readonly obscured: boolean;
}

/** What has the focus, as a person who looks at the page would find it. A radio shows the focus at the words after it. */
const focused = `(() => {
  const element = document.activeElement;
  window.visited ??= new Set();
  if (!element || element === document.body || window.visited.has(element)) return undefined;
  window.visited.add(element);
  const name = (element.getAttribute("aria-label") ?? element.labels?.[0]?.innerText ?? element.innerText ?? "").trim();
  const ringed = [element, element.nextElementSibling].filter(Boolean).some(each => {
    const { outlineStyle, outlineWidth } = getComputedStyle(each);
    return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
  });
  const { left, top, width, height } = element.getBoundingClientRect();
  const hit = document.elementFromPoint(left + width / 2, top + height / 2);
  const obscured = !hit || !(element.contains(hit) || hit.contains(element) || element.parentElement.contains(hit));
  return { name: name || element.tagName, ring: ringed, obscured };
})()`;

/** The stops of Tab from the top of the page until it would leave it. */
async function stops(page: Page): Promise<readonly Stop[]> {
  const found: Stop[] = [];
  await page.evaluate(
    "window.visited = new Set(); document.body.tabIndex = -1; document.body.focus(); document.body.removeAttribute('tabindex')",
  );
  while (found.length < 200) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate<Stop | undefined>(focused);
    if (!stop) return found;
    found.push(stop);
  }
  throw new Error(`Tab finds no end: ${JSON.stringify(found.slice(-5))}`);
}

/** The controls that can be seen, in the order in which the page has them: of radios only the chosen one is a stop. */
const controls = `[...document.querySelectorAll("a[href], button:enabled, input:enabled, select:enabled, summary")]
  .filter(each => each.checkVisibility() && each.tabIndex >= 0 && (each.type !== "radio" || each.checked))
  .map(each => (each.getAttribute("aria-label") ?? each.labels?.[0]?.innerText ?? each.innerText ?? "").trim() || each.tagName)`;

describe("with the keyboard alone", () => {
  it("all controls are reached in the order of the page, each with a ring around it and nothing over it", async () => {
    const { page } = await open("#overview");
    for (const view of views.filter(name => name !== "console")) {
      await goByAddress(page, view);
      const expected = await page.evaluate<string[]>(controls);
      const found = await stops(page);
      const names = found.map(({ name }) => name).filter(name => expected.includes(name));
      expect({ view, names }).toEqual({ view, names: expected });
      const hidden = found.filter(({ ring, obscured }) => !ring || obscured);
      expect({ view, hidden }).toEqual({ view, hidden: [] });
    }
  });

  it("the screen takes Tab and Esc for the guest, and Ctrl+Alt+G leads out of it", async () => {
    const { page } = await open("#console");
    const canvas = screenCanvas(page);
    await canvas.waitFor();
    await canvas.focus();
    for (const key of ["Tab", "Shift+Tab", "Escape"]) {
      await page.keyboard.press(key);
      expect(await canvas.evaluate("document.activeElement?.tagName")).toBe("CANVAS");
    }
    await page.keyboard.press("Control+Alt+KeyG");
    const stop = await page.evaluate<Stop | undefined>(focused);
    expect(stop).toMatchObject({ ring: true, obscured: false });
    const isInside = `document.activeElement.closest('[aria-label="Screen"] header') !== null`;
    expect(await page.evaluate(isInside)).toBe(true);
  });

  it("the terminal takes Tab and Esc for the guest, and Ctrl+Alt+G leads out of it", async () => {
    const { page } = await open("#console");
    const keyboard = terminal(page).locator("textarea");
    await keyboard.waitFor({ state: "attached" });
    await keyboard.focus();
    for (const key of ["Tab", "Shift+Tab", "Escape"]) {
      await page.keyboard.press(key);
      expect(await page.evaluate("document.activeElement?.tagName")).toBe("TEXTAREA");
    }
    await page.keyboard.press("Control+Alt+KeyG");
    const isInside = `document.activeElement.closest('[aria-label="Serial console"] header') !== null`;
    expect(await page.evaluate(isInside)).toBe(true);
  });

  it("Tab goes from the tools of a console into it", async () => {
    const { page } = await open("#console");
    await screenCanvas(page).waitFor();
    await screenCanvas(page).focus();
    await page.keyboard.press("Control+Alt+KeyG");
    const tag = () => page.evaluate("document.activeElement?.tagName");
    for (let presses = 0; presses < 30 && (await tag()) !== "CANVAS"; presses += 1) {
      await page.keyboard.press("Tab");
    }
    expect(await tag()).toBe("CANVAS");
  });

  it("Esc closes what lies over the page, and gives the focus back", async () => {
    const { page } = await open("#users");
    const add = button(page, "Add a user");
    await add.focus();
    await page.keyboard.press("Enter");
    await dialog(page).waitFor();
    await page.keyboard.press("Escape");
    await dialog(page).waitFor({ state: "hidden" });
    expect(await add.evaluate("document.activeElement?.innerText.trim()")).toBe("Add a user");
  });
});

/** What moves, or would move once something happens. */
const motion = `[...document.querySelectorAll("*")].flatMap(element =>
  [undefined, "::before", "::after"].flatMap(pseudo => {
    const { animationName, transitionProperty, transitionDuration, scrollBehavior } = getComputedStyle(element, pseudo);
    const moves = transitionDuration.split(", ").some(time => parseFloat(time) > 0) &&
      /\\b(all|transform|translate|rotate|scale|top|left|right|bottom|inset|width|height|margin|grid.*)\\b/.test(transitionProperty);
    return animationName !== "none" || moves || scrollBehavior === "smooth"
      ? [element.className + (pseudo ?? "") + ": " + animationName + ", " + transitionProperty]
      : [];
  }))`;

describe("for those who want no motion", () => {
  it("nothing moves at any view, nor while the power changes", async () => {
    const { page } = await open("", { reducedMotion: "reduce" });
    for (const view of views) {
      await goByAddress(page, view);
      expect({ view, motion: await page.evaluate<string[]>(motion) }).toEqual({ view, motion: [] });
    }
    await suite.bmc.reset("ForceOff");
    const moved: string[] = [];
    const on = suite.bmc.reset("On").then(() => "done");
    while ((await Promise.race([on, page.waitForTimeout(50)])) !== "done") {
      moved.push(...(await page.evaluate<string[]>(motion)));
    }
    expect(moved).toEqual([]);
  });

  it("what moves for others is found by the same look", async () => {
    const { page } = await open("", { reducedMotion: "no-preference" });
    await page.evaluate(`document.body.style.animation = "turn 1s"`);
    expect(await page.evaluate<string[]>(motion)).toContainEqual(expect.stringContaining("turn"));
  });
});

/** What reaches beyond the edge of the page, but for consoles, tables and what scrolls in itself. */
const overflow = `[...document.querySelectorAll("body *")].filter(element => {
  if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return false;
  if (element.closest(".stage, table, pre, svg, .hidden")) return false;
  for (let box = element.parentElement; box && box !== document.body; box = box.parentElement) {
    const { overflowX, clipPath } = getComputedStyle(box);
    if (clipPath !== "none") return false;
    if (box.tagName !== "MAIN" && overflowX !== "visible") return false;
  }
  const { right, left, width } = element.getBoundingClientRect();
  return width > 1 && (right > innerWidth + 1 || left < -1);
}).map(element => element.outerHTML.slice(0, 160))`;

const html = "document.documentElement";

describe("with large letters", () => {
  // 1280 pixels at 400 %, and a screen of 1440 × 900 at 200 % (WCAG 2.2, 1.4.10 and 1.4.4).
  it.each([
    { width: 320, height: 640 },
    { width: 720, height: 450 },
  ])("every view fits $width pixels without scrolling sideways", async size => {
    const { page } = await open("", size);
    const wide: Record<string, unknown> = {};
    for (const view of views) {
      await goByAddress(page, view);
      const beyond = await page.evaluate<string[]>(overflow);
      const scrolls = await page.evaluate<number>(`${html}.scrollWidth - ${html}.clientWidth`);
      if (beyond.length > 0 || scrolls > 0) wide[view] = { beyond, scrolls };
    }
    expect(wide).toEqual({});
  });
});
