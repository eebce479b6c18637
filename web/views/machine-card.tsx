import { type Signal, useSignal } from "@preact/signals";
import { t, translated } from "../app/language.ts";
import type { MachineState } from "../app/machine-state.ts";
import { usePage } from "../app/page.ts";
import { Tool } from "../components/button.tsx";
import { Facts } from "../components/facts.tsx";
import type { ComputerSystem } from "../redfish/resources.ts";
import { AssetTagDialog } from "./asset-tag-dialog.tsx";

export function MachineCard({ state }: { readonly state: MachineState }) {
  const page = usePage();
  const isEditing = useSignal(false);
  const system = page.system.value;
  const { facts, identity } = state;
  return (
    <section class="card" aria-labelledby="machine-card">
      <h2 id="machine-card">{t("Machine")}</h2>
      <Facts
        of={[
          [t("CPUs"), facts.cpus],
          [t("Memory"), memoryWords(facts.memory)],
          [t("Watchdog"), system && watchdogWords(system)],
          [t("Model"), system && `${system.Manufacturer} ${system.Model}`],
          [t("Part number"), system?.PartNumber],
          [t("Serial number"), system && <code key="serial">{system.SerialNumber}</code>],
          [t("Asset tag"), system && <AssetTag key="tag" tag={system.AssetTag} isEditing={isEditing} />],
          [t("UUID"), <code key="uuid">{identity.uuid}</code>],
          [t("Network cards"), facts.nics.length > 0 ? <Nics nics={facts.nics} /> : undefined],
        ]}
      />
      {isEditing.value && system && (
        <AssetTagDialog
          tag={system.AssetTag}
          onClose={() => {
            isEditing.value = false;
          }}
        />
      )}
    </section>
  );
}

interface AssetTagProps {
  readonly tag: string;
  readonly isEditing: Signal<boolean>;
}

function AssetTag({ tag, isEditing }: AssetTagProps) {
  const page = usePage();
  return (
    <span class="editable">
      {tag === "" ? <span class="muted">{t("None")}</span> : tag}
      {page.mayControl() && (
        <Tool
          icon="pencil"
          label={t("Change the asset tag")}
          onClick={() => {
            isEditing.value = true;
          }}
        />
      )}
    </span>
  );
}

const timeoutWords = translated<Record<ComputerSystem["HostWatchdogTimer"]["TimeoutAction"], string>>({
  None: "nothing is done at its end",
  ResetSystem: "at its end the machine is reset",
  PowerDown: "at its end the machine is switched off",
  PowerCycle: "at its end the machine is power-cycled",
});

/** @returns undefined while nobody uses it */
function watchdogWords({ HostWatchdogTimer: timer }: ComputerSystem): string | undefined {
  if (timer.Status.State === "Enabled")
    return t("Runs: {action}", { action: timeoutWords[timer.TimeoutAction] });
  return timer.FunctionEnabled ? undefined : t("Not allowed");
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
