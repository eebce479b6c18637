import type { ConsoleName } from "../../server/events/events.ts";
import type { ConsoleView, Json } from "../../server/web/messages.ts";
import { address } from "../app/address.ts";
import { consoleAddress, detached, layout, looksOnly } from "../app/console-place.ts";
import { t } from "../app/language.ts";
import { usePage } from "../app/page.ts";
import { dateWords } from "../app/time-words.ts";
import { Button } from "../components/button.tsx";
import { Icon } from "../components/icon.tsx";
import { Popover } from "../components/popover.tsx";
import { sessionUri } from "../redfish/resources.ts";
import { ControlButtons } from "./control-buttons.tsx";

const names: readonly (readonly [ConsoleName, string])[] = [
  ["screen", "Screen"],
  ["serial", "Serial"],
];

type View = Json<ConsoleView>;

/** Who looks at the consoles, who types there, and what this person wants to do. */
export function ViewersMenu() {
  const { machine } = usePage();
  const { viewers = [], holder } = machine.value?.consoles ?? {};
  const parties = Map.groupBy(viewers, ({ party }) => party);
  const label = t("Viewers: {count}", { count: parties.size });
  return (
    <Popover
      sheet
      label={label}
      buttonClass="button quiet viewers"
      button={
        <>
          <Icon name={holder ? "hand" : "users"} />
          <span>{parties.size}</span>
        </>
      }
    >
      <section class="menu viewers-menu" aria-labelledby="viewers-menu">
        <h2 id="viewers-menu">{t("Who is here")}</h2>
        <ul class="plain-list">
          {[...parties].map(([party, views]) => (
            <Person key={party} views={views} />
          ))}
        </ul>
        <ControlButtons />
        <hr />
        <LookOnly />
      </section>
    </Popover>
  );
}

function Person({ views }: { readonly views: readonly View[] }) {
  const page = usePage();
  const { you, holder } = page.machine.value?.consoles ?? {};
  const [first] = views;
  if (!first) return null;
  const isYou = first.party === you;
  const consoles = names.filter(([name]) => views.some(({ console }) => console === name));
  const looks = views.every(view => view.looksOnly) || (holder && holder.party !== first.party);
  return (
    <li class="person-row">
      <Icon name={looks ? "eye" : "keyboard"} />
      <div>
        <p>
          <strong>{first.userName}</strong>
          {isYou && ` (${t("you")})`}
          {holder?.party === first.party && <span class="badge accent">{t("Has the control")}</span>}
          {looks && <span class="badge">{t("Looks on")}</span>}
        </p>
        <p class="muted">
          {[first.role, consoles.map(([, words]) => t(words)).join(" + "), first.address]
            .filter(Boolean)
            .join(" · ")}
          <br />
          {t("since {time}", { time: dateWords(first.since) })}
        </p>
      </div>
      {!isYou && page.mayAdminister() && (
        <Button kind="quiet" onClick={() => void dismiss(page, views)}>
          {t("Disconnect")}
          <span class="hidden"> {first.userName}</span>
        </Button>
      )}
    </li>
  );
}

async function dismiss(page: ReturnType<typeof usePage>, views: readonly View[]): Promise<void> {
  for (const { id } of views) await page.attempt(() => page.redfish.delete(sessionUri(id)));
}

/** To look without the risk of typing, and to let others do so. */
function LookOnly() {
  const page = usePage();
  const copy = async (): Promise<void> => {
    const link = address(consoleAddress(detached.value ?? layout.value, { isViewOnly: true }));
    await navigator.clipboard.writeText(link);
    page.toasts.show("info", t("The link is copied. Who opens it has to log in, and looks only."));
  };
  return (
    <>
      {page.mayControl() && (
        <label class="tick">
          <input
            type="checkbox"
            checked={looksOnly.value}
            onChange={event => {
              looksOnly.value = event.currentTarget.checked;
            }}
          />
          {t("Only look: nothing I type reaches the machine")}
        </label>
      )}
      {"clipboard" in navigator && (
        <Button kind="quiet" icon="eye" onClick={() => void copy()}>
          {t("Copy a link for looking only")}
        </Button>
      )}
    </>
  );
}
