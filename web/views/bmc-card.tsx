import { useMemo } from "preact/hooks";
import { address } from "../app/address.ts";
import type { MachineState } from "../app/machine-state.ts";
import { usePage } from "../app/page.ts";
import { useResource } from "../app/resource.ts";
import { dateWords, durationWords } from "../app/time-words.ts";
import { Button } from "../components/button.tsx";
import { useNow } from "../components/clock.ts";
import { Facts } from "../components/facts.tsx";
import { type Manager, managerUri } from "../redfish/resources.ts";

export function BmcCard({ state }: { readonly state: MachineState }) {
  const page = usePage();
  const manager = useResource<Manager>(managerUri, ["clockSet"]).value;
  return (
    <section class="card" aria-labelledby="bmc-card">
      <h2 id="bmc-card">BMC</h2>
      <Facts
        of={[
          ["Version", manager?.FirmwareVersion ?? state.identity.firmwareVersion],
          ["Time", manager && <BmcTime key="time" manager={manager} />],
          ["Logged in", `${state.session.userName} (${state.session.role})`],
          [
            "Redfish",
            <a key="redfish" href={address("redfish/v1/")} target="_blank" rel="noreferrer">
              Service root
            </a>,
          ],
        ]}
      />
      <p class="row">
        <span class="muted">
          {page.isRestarting.value ? "It restarts now." : "A restart leaves the machine alone."}
        </span>
        <Button
          icon="restart"
          disabled={!page.mayAdminister() || page.isRestarting.value}
          onClick={page.restartBmc}
        >
          Restart the BMC
        </Button>
      </p>
    </section>
  );
}

/** Less than this is the way of the answer through the network, and the second that Redfish rounds to. */
const noticeable = 5_000;

/** The BMC's clock, going on since it was read, and how far it is from this computer's. */
export function BmcTime({ manager }: { readonly manager: Manager }) {
  const { redfish, attempt, mayAdminister } = usePage();
  const now = useNow(1_000);
  const ahead = useMemo(() => Date.parse(manager.DateTime) - Date.now(), [manager]);
  const isOff = Math.abs(ahead) >= noticeable;
  const set = (): Promise<void> =>
    attempt(() => redfish.patch(managerUri, { DateTime: `${new Date().toISOString().slice(0, 19)}Z` }));
  return (
    <>
      <time title={`${manager.DateTime}, when it was read`}>
        {dateWords(new Date(now + ahead).toISOString())}
      </time>
      {isOff && (
        <p class="note-line">
          {secondsWords(Math.abs(ahead))} {ahead > 0 ? "ahead of" : "behind"} this computer
          {mayAdminister() && <Button onClick={() => void set()}>Set it</Button>}
        </p>
      )}
    </>
  );
}

const secondsWords = (milliseconds: number): string =>
  milliseconds < 60_000 ? `${Math.round(milliseconds / 1000)} s` : durationWords(milliseconds);
