import { describe, expect, it } from "vitest";
import { goByAddress } from "../support/browser.ts";
import { button, dialog, overflow } from "../support/page-parts.ts";
import { pageSuite } from "../support/page-suite.ts";
import { views } from "../support/page-views.ts";
import { password } from "../support/running-bmc.ts";

const suite = pageSuite({ env: { POWER_ON_AT_START: "false" } });

/** Two English words in a row, in sight or for those who listen, where the text is the page's own. */
const englishInSight = `(() => {
  const isOurs = node => !node.closest("[lang=en], noscript, script, style, code, pre, kbd, .terminal-host, .screen");
  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node instanceof Element ? node : node.parentElement;
    if (!isOurs(element)) continue;
    if (node instanceof Element) {
      for (const name of ["aria-label", "title", "placeholder", "alt"]) texts.push(node.getAttribute(name) ?? "");
    } else texts.push(node.data);
  }
  return texts.map(text => text.trim()).filter(text => /[A-Za-z]{2,} [a-z]{2,}/.test(text));
})()`;

describe("the language", () => {
  it("is chosen in the account's menu, and kept", async () => {
    const { page } = await suite.open("#overview");
    await button(page, "Account: admin").click();
    await page.getByLabel("Language").selectOption("ja");
    await page.getByRole("button", { name: "アカウント: admin" }).waitFor();
    expect(await page.evaluate("document.documentElement.lang")).toBe("ja");
    await page.reload();
    await page.getByRole("link", { name: "イベントログ", exact: true }).waitFor();
    expect(await page.title()).toMatch(/^概要 · /);
  });

  for (const width of [1440, 390]) {
    it(`leaves no English in Japanese, and fits ${width} pixels`, async () => {
      await suite.bmc.reset("On");
      await expect.poll(() => suite.bmc.redfishPowerState()).toBe("On");
      const { page, errors } = await suite.visit({ width, height: 844 });
      await page.evaluate('localStorage.setItem("language", "ja")');
      await page.reload();
      await page.getByRole("heading", { name: "ログイン" }).waitFor();
      expect(await page.evaluate(englishInSight)).toEqual([]);
      await page.getByLabel("ユーザー名").fill("admin");
      await page.getByLabel("パスワード").fill(password);
      await page.getByRole("button", { name: "ログイン" }).click();
      await page.getByRole("status", { name: "電源状態" }).waitFor();
      for (const view of views) {
        await goByAddress(page, view);
        expect(await overflow(page)).toBe(0);
        expect(await page.evaluate(englishInSight), view).toEqual([]);
      }
      await page.keyboard.press("Control+k");
      const commands = dialog(page, "コマンド");
      await commands.waitFor();
      expect(await page.evaluate(englishInSight)).toEqual([]);
      // Also by its English name, for fingers that know it.
      await page.keyboard.type("force off");
      expect(await commands.getByRole("option").first().textContent()).toContain("強制オフ");
      expect(errors).toEqual([]);
    });
  }
});
