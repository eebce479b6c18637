import type { PowerState } from "../../server/events/events.ts";
import { address } from "../app/address.ts";
import { t } from "../app/language.ts";
import { type Page, usePage } from "../app/page.ts";
import { useScreenPicture } from "../app/screen-picture.ts";
import { timeWords } from "../app/time-words.ts";
import { powerWords } from "../app/words.ts";
import { stampedName } from "../components/download.ts";
import { Icon } from "../components/icon.tsx";
import { Overlay, type OverlayProps } from "../components/overlay.tsx";
import { powerActions } from "../redfish/power-actions.ts";
import { screenshotUri } from "../redfish/resources.ts";

/** States in which the machine has a screen, or may still have one. */
const withScreen: ReadonlySet<PowerState> = new Set(["on", "paused", "poweringOff", "crashed"]);

/** A small picture of the machine's screen, which leads to the console. */
export function ScreenCard({ powerState }: { readonly powerState: PowerState }) {
  const page = usePage();
  const { picture, failure } = useScreenPicture(withScreen.has(powerState));
  const isOld = page.link.value.name !== "open" || failure !== undefined;
  return (
    <section class="card screen-card" aria-labelledby="screen-card">
      <header class="card-head">
        <h2 id="screen-card">{t("Screen")}</h2>
        {picture && (
          <a href={address(screenshotUri)} download={stampedName("screen", "png")}>
            {t("Save a picture")}
          </a>
        )}
      </header>
      <div class={`thumbnail ${isOld ? "old" : ""}`}>
        {picture ? (
          <a href="#console" title={t("Open the console")}>
            <img src={picture.url} alt={t("What the machine's screen shows: open the console")} />
            <span class="enter" aria-hidden="true">
              <Icon name="monitor" />
              {t("Open the console")}
            </span>
          </a>
        ) : (
          <Overlay {...absence(page, powerState, failure)} />
        )}
        {picture && powerState !== "on" && <p class="sign">{powerWords[powerState]}</p>}
      </div>
      <p class="muted caption">{caption(powerState, picture?.changedAt, failure)}</p>
    </section>
  );
}

function absence(page: Page, powerState: PowerState, failure: string | undefined): OverlayProps {
  const action = page.mayControl()
    ? ({ label: t("Power on"), icon: "power", run: () => page.power(powerActions.on) } as const)
    : undefined;
  switch (powerState) {
    case "off":
      return { icon: "power", title: t("The machine is off"), action };
    case "crashed":
      return { icon: "alert", title: t("The machine crashed"), action };
    case "poweringOn":
      return { icon: "cycle", title: t("The machine is starting") };
    default:
      return failure === undefined
        ? { icon: "monitor", title: t("Looking at the screen") }
        : { icon: "unplugged", title: t("There is no picture"), text: failure };
  }
}

function caption(powerState: PowerState, changedAt: number | undefined, failure: string | undefined): string {
  if (changedAt === undefined) return t("Here you see what the machine's screen shows, while it is on.");
  const time = timeWords(new Date(changedAt).toISOString());
  if (failure !== undefined) return t("This is from {time}. {failure}", { time, failure });
  if (powerState === "on") return t("As it is now; it last changed at {time}.", { time });
  return t("It last changed at {time}.", { time });
}
