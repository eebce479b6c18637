import { t } from "../app/language.ts";
import type { MachineState } from "../app/machine-state.ts";
import { usePage } from "../app/page.ts";
import { timeWords } from "../app/time-words.ts";
import { restoreWords } from "../app/words.ts";
import { Button } from "../components/button.tsx";
import { Choice } from "../components/choice.tsx";

export function PolicyCard({ state }: { readonly state: MachineState }) {
  const page = usePage();
  const { identify } = state;
  return (
    <section class="card" aria-labelledby="policy-card">
      <h2 id="policy-card">{t("Chassis")}</h2>
      <Choice
        label={t("When mains power returns")}
        options={restoreWords}
        value={state.restorePolicy}
        disabled={!page.mayControl()}
        onChange={policy => void page.setRestorePolicy(policy)}
      />
      <p class="row">
        <span>{identifyWords(identify)}</span>
        <Button
          icon="bulb"
          disabled={!page.mayControl()}
          onClick={() => void page.patchSystem({ LocationIndicatorActive: !identify.on })}
        >
          {identify.on ? t("Switch off") : t("Switch on")}
        </Button>
      </p>
    </section>
  );
}

function identifyWords(identify: MachineState["identify"]): string {
  if (!identify.on) return t("Identify LED is off");
  if (!identify.until) return t("Identify LED is on");
  return t("Identify LED is on until {time}", { time: timeWords(identify.until) });
}
