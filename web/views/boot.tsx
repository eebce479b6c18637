import { t } from "../app/language.ts";
import { usePage } from "../app/page.ts";
import { useResource } from "../app/resource.ts";
import { Read } from "../components/read.tsx";
import { type ComputerSystem, systemUri } from "../redfish/resources.ts";
import { BiosCard } from "./bios-card.tsx";
import { BootOrderCard } from "./boot-order-card.tsx";
import { BootOverrideCard } from "./boot-override-card.tsx";
import { BootSettingsCard } from "./boot-settings-card.tsx";
import { PageHead } from "./page-head.tsx";
import { SecureBootCard } from "./secure-boot-card.tsx";
import "../styles/tables.css";
import "../styles/pages.css";
import "../styles/boot.css";

export function Boot() {
  const { machine } = usePage();
  const system = useResource<ComputerSystem>(systemUri, [
    "bootOverrideChanged",
    "bootOverrideUsed",
    "bootSettingsChanged",
    "machineSettingsChanged",
    "machineSettingsApplied",
    "hardwareChanged",
  ]);
  const state = machine.value;
  return (
    <div class="table-view boot">
      <PageHead
        title={t("Boot & BIOS")}
        about={t("What the machine starts from, and what hardware it has when it starts.")}
      />
      <Read of={system}>
        {value => (
          <div class="cards">
            <div class="stack">
              {state && (
                <BootOverrideCard key={JSON.stringify(state.bootOverride)} current={state.bootOverride} />
              )}
              <BootSettingsCard system={value} />
            </div>
            <BootOrderCard boot={value.Boot} onChanged={system.refresh} />
            <BiosCard isConfigurable={value.Bios !== undefined} />
            {value.SecureBoot && <SecureBootCard mode={value.Boot.BootSourceOverrideMode} />}
          </div>
        )}
      </Read>
    </div>
  );
}
