import { useState } from "preact/hooks";
import type { BootOverride, BootTarget } from "../../server/events/events.ts";
import { usePage } from "../app/page.ts";
import { overrideWords, targetWords } from "../app/words.ts";
import { Choice } from "../components/choice.tsx";
import { bootOf } from "../redfish/boot-override.ts";

const when = { disabled: "Off", once: "Next boot", continuous: "Every boot" } as const;
/** Those that need no more than a name, and the web server's address. */
const targets = {
  pxe: targetWords.pxe,
  hdd: targetWords.hdd,
  cd: targetWords.cd,
  usb: targetWords.usb,
  uefiHttp: targetWords.uefiHttp,
  biosSetup: targetWords.biosSetup,
};

const isOffered = (target: BootTarget): target is keyof typeof targets => target in targets;

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
      <h2 id="boot-card">Boot override</h2>
      <p>{overrideWords(current)}</p>
      <form onSubmit={apply}>
        <Choice label="When" options={when} value={enabled} disabled={!mayChange} onChange={setEnabled} />
        <label>
          Boot from
          <select
            value={target}
            disabled={!mayChange || enabled === "disabled"}
            onChange={event => setTarget(event.currentTarget.value as keyof typeof targets)}
          >
            {Object.entries(targets).map(([name, words]) => (
              <option key={name} value={name}>
                {words}
              </option>
            ))}
          </select>
        </label>
        {takesAddress && (
          <label>
            Address
            <input
              type="url"
              placeholder="http://… (empty: as set before, or as DHCP says)"
              value={address}
              disabled={!mayChange}
              onInput={event => setAddress(event.currentTarget.value)}
            />
          </label>
        )}
        <button type="submit" class="button primary" disabled={!mayChange}>
          <span>Apply</span>
        </button>
      </form>
    </section>
  );
}
