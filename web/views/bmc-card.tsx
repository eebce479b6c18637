import { useMemo } from "preact/hooks";
import { address } from "../app/address.ts";
import { t } from "../app/language.ts";
import type { MachineState } from "../app/machine-state.ts";
import { usePage } from "../app/page.ts";
import { useResource } from "../app/resource.ts";
import { roleWords } from "../app/role-words.ts";
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
          [t("Version"), manager?.FirmwareVersion ?? state.identity.firmwareVersion],
          [t("Time"), manager && <BmcTime key="time" manager={manager} />],
          [t("Logged in"), `${state.session.userName} (${t(roleWords[state.session.role].title)})`],
          [
            "Redfish",
            <a key="redfish" href={address("redfish/v1/")} target="_blank" rel="noreferrer">
              {t("Service root")}
            </a>,
          ],
        ]}
      />
      <p class="row">
        <span class="muted">
          {page.isRestarting.value ? t("It restarts now.") : t("A restart leaves the machine alone.")}
        </span>
        <Button
          icon="restart"
          disabled={!page.mayAdminister() || page.isRestarting.value}
          onClick={page.restartBmc}
        >
          {t("Restart the BMC")}
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
      <time title={t("{time}, when it was read", { time: manager.DateTime })}>
        {dateWords(new Date(now + ahead).toISOString())}
      </time>
      {isOff && (
        <p class="note-line">
          {ahead > 0
            ? t("{time} ahead of this computer", { time: secondsWords(Math.abs(ahead)) })
            : t("{time} behind this computer", { time: secondsWords(Math.abs(ahead)) })}
          {mayAdminister() && <Button onClick={() => void set()}>{t("Set it")}</Button>}
        </p>
      )}
    </>
  );
}

const secondsWords = (milliseconds: number): string =>
  milliseconds < 60_000
    ? t("{count} s", { count: Math.round(milliseconds / 1000) })
    : durationWords(milliseconds);
