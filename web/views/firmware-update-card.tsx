import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { t } from "../app/language.ts";
import { usePage } from "../app/page.ts";
import { useResource } from "../app/resource.ts";
import { Button } from "../components/button.tsx";
import { Card } from "../components/card.tsx";
import { Choice } from "../components/choice.tsx";
import { Icon } from "../components/icon.tsx";
import { RedfishFailure } from "../redfish/client.ts";
import {
  firmwareInventoryUri,
  type SoftwareInventory,
  simpleUpdateUri,
  type Task,
  tasksUri,
  uefiFirmwareUri,
  uefiReplacementUri,
} from "../redfish/machine-resources.ts";
import { pushFile } from "../redfish/push-file.ts";
import { type Collection, readable } from "../redfish/resources.ts";

/** As the update service calls it. */
const taskName = "Update UEFI firmware";

/** Another UEFI firmware in the place of the installed one, and the way back. */
export function FirmwareUpdateCard() {
  const page = usePage();
  const inventory = useResource<Collection<SoftwareInventory>>(`${firmwareInventoryUri}?$expand=.`, [
    "firmwareChanged",
  ]);
  const items = inventory.value ? readable(inventory.value) : [];
  const firmware = items.find(({ Id }) => Id === "UEFI");
  const isReplaced = items.some(({ Id }) => Id === "UEFIReplacement");
  if (!firmware?.Updateable) return null;
  const goBack = (): void => {
    page.confirmation.value = {
      title: t("Back to the installed firmware?"),
      text: t(
        "The firmware that was sent is deleted. The machine uses the installed one from its next cold start in UEFI mode on.",
      ),
      label: t("Back to the installed one"),
      run: () => void page.attempt(() => page.redfish.delete(uefiReplacementUri)),
    };
  };
  return (
    <Card
      title={t("Update the UEFI firmware")}
      about={t("A code file of OVMF. It is checked, and used from the next cold start in UEFI mode on.")}
    >
      {page.mayControl() ? <UpdateForm /> : <p class="muted">{t("Your role may look, but not update.")}</p>}
      <LastUpdate />
      {isReplaced && (
        <p class="row">
          <span class="muted">{t("The machine uses a firmware that was sent.")}</span>
          <Button icon="undo" disabled={!page.mayControl()} onClick={goBack}>
            {t("Back to the installed one")}
          </Button>
        </p>
      )}
    </Card>
  );
}

type Source = "file" | "address";

function UpdateForm() {
  const page = usePage();
  const source = useSignal<Source>("file");
  const sent = useSignal<number | undefined>(undefined);
  const isBusy = useSignal(false);
  const problem = useSignal<string | undefined>(undefined);
  const abort = useRef<AbortController>(undefined);

  const send = async (data: FormData): Promise<void> => {
    if (source.value === "address") {
      await page.redfish.post(simpleUpdateUri, { ImageURI: String(data.get("ImageURI")) });
      return;
    }
    const file = data.get("UpdateFile");
    if (!(file instanceof File)) return;
    abort.current = new AbortController();
    sent.value = 0;
    await pushFile({
      file,
      target: uefiFirmwareUri,
      csrfToken: page.session.value?.csrfToken ?? "",
      onProgress(share) {
        sent.value = share;
      },
      signal: abort.current.signal,
    });
  };
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    problem.value = undefined;
    isBusy.value = true;
    try {
      await send(new FormData(form));
      form.reset();
    } catch (error) {
      if (!(error instanceof RedfishFailure)) throw error;
      problem.value = error.message;
    } finally {
      isBusy.value = false;
      sent.value = undefined;
    }
  };
  return (
    <form onSubmit={event => void submit(event)}>
      <Choice
        label={t("From")}
        options={{ file: t("This computer"), address: t("An address") }}
        value={source.value}
        disabled={isBusy.value}
        onChange={value => {
          source.value = value;
        }}
      />
      {source.value === "file" ? (
        <label>
          {t("Firmware file")}
          <input type="file" name="UpdateFile" required disabled={isBusy.value} />
        </label>
      ) : (
        <label>
          {t("Address of the firmware")}
          <input
            type="url"
            name="ImageURI"
            required
            placeholder="https://"
            disabled={isBusy.value}
            spellcheck={false}
          />
        </label>
      )}
      {problem.value !== undefined && (
        <p class="fault" role="alert">
          <Icon name="alert" />
          {problem.value}
        </p>
      )}
      {sent.value !== undefined && (
        <progress value={sent.value} aria-label={t("Sending the file")}>
          {Math.round(sent.value * 100)} %
        </progress>
      )}
      <div class="card-tools">
        <button type="submit" class="button primary" disabled={isBusy.value}>
          <Icon name="upload" />
          <span>{isBusy.value ? t("Sending …") : t("Update")}</span>
        </button>
        {sent.value !== undefined && <Button onClick={() => abort.current?.abort()}>{t("Cancel")}</Button>}
      </div>
    </form>
  );
}

/** How the newest update goes, whoever began it. */
function LastUpdate() {
  const tasks = useResource<Collection<Task>>(`${tasksUri}?$expand=.`, [
    "taskStarted",
    "taskProgressed",
    "taskEnded",
  ]).value;
  const task = tasks && readable(tasks).findLast(({ Name }) => Name === taskName);
  if (!task) return null;
  const { TaskState: state, PercentComplete: percent, Messages: messages } = task;
  const isRunning = state === "Running" || state === "Cancelling";
  return (
    <div class={`update-task ${state === "Exception" ? "problem" : "pending"}`} role="status">
      <Icon name={isRunning ? "cycle" : state === "Completed" ? "check" : "alert"} />
      <div class="steps">
        {isRunning && (
          <progress max={100} value={percent} aria-label={t("Updating the firmware")}>
            {percent} %
          </progress>
        )}
        {messages
          .filter(({ MessageId }) => !MessageId.startsWith("TaskEvent."))
          .slice(isRunning ? -1 : -2)
          .map(({ Message }) => (
            <p key={Message}>{Message}</p>
          ))}
      </div>
    </div>
  );
}
