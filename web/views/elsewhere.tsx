import type { ConsoleName } from "../../server/events/events.ts";
import { bringBack, canShow, showWindow } from "../app/console-windows.ts";
import { t } from "../app/language.ts";
import { Button } from "../components/button.tsx";
import { Overlay } from "../components/overlay.tsx";

const words: Record<ConsoleName, { readonly name: string; readonly text: string }> = {
  screen: { name: "Screen", text: "The screen is in a window of its own" },
  serial: { name: "Serial console", text: "The serial console is in a window of its own" },
};

/** In the place of a console that has gone to another window. */
export function Elsewhere({ console }: { readonly console: ConsoleName }) {
  const { name, text } = words[console];
  return (
    <section class="panel" aria-label={t(name)}>
      <div class="stage">
        <Overlay
          icon="window"
          title={t(text)}
          text={t("It comes back here when that window closes.")}
          action={{ label: t("Bring it back"), icon: "window", run: () => bringBack(console) }}
        >
          {canShow(console) && (
            <Button kind="quiet" onClick={() => showWindow(console)}>
              {t("Go to that window")}
            </Button>
          )}
        </Overlay>
      </div>
    </section>
  );
}
