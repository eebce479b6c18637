import type { MediaSlot } from "../../server/events/events.ts";
import { t } from "../app/language.ts";
import { usePage } from "../app/page.ts";
import { slotWords } from "../app/words.ts";
import { Button } from "../components/button.tsx";
import { Icon } from "../components/icon.tsx";
import type { VirtualMedia } from "../redfish/resources.ts";
import { bootOnce } from "./boot-once.ts";

export interface MediaSlotCardProps {
  readonly slot: MediaSlot;
  readonly medium: VirtualMedia | undefined;
}

export function MediaSlotCard({ slot, medium }: MediaSlotCardProps) {
  const page = usePage();
  const name = medium?.ImageName ?? undefined;
  const mayChange = page.mayAdminister();
  return (
    <section class="card slot" aria-label={slotWords[slot]}>
      <Icon name={slot === "Cd1" ? "disc" : "usb"} />
      <div>
        <h3>{slotWords[slot]}</h3>
        <p class={name ? "name" : "muted"} title={medium?.Image ?? undefined}>
          {name ?? t("Empty")}
        </p>
        {name && medium && (
          <p class="badges">
            {notes(medium).map(note => (
              <span key={note} class="badge">
                {note}
              </span>
            ))}
          </p>
        )}
      </div>
      {name && mayChange && (
        <div class="actions">
          {medium?.Inserted && (
            <Button icon="power" onClick={() => bootOnce(page, { slot, name })}>
              {t("Boot once")}
            </Button>
          )}
          <Button icon="eject" onClick={() => void page.ejectMedia(slot)}>
            {t("Eject")}
          </Button>
        </div>
      )}
    </section>
  );
}

function notes({ ConnectedVia, Inserted, WriteProtected }: VirtualMedia): readonly string[] {
  return [
    ...(ConnectedVia === "Applet" ? [t("A file on somebody's computer")] : []),
    ...(Inserted ? [] : [t("Not inserted")]),
    WriteProtected ? t("Read-only") : t("The machine may write to it"),
  ];
}
