import { useEffect, useState } from "preact/hooks";
import { address } from "../app/address.ts";
import type { MachineState } from "../app/machine-state.ts";
import { usePage } from "../app/page.ts";
import { dateWords } from "../app/time-words.ts";
import { Facts } from "../components/facts.tsx";
import { RedfishFailure } from "../redfish/client.ts";
import { type Manager, managerUri } from "../redfish/resources.ts";

export function BmcCard({ state }: { readonly state: MachineState }) {
  const { redfish } = usePage();
  const [manager, setManager] = useState<Manager>({});
  useEffect(() => {
    redfish
      .get<Manager>(managerUri)
      .then(setManager)
      .catch(error => {
        // The card shows less; the stream's own state says that the BMC is away.
        if (!(error instanceof RedfishFailure)) throw error;
      });
  }, [redfish]);
  return (
    <section class="card" aria-labelledby="bmc-card">
      <h2 id="bmc-card">BMC</h2>
      <Facts
        of={[
          ["Version", manager.FirmwareVersion ?? state.identity.firmwareVersion],
          ["Time", manager.DateTime && dateWords(manager.DateTime)],
          ["Logged in", `${state.session.userName} (${state.session.role})`],
          [
            "Redfish",
            <a key="redfish" href={address("redfish/v1/")} target="_blank" rel="noreferrer">
              Service root
            </a>,
          ],
        ]}
      />
    </section>
  );
}
