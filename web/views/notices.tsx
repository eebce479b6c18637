import { t } from "../app/language.ts";
import { usePage } from "../app/page.ts";
import { openPanel } from "../app/panels.ts";
import { Button } from "../components/button.tsx";
import { Icon } from "../components/icon.tsx";

/** What stays true, and in sight, until somebody does something about it. */
export function Notices() {
  const { machine, link, isRestarting, isRehearsal } = usePage();
  const isLost = link.value.name === "waiting" || (link.value.name === "connecting" && machine.value);
  return (
    <div class="notices">
      {isLost && (
        <p class="notice warning" role="alert">
          <Icon name="unplugged" />
          {isRestarting.value
            ? t("The BMC restarts; this page comes back by itself. The machine runs on.")
            : t("The connection to the BMC is lost. What you see may be old; trying again.")}
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
