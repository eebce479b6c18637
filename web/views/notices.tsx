import { t } from "../app/language.ts";
import type { LinkState } from "../app/link.ts";
import { usePage } from "../app/page.ts";
import { openPanel } from "../app/panels.ts";
import { Button } from "../components/button.tsx";
import { useNow } from "../components/clock.ts";
import { Icon } from "../components/icon.tsx";
import { againWords } from "./screen-overlay.tsx";

/** What stays true, and in sight, until somebody does something about it. */
export function Notices() {
  const { machine, link, isRestarting, isRehearsal, reconnect } = usePage();
  const isLost = link.value.name === "waiting" || (link.value.name === "connecting" && machine.value);
  return (
    <div class="notices">
      {isLost && (
        <p class="notice warning" role="alert">
          <Icon name="unplugged" />
          {isRestarting.value
            ? t("The BMC restarts; this page comes back by itself. The machine runs on.")
            : t("The connection to the BMC is lost. What you see may be old.")}
          <Again link={link.value} reconnect={reconnect} />
        </p>
      )}
      {isRehearsal.value && (
        <p class="notice rehearsal">
          <Icon name="code" />
          <span>{t("Nothing is sent: what you press is only shown as a command.")}</span>
          <Button kind="quiet" onClick={() => openPanel("requests")}>
            {t("Show the commands")}
          </Button>
          <Button
            kind="quiet"
            onClick={() => {
              isRehearsal.value = false;
            }}
          >
            {t("Do things again")}
          </Button>
        </p>
      )}
      {machine.value?.defaultPassword && (
        <p class="notice warning">
          <Icon name="alert" />
          <span>
            {t("This BMC still has its default password.")}{" "}
            <a href="#users">{t("Change it before others find it.")}</a>
          </span>
        </p>
      )}
    </div>
  );
}

interface AgainProps {
  readonly link: LinkState;
  readonly reconnect: () => void;
}

function Again({ link, reconnect }: AgainProps) {
  useNow(1000);
  return (
    <>
      {/* The countdown is for the eyes: a screen reader would read it out each second. */}
      <span aria-hidden="true">{againWords(link)}</span>
      <Button kind="quiet" onClick={reconnect}>
        {t("Try now")}
      </Button>
    </>
  );
}
