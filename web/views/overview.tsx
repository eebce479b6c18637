import { usePage } from "../app/page.ts";
import { AcceleratorCard } from "./accelerator-card.tsx";
import { BmcCard } from "./bmc-card.tsx";
import { BootOverrideCard } from "./boot-override-card.tsx";
import { EventsCard } from "./events-card.tsx";
import { MachineCard } from "./machine-card.tsx";
import { MediaCard } from "./media-card.tsx";
import { PolicyCard } from "./policy-card.tsx";

export function Overview() {
  const { machine } = usePage();
  const state = machine.value;
  if (!state) return null;
  return (
    <div class="overview">
      <div class="columns">
        <MachineCard state={state} />
        <div>
          <AcceleratorCard state={state} />
          <BmcCard state={state} />
        </div>
        <div>
          <BootOverrideCard key={JSON.stringify(state.bootOverride)} current={state.bootOverride} />
          <MediaCard />
          <PolicyCard state={state} />
        </div>
      </div>
      <EventsCard />
    </div>
  );
}
