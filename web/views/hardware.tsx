import { t } from "../app/language.ts";
import { DrivesCard } from "./drives-card.tsx";
import { FirmwareCard } from "./firmware-card.tsx";
import { FirmwareUpdateCard } from "./firmware-update-card.tsx";
import { IdentityCard } from "./identity-card.tsx";
import { PageHead } from "./page-head.tsx";
import { PcieCard } from "./pcie-card.tsx";
import { ProcessorsCard } from "./processors-card.tsx";
import { TpmCard } from "./tpm-card.tsx";
import "../styles/tables.css";
import "../styles/pages.css";

export function Hardware() {
  return (
    <div class="table-view hardware">
      <PageHead
        title={t("Hardware")}
        about={t("What the machine is made of, as QEMU gives it to the guest.")}
      />
      <div class="cards">
        <div class="stack">
          <IdentityCard />
          <DrivesCard />
          <TpmCard />
        </div>
        <div class="stack">
          <ProcessorsCard />
          <FirmwareUpdateCard />
        </div>
        <FirmwareCard />
        <PcieCard />
      </div>
    </div>
  );
}
