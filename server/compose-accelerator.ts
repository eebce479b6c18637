import type { MachineParts } from "./compose-machine.ts";
import { type ChosenAccelerator, chooseAccelerator, type Verdicts } from "./qemu/accelerator.ts";
import type { Architecture } from "./qemu/architecture/architecture.ts";
import type { QemuUser } from "./qemu/qemu-user.ts";
import type { Store } from "./store/store.ts";

const kvmProbeBound = 1500;
/** Milliseconds after which a host that was too slow for KVM is tried again. */
const passingVerdict = 10 * 60 * 1000;

/** Every choice is kept, for the BMC that finds the guest, and told. */
export function acceleratorChoice(
  { config, store, events, mains }: MachineParts,
  host: {
    readonly architecture: Architecture;
    readonly kvmDevice: string;
    readonly user: QemuUser | undefined;
  },
) {
  const verdicts = acceleratorVerdicts(store, mains);
  const chosen = (accelerator: ChosenAccelerator): ChosenAccelerator => {
    store.saveSetting("accelerator", accelerator);
    events.emit("acceleratorChosen", { accelerator });
    return accelerator;
  };
  const { binary, kvmProbe: probe } = host.architecture;
  const options = { ...host, binary, probe, bound: kvmProbeBound };
  return {
    chooseAccelerator: async () => chosen(await chooseAccelerator(config.ENABLE_KVM, options, verdicts)),
    onAcceleratorFailed: (tcg: ChosenAccelerator) => {
      verdicts.keep(tcg, true);
      chosen(tcg);
    },
  };
}

/** Lasting verdicts hold for this span of mains power, the others for some minutes. */
function acceleratorVerdicts(store: Store, mains: string): Verdicts {
  const name = "acceleratorVerdict";
  let passing: { verdict: ChosenAccelerator; until: number } | undefined;
  return {
    get() {
      if (passing && Date.now() < passing.until) return passing.verdict;
      const kept = store.setting<{ mains: string; verdict: ChosenAccelerator }>(name);
      return kept?.mains === mains ? kept.verdict : undefined;
    },
    keep(verdict, lasting) {
      if (lasting) store.saveSetting(name, { mains, verdict });
      else passing = { verdict, until: Date.now() + passingVerdict };
    },
  };
}
