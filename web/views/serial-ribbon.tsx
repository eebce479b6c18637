import { t } from "../app/language.ts";
import { closeCodes } from "../app/link.ts";
import { usePage } from "../app/page.ts";
import { Button } from "../components/button.tsx";
import { useNow } from "../components/clock.ts";
import { Icon } from "../components/icon.tsx";
import type { SerialStatus } from "../consoles/serial.ts";
import { powerActions } from "../redfish/power-actions.ts";
import { againWords } from "./screen-overlay.tsx";

export interface SerialRibbonProps {
  readonly status: SerialStatus | undefined;
  readonly reconnect: () => void;
}

/** Below the terminal, so that what was printed last stays in sight: why nothing more comes, and what mends it. */
export function SerialRibbon({ status, reconnect }: SerialRibbonProps) {
  const page = usePage();
  const power = page.machine.value?.powerState;
  useNow(1000);
  if (!status || status.link.name === "connecting") return null;
  if (status.link.name === "ended") {
    return status.link.code === closeCodes.dismissed ? (
      <Ribbon text={t("Somebody has ended this connection.")} label={t("Connect again")} run={reconnect} />
    ) : (
      <Ribbon text={t("Your session has ended.")} label={t("Log in again")} run={page.sessionEnded} />
    );
  }
  if (status.link.name === "waiting") {
    const text = `${t(status.link.reason || "The connection was lost.")} ${againWords(status.link)}`;
    return <Ribbon text={text} label={t("Try now")} run={reconnect} />;
  }
  if (power === "paused") {
    return (
      <Ribbon
        text={t("The machine is paused.")}
        label={t("Resume")}
        run={() => page.power(powerActions.resume)}
        control
      />
    );
  }
  if (status.connected) return null;
  if (power === "off" || power === "crashed") {
    const text = power === "off" ? t("The machine is off.") : t("The machine crashed.");
    return <Ribbon text={text} label={t("Power on")} run={() => page.power(powerActions.on)} control />;
  }
  return <Ribbon text={t("Waiting for the machine's serial line.")} label={t("Reconnect")} run={reconnect} />;
}

interface RibbonProps {
  readonly text: string;
  readonly label: string;
  readonly run: () => void;
  /** Whether only a role that may do more than look may press it. */
  readonly control?: boolean;
}

function Ribbon({ text, label, run, control = false }: RibbonProps) {
  const page = usePage();
  return (
    <div class="ribbon">
      <p>
        <Icon name="info" />
        {text}
      </p>
      <Button kind="quiet" disabled={control && !page.mayControl()} onClick={run}>
        {label}
      </Button>
    </div>
  );
}
