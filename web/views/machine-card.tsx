import type { MachineState } from "../app/machine-state.ts";
import { usePage } from "../app/page.ts";
import { dateWords, durationWords } from "../app/time-words.ts";
import { causeWords, powerWords } from "../app/words.ts";
import { useNow } from "../components/clock.ts";
import { Facts } from "../components/facts.tsx";

export function MachineCard({ state }: { readonly state: MachineState }) {
  const { system } = usePage();
  const now = useNow(10_000);
  const { facts, identity, lastBootAt, bootCause, powerState } = state;
  const isUp = lastBootAt !== undefined && (powerState === "on" || powerState === "paused");
  return (
    <section class="card" aria-labelledby="machine-card">
      <h2 id="machine-card">Machine</h2>
      <Facts
        of={[
          ["Power", powerWords[powerState]],
          ["Up for", isUp ? durationWords(now - Date.parse(lastBootAt)) : undefined],
          [
            "Last start",
            lastBootAt && `${dateWords(lastBootAt)}${bootCause ? `, by ${causeWords[bootCause]}` : ""}`,
          ],
          ["CPUs", facts.cpus],
          ["Memory", memoryWords(facts.memory)],
          ["Model", `${identity.manufacturer} ${identity.model}`],
          ["Serial number", <code key="serial">{identity.serialNumber}</code>],
          ["UUID", <code key="uuid">{identity.uuid}</code>],
          ["Firmware", system.value.BiosVersion],
          ["Network cards", facts.nics.length > 0 ? <Nics nics={facts.nics} /> : undefined],
        ]}
      />
    </section>
  );
}

function Nics({ nics }: Pick<MachineState["facts"], "nics">) {
  return (
    <ul class="plain-list">
      {nics.map(({ id, mac }) => (
        <li key={id}>
          {id} <code>{mac}</code>
        </li>
      ))}
    </ul>
  );
}

/** @param mebibytes MiB */
function memoryWords(mebibytes: number): string {
  const gibibytes = mebibytes / 1024;
  return gibibytes >= 1 ? `${Number(gibibytes.toFixed(1))} GiB` : `${mebibytes} MiB`;
}
