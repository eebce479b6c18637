import { useState } from "preact/hooks";
import type { MediaSlot } from "../../server/events/events.ts";
import { t } from "../app/language.ts";
import { usePage } from "../app/page.ts";
import { slotWords } from "../app/words.ts";
import { Icon } from "../components/icon.tsx";
import type { Purpose } from "../media/media-desk.ts";
import { RedfishFailure } from "../redfish/client.ts";

/** Has the BMC fetch an image from a web server. */
export function ImportForm() {
  const page = usePage();
  const [problem, setProblem] = useState<string | undefined>(undefined);
  const [purpose, setPurpose] = useState<Purpose>("keep");

  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const data = new FormData(form);
    try {
      const desk = await page.mediaDesk();
      await desk.import(String(data.get("uri")), data.get("slot") as MediaSlot, purpose);
      setProblem(undefined);
      form.reset();
      setPurpose("keep");
    } catch (error) {
      if (!(error instanceof RedfishFailure)) throw error;
      setProblem(error.message);
    }
  };

  const purposes: Record<Purpose, string> = {
    keep: t("Keep it in the library"),
    insert: t("Insert it"),
    boot: t("Boot from it once"),
  };
  return (
    <section class="card" aria-labelledby="from-server">
      <h3 id="from-server">{t("From a web server")}</h3>
      <form class="import" onSubmit={event => void submit(event)}>
        <label class="address">
          {t("Address of the image")}
          <input type="url" name="uri" required placeholder="https://" />
        </label>
        <label>
          {t("Then")}
          <select
            name="purpose"
            value={purpose}
            onChange={({ currentTarget }) => setPurpose(currentTarget.value as Purpose)}
          >
            {Object.entries(purposes).map(([name, words]) => (
              <option key={name} value={name}>
                {words}
              </option>
            ))}
          </select>
        </label>
        <label hidden={purpose === "keep"}>
          {t("Where")}
          <select name="slot">
            {Object.entries(slotWords).map(([slot, words]) => (
              <option key={slot} value={slot}>
                {words}
              </option>
            ))}
          </select>
        </label>
        <button type="submit" class="button primary">
          <Icon name="download" />
          <span>{t("Fetch")}</span>
        </button>
      </form>
      {problem !== undefined && (
        <p class="fault" role="alert">
          {problem}
        </p>
      )}
    </section>
  );
}
