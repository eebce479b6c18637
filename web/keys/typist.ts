import type { KeyCode } from "../../server/redfish/oem.ts";
import { elapsed } from "../app/elapsed.ts";
import { t } from "../app/language.ts";
import type { Page } from "../app/page.ts";
import { followTask, type TaskEnd, type TaskFollower } from "../app/task.ts";
import { RedfishFailure } from "../redfish/client.ts";
import { pressKeysUri, taskUri, typeTextUri } from "../redfish/resources.ts";
import { layout } from "./layouts.ts";
import type { MacroStep } from "./macro.ts";

type Bmc = Pick<Page, "listen" | "redfish">;

export interface TypingRequest {
  readonly text: string;
  /** Undefined: as fast as what runs on the machine takes it. */
  readonly keysPerSecond?: number | undefined;
}

const body = ({ text, keysPerSecond }: TypingRequest) => ({
  Text: text,
  Layout: layout.value,
  ...(keysPerSecond !== undefined && { KeysPerSecond: keysPerSecond }),
});

/** @throws RedfishFailure that names what the guest's keyboard has no keys for */
export const checkText = ({ redfish }: Bmc, request: TypingRequest): Promise<void> =>
  redfish.post(typeTextUri, { ...body(request), DryRun: true });

/** Has the BMC type a text. @throws RedfishFailure */
export const typeText = (bmc: Bmc, request: TypingRequest, follower: TaskFollower): Promise<TaskEnd> =>
  followTask(bmc, () => bmc.redfish.start(typeTextUri, body(request)), follower);

/** @throws RedfishFailure */
export const pressKeys = ({ redfish }: Bmc, keys: readonly KeyCode[]): Promise<void> =>
  redfish.post(pressKeysUri, { Keys: keys });

/**
 * Does one step after the other, until the last or until the signal is aborted.
 * @throws RedfishFailure
 */
export async function runMacro(bmc: Bmc, steps: readonly MacroStep[], signal: AbortSignal): Promise<void> {
  for (const step of steps) {
    if (signal.aborted) return;
    if (step.type === "keys") await pressKeys(bmc, step.keys);
    else if (step.type === "wait") await elapsed(step.milliseconds, signal);
    else await typeStep(bmc, step.text, signal);
  }
}

/** @throws RedfishFailure */
async function typeStep(bmc: Bmc, text: string, signal: AbortSignal): Promise<void> {
  const { state, detail } = await typeText(
    bmc,
    { text },
    {
      onTask: id => signal.addEventListener("abort", () => void stopTyping(bmc, id).catch(() => {})),
      onProgress() {},
    },
  );
  if (state === "failed") throw new RedfishFailure(0, [{ text: detail ?? t("The text was not typed.") }]);
}

/** A task that has ended meanwhile needs no end. @throws RedfishFailure */
export async function stopTyping({ redfish }: Bmc, task: string): Promise<void> {
  try {
    await redfish.delete(taskUri(task));
  } catch (error) {
    if (!(error instanceof RedfishFailure) || error.status !== 404) throw error;
  }
}
