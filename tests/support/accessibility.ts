import axe from "axe-core";
import type { Page } from "playwright-core";

/** What WCAG 2.2 asks for, levels A and AA. */
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

const options = JSON.stringify({
  runOnly: { type: "tag", values: tags },
  // 2.5.8; axe leaves it out unless it is asked for.
  rules: { "target-size": { enabled: true } },
  resultTypes: ["violations"],
});

interface Violation {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly target: readonly unknown[]; readonly failureSummary?: string }[];
}

/** A colour that is still changing has a contrast that nobody chose. */
const atRest = "Promise.all(document.getAnimations().map(animation => animation.finished.catch(() => {})))";

/** What axe finds wrong on the page as it stands, in light and in dark, each as text for a person. */
export async function accessibilityFaults(page: Page): Promise<readonly string[]> {
  const faults: string[] = [];
  await page.evaluate(axe.source);
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.evaluate(atRest);
    const { violations } = await page.evaluate<{ violations: Violation[] }>(`axe.run(document, ${options})`);
    for (const { id, help, nodes } of violations) {
      for (const { target, failureSummary = "" } of nodes) {
        faults.push(`${colorScheme}: ${id}: ${help}: ${target.join(" ")}: ${failureSummary}`);
      }
    }
  }
  return faults;
}
