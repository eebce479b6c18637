import { useEffect } from "preact/hooks";
import { usePage } from "../app/page.ts";
import { AddressesCard } from "./addresses-card.tsx";
import { BmcCard } from "./bmc-card.tsx";
import { BootOverrideCard } from "./boot-override-card.tsx";
import { EventsCard } from "./events-card.tsx";
import { LogCard } from "./log-card.tsx";
import { MachineCard } from "./machine-card.tsx";
import { MediaCard } from "./media-card.tsx";
import { NetworkCard } from "./network-card.tsx";
import { PlatformCard } from "./platform-card.tsx";
import { PolicyCard } from "./policy-card.tsx";
import { ScreenCard } from "./screen-card.tsx";
import { StateCard } from "./state-card.tsx";
import "../styles/machine-state.css";

/** What matters first comes first, also where there is room for one column only. */
export function Overview() {
  const { machine, readSystem } = usePage();
  useEffect(() => void readSystem(), [readSystem]);
  const state = machine.value;
  if (!state) return null;
  return (
    <div class="overview">
      <div class="first">
        <ScreenCard powerState={state.powerState} />
        <StateCard state={state} />
        <LogCard />
      </div>
      <div class="columns">
        <div>
          <BootOverrideCard key={JSON.stringify(state.bootOverride)} current={state.bootOverride} />
          <MediaCard />
          <PolicyCard state={state} />
        </div>
        <div>
          <AddressesCard />
          <NetworkCard />
          <BmcCard state={state} />
        </div>
        <div>
          <MachineCard state={state} />
          <PlatformCard state={state} />
          <EventsCard />
        </div>
      </div>
    </div>
  );
}
