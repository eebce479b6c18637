import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { LayoutName } from "../../server/redfish/oem.ts";
import { t } from "../app/language.ts";
import { usePage } from "../app/page.ts";
import { stored } from "../app/stored.ts";
import { LabelledSelect } from "../components/labelled-select.tsx";
import { PasteDialog } from "../components/paste-dialog.tsx";
import { layout, layoutWords } from "../keys/layouts.ts";
import { checkText, stopTyping, type TypingRequest, typeText } from "../keys/typist.ts";
import { RedfishFailure } from "../redfish/client.ts";

/** As many characters as the BMC takes at once. */
const longestText = 65_536;
/** Milliseconds without a change after which the BMC is asked whether it could type the text. */
const pause = 300;
/** Keys a second; 0 leaves it to the BMC. */
const rates = [0, 5, 10, 20, 50, 100, 200];

const rate = stored<number>("keysPerSecond", 0, value => rates.includes(value));

/** Has the BMC type a text on the machine's keyboard. It is open for as long as it is rendered. */
export function PasteTextDialog({ onClose }: { readonly onClose: () => void }) {
  const page = usePage();
  const text = useSignal("");
  const fault = useSignal<string | undefined>(undefined);
  /** From 0 to 1, while it is typed. */
  const progress = useSignal<number | undefined>(undefined);
  const task = useRef<string>(undefined);
  const isTyping = progress.value !== undefined;

  const { value } = text;
  const layoutName = layout.value;
  useEffect(() => {
    if (value === "") {
      fault.value = undefined;
      return undefined;
    }
    let isOld = false;
    const timer = setTimeout(async () => {
      const found = await faultOf(() => checkText(page, { text: value }));
      if (!isOld) fault.value = found;
    }, pause);
    return () => {
      isOld = true;
      clearTimeout(timer);
    };
  }, [page, value, layoutName, fault]);

  const type = async (): Promise<boolean> => {
    progress.value = 0;
    let isAll = false;
    const request: TypingRequest = { text: value, keysPerSecond: rate.value === 0 ? undefined : rate.value };
    const follower = {
      onTask: (started: string) => {
        task.current = started;
      },
      onProgress: (percent: number) => {
        progress.value = percent / 100;
      },
    };
    fault.value = await faultOf(async () => {
      const { state, detail } = await typeText(page, request, follower);
      if (state === "failed") throw new RedfishFailure(0, [{ text: detail ?? t("The text was not typed.") }]);
      isAll = state === "completed";
    });
    progress.value = undefined;
    task.current = undefined;
    return isAll;
  };
  const stop = (): void => {
    const running = task.current;
    if (running !== undefined) void page.attempt(() => stopTyping(page, running));
  };

  return (
    <PasteDialog
      title={t("Paste as keystrokes")}
      about={t("The BMC types the text on the machine's keyboard, where no clipboard reaches.")}
      submitLabel={t("Type it")}
      isUnfit={fault.value !== undefined}
      text={value}
      longest={longestText}
      fault={fault.value}
      onText={now => {
        text.value = now;
      }}
      progress={progress.value}
      progressLabel={t("Typed")}
      stopLabel={t("Stop typing")}
      onSubmit={type}
      onStop={stop}
      onClose={onClose}
    >
      <div class="two-fields">
        <LabelledSelect
          label={t("Keyboard layout of the guest")}
          options={Object.entries(layoutWords) as [LayoutName, string][]}
          value={layoutName}
          disabled={isTyping}
          onChange={chosen => {
            layout.value = chosen;
          }}
        />
        <LabelledSelect
          label={t("Speed")}
          options={rates.map(each => [
            each,
            each === 0 ? t("As the guest takes it") : t("{number} keys a second", { number: each }),
          ])}
          value={rate.value}
          disabled={isTyping}
          onChange={chosen => {
            rate.value = chosen;
          }}
        />
      </div>
    </PasteDialog>
  );
}

/** What a person should know of why it failed. */
async function faultOf(work: () => Promise<void>): Promise<string | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    if (!(error instanceof RedfishFailure)) throw error;
    return error.message;
  }
}
