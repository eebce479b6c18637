import { useState } from "preact/hooks";
import type { BootOverride, BootTarget } from "../../server/events/events.ts";
import { t, translated } from "../app/language.ts";
import { usePage } from "../app/page.ts";
import { overrideWords, targetWords } from "../app/words.ts";
import { Choice } from "../components/choice.tsx";
import { bootOf } from "../redfish/boot-override.ts";

const when = translated({ disabled: "Off", once: "Next boot", continuous: "Every boot" });
/** Those that need no more than a name, and the web server's address. */
const targets = ["pxe", "hdd", "cd", "usb", "uefiHttp", "biosSetup"] as const;
type Target = (typeof targets)[number];

const isOffered = (target: BootTarget): target is Target => targets.some(each => each === target);

/** A form over the present override; the caller makes it anew when that changes. */
export function BootOverrideCard({ current }: { readonly current: BootOverride }) {
  const page = usePage();
  const [enabled, setEnabled] = useState(current.enabled);
  const [target, setTarget] = useState(isOffered(current.target) ? current.target : "pxe");
  const [address, setAddress] = useState("");
  const mayChange = page.mayControl();

  const takesAddress = enabled !== "disabled" && target === "uefiHttp";

  const apply = (event: SubmitEvent): void => {
    event.preventDefault();
    void page.setBootOverride({
      ...bootOf({ enabled, target }),
      ...(takesAddress && address !== "" && { HttpBootUri: address }),
    });
  };

  return (
    <section class="card" aria-labelledby="boot-card">
      <h2 id="boot-card">{t("Boot override")}</h2>
      <p>{overrideWords(current)}</p>
      <form onSubmit={apply}>
        <Choice
          label={t("When")}
          options={when}
          value={enabled}
          disabled={!mayChange}
          onChange={setEnabled}
        />
        <label>
          {t("Boot from")}
          <select
            value={target}
            disabled={!mayChange || enabled === "disabled"}
            onChange={event => setTarget(event.currentTarget.value as Target)}
          >
            {targets.map(name => (
              <option key={name} value={name}>
                {targetWords[name]}
              </option>
            ))}
          </select>
        </label>
        {takesAddress && (
          <label>
            {t("Address")}
            <input
              type="url"
              placeholder={t("http://… (empty: as set before, or as DHCP says)")}
              value={address}
              disabled={!mayChange}
              onInput={event => setAddress(event.currentTarget.value)}
            />
          </label>
        )}
        <button type="submit" class="button primary" disabled={!mayChange}>
          <span>{t("Apply")}</span>
        </button>
      </form>
    </section>
  );
}
