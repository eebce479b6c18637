import { t } from "../app/language.ts";
import { BmcInterfaceCard } from "./bmc-interface-card.tsx";
import { NetworkCardsCard } from "./network-cards-card.tsx";
import { PageHead } from "./page-head.tsx";
import { ProtocolsCard } from "./protocols-card.tsx";
import "../styles/tables.css";
import "../styles/pages.css";

export function Network() {
  return (
    <div class="table-view network">
      <PageHead
        title={t("Network")}
        about={t("The machine's network cards, and how the BMC itself is reached.")}
      />
      <div class="cards">
        <NetworkCardsCard />
        <BmcInterfaceCard />
        <ProtocolsCard />
      </div>
    </div>
  );
}
