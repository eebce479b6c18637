import { t } from "../app/language.ts";
import type { MachineState } from "../app/machine-state.ts";

const words = {
  kvm: { title: "KVM", about: "The guest runs on the processor itself." },
  tcg: { title: "TCG", about: "The processor is emulated, which is many times slower." },
} as const;

export function AcceleratorCard({ state }: { readonly state: MachineState }) {
  const { accelerator, version } = state.facts;
  return (
    <section class="card" aria-labelledby="accelerator-card">
      <h2 id="accelerator-card">{t("Acceleration")}</h2>
      {accelerator ? (
        <>
          <p class={`figure ${accelerator.name}`}>{words[accelerator.name].title}</p>
          <p>{t(words[accelerator.name].about)}</p>
          <p class="muted" lang="en">
            {accelerator.reason}
          </p>
        </>
      ) : (
        <p class="muted">{t("It is chosen at the first power on.")}</p>
      )}
      {version && <p class="muted">QEMU {version}</p>}
    </section>
  );
}
