import { useSignal } from "@preact/signals";
import { useEffect, useId, useRef } from "preact/hooks";
import type { LayoutName } from "../../server/redfish/oem.ts";
import { t } from "../app/language.ts";
import { usePage } from "../app/page.ts";
import { stored } from "../app/stored.ts";
import { Button } from "../components/button.tsx";
import { TextToPaste } from "../components/text-to-paste.tsx";
import { layout, layoutWords } from "../keys/layouts.ts";
import { checkText, stopTyping, type TypingRequest, typeText } from "../keys/typist.ts";
import { RedfishFailure } from "../redfish/client.ts";

/** As many characters as the BMC takes at once. */
const longestText = 65_536;
/** Milliseconds without a change after which the BMC is asked whether it could type the text. */
const pause = 300;
const rates = [5, 10, 20, 50, 100, 200];

/** 0 leaves it to the BMC. */
const rate = stored<number>("keysPerSecond", 0, value => value === 0 || rates.includes(value));

/** Has the BMC type a text on the machine's keyboard. It is open for as long as it is rendered. */
export function PasteTextDialog({ onClose }: { readonly onClose: () => void }) {
  const page = usePage();
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const text = useSignal("");
  const fault = useSignal<string | undefined>(undefined);
  /** Percent, while it is typed. */
  const progress = useSignal<number | undefined>(undefined);
  const task = useRef<string>(undefined);
  const isTyping = progress.value !== undefined;

  useEffect(() => dialog.current?.showModal(), []);
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

  const type = async (): Promise<void> => {
    progress.value = 0;
    const request: TypingRequest = { text: value, keysPerSecond: rate.value === 0 ? undefined : rate.value };
    const follower = {
      onTask: (started: string) => {
        task.current = started;
      },
      onProgress: (percent: number) => {
        progress.value = percent;
      },
    };
    fault.value = await faultOf(async () => {
      const { state, detail } = await typeText(page, request, follower);
      if (state === "failed") throw new RedfishFailure(0, [{ text: detail ?? t("The text was not typed.") }]);
      if (state === "completed") dialog.current?.close();
    });
    progress.value = undefined;
    task.current = undefined;
  };
  const cancel = (): void => {
    const running = task.current;
    if (running !== undefined) void page.attempt(() => stopTyping(page, running));
  };

  return (
    <dialog
      ref={dialog}
      class="dialog form-dialog"
      aria-labelledby={id}
      onCancel={event => {
        if (isTyping) event.preventDefault();
      }}
      onClose={onClose}
    >
      <form
        onSubmit={event => {
          event.preventDefault();
          void type();
        }}
      >
        <h2 id={id}>{t("Paste as keystrokes")}</h2>
        <p class="muted">
          {t("The BMC types the text on the machine's keyboard, where no clipboard reaches.")}
        </p>
        <TextToPaste
          text={value}
          longest={longestText}
          disabled={isTyping}
          fault={fault.value}
          onText={now => {
            text.value = now;
          }}
        />
        <div class="two-fields">
          <label class="field">
            {t("Keyboard layout of the guest")}
            <select
              disabled={isTyping}
              value={layoutName}
              onChange={event => {
                layout.value = event.currentTarget.value as LayoutName;
              }}
            >
              {Object.entries(layoutWords).map(([name, words]) => (
                <option key={name} value={name}>
                  {words}
                </option>
              ))}
            </select>
          </label>
          <label class="field">
            {t("Speed")}
            <select
              disabled={isTyping}
              value={rate.value}
              onChange={event => {
                rate.value = Number(event.currentTarget.value);
              }}
            >
              <option value={0}>{t("As the guest takes it")}</option>
              {rates.map(each => (
                <option key={each} value={each}>
                  {t("{number} keys a second", { number: each })}
                </option>
              ))}
            </select>
          </label>
        </div>
        {isTyping && <progress max={100} value={progress.value} aria-label={t("Typed")} />}
        <div class="actions">
          {isTyping ? (
            <Button onClick={cancel}>{t("Stop typing")}</Button>
          ) : (
            <Button onClick={() => dialog.current?.close()}>{t("Cancel")}</Button>
          )}
          <button
            type="submit"
            class="button primary"
            disabled={isTyping || value === "" || fault.value !== undefined}
          >
            <span>{t("Type it")}</span>
          </button>
        </div>
      </form>
    </dialog>
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
