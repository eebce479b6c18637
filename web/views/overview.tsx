import { useEffect } from "preact/hooks";
import { usePage } from "../app/page.ts";
import { AcceleratorCard } from "./accelerator-card.tsx";
import { BmcCard } from "./bmc-card.tsx";
import { BootOverrideCard } from "./boot-override-card.tsx";
import { EventsCard } from "./events-card.tsx";
import { LogCard } from "./log-card.tsx";
import { MachineCard } from "./machine-card.tsx";
import { MediaCard } from "./media-card.tsx";
import { NetworkCard } from "./network-card.tsx";
import { PolicyCard } from "./policy-card.tsx";

export function Overview() {
  const { machine, readSystem } = usePage();
  useEffect(() => void readSystem(), [readSystem]);
  const state = machine.value;
  if (!state) return null;
  return (
    <div class="overview">
      <div class="columns">
        <div>
          <MachineCard state={state} />
          <AcceleratorCard state={state} />
        </div>
        <div>
          <BmcCard state={state} />
          <NetworkCard />
        </div>
        <div>
          <BootOverrideCard key={JSON.stringify(state.bootOverride)} current={state.bootOverride} />
          <MediaCard />
          <PolicyCard state={state} />
        </div>
      </div>
      <div class="lists">
        <LogCard />
        <EventsCard />
      </div>
    </div>
  );
}
