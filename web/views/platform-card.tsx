import { t } from "../app/language.ts";
import type { MachineState } from "../app/machine-state.ts";
import { usePage } from "../app/page.ts";
import { useResource } from "../app/resource.ts";
import { Facts } from "../components/facts.tsx";
import {
  type Collection,
  firmwareInventoryUri,
  readable,
  type SoftwareInventory,
} from "../redfish/resources.ts";

/** What runs the machine: how fast, and in which versions. */
export function PlatformCard({ state }: { readonly state: MachineState }) {
  const { system } = usePage();
  const { value } = useResource<Collection<SoftwareInventory>>(`${firmwareInventoryUri}?$expand=.`, [
    "powerChanged",
    "taskEnded",
  ]);
  const firmware = value ? readable(value) : [];
  const of = (id: string): SoftwareInventory | undefined => firmware.find(({ Id }) => Id === id);
  const { accelerator, version } = state.facts;
  const mode = system.value?.Boot.BootSourceOverrideMode;
  const uefi = of("UEFI");
  return (
    <section class="card" aria-labelledby="platform-card">
      <h2 id="platform-card">{t("Acceleration and firmware")}</h2>
      {accelerator ? (
        <p class={`acceleration ${accelerator.name}`}>
          <strong>{accelerator.name.toUpperCase()}</strong>
          <span>
            {accelerator.name === "kvm"
              ? t("The guest runs on the processor itself.")
              : t("The processor is emulated, which is many times slower.")}
            <span class="muted" lang="en">
              {" "}
              {accelerator.reason}
            </span>
          </span>
        </p>
      ) : (
        <p class="muted aside">
          {t(
            "At the first power on the BMC tries whether KVM works here, and says why it chose what it chose.",
          )}
        </p>
      )}
      <Facts
        of={[
          [t("Boot mode"), mode && (mode === "UEFI" ? t("UEFI (OVMF)") : t("Legacy (SeaBIOS)"))],
          ["SeaBIOS", of("BIOS")?.Version ?? t("Known once it has started")],
          [
            "OVMF",
            uefi && (uefi.Version === undefined ? t("None is installed") : <Checksum key="uefi" of={uefi} />),
          ],
          ["QEMU", version],
          [t("BMC"), of("BMC")?.Version ?? state.identity.firmwareVersion],
        ]}
      />
    </section>
  );
}

const shownDigits = 12;

/** Firmware that says no version is known by its checksum. */
function Checksum({ of: { Version = "", Description } }: { readonly of: SoftwareInventory }) {
  const [, digits] = /^sha256:([0-9a-f]+)$/.exec(Version) ?? [];
  return <code title={`${Version}\n${Description ?? ""}`}>{digits?.slice(0, shownDigits) ?? Version}</code>;
}
