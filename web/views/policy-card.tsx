import type { MachineState } from "../app/machine-state.ts";
import { usePage } from "../app/page.ts";
import { timeWords } from "../app/time-words.ts";
import { restoreWords } from "../app/words.ts";
import { Button } from "../components/button.tsx";
import { Choice } from "../components/choice.tsx";

export function PolicyCard({ state }: { readonly state: MachineState }) {
  const page = usePage();
  const { identify } = state;
  const until = identify.on && identify.until ? ` until ${timeWords(identify.until)}` : "";
  return (
    <section class="card" aria-labelledby="policy-card">
      <h2 id="policy-card">Chassis</h2>
      <Choice
        label="When mains power returns"
        options={restoreWords}
        value={state.restorePolicy}
        disabled={!page.mayControl()}
        onChange={policy => void page.setRestorePolicy(policy)}
      />
      <p class="row">
        <span>Identify LED is {identify.on ? `on${until}` : "off"}</span>
        <Button
          icon="bulb"
          disabled={!page.mayControl()}
          onClick={() => void page.patchSystem({ LocationIndicatorActive: !identify.on })}
        >
          {identify.on ? "Switch off" : "Switch on"}
        </Button>
      </p>
    </section>
  );
}
