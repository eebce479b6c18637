import { t } from "../app/language.ts";
import { useResource } from "../app/resource.ts";
import { Read } from "../components/read.tsx";
import { type Manager, managerUri } from "../redfish/resources.ts";
import { BmcIdentityCard } from "./bmc-identity-card.tsx";
import { BmcLogCard } from "./bmc-log-card.tsx";
import { ClockCard } from "./clock-card.tsx";
import { DiagnosticsCard } from "./diagnostics-card.tsx";
import { PageHead } from "./page-head.tsx";
import { RestartCard } from "./restart-card.tsx";
import { SubscriptionsCard } from "./subscriptions-card.tsx";
import "../styles/tables.css";
import "../styles/pages.css";
import "../styles/bmc.css";

export function Bmc() {
  const manager = useResource<Manager>(managerUri, ["clockSet"]);
  return (
    <div class="table-view bmc">
      <PageHead
        title={t("BMC")}
        about={t("The management controller itself. The machine takes no notice of it.")}
      />
      <Read of={manager}>
        {value => (
          <div class="cards">
            <div class="stack">
              <BmcIdentityCard manager={value} onChanged={manager.refresh} />
              <RestartCard />
            </div>
            <div class="stack">
              <ClockCard manager={value} onChanged={manager.refresh} />
              <DiagnosticsCard manager={value} />
            </div>
            <SubscriptionsCard />
            <BmcLogCard />
          </div>
        )}
      </Read>
    </div>
  );
}
