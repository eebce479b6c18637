import type { ConsoleName } from "../../server/events/events.ts";
import { detached } from "../app/console-place.ts";
import { detach } from "../app/console-windows.ts";
import { fullScreen, leaveFullScreen } from "../app/full-screen.ts";
import { t } from "../app/language.ts";
import { usePage } from "../app/page.ts";
import { Tool } from "../components/button.tsx";

export interface WindowToolsProps {
  readonly console: ConsoleName;
  readonly onFullScreen: () => void;
}

/** A window of its own and the full screen, and the ways back. */
export function WindowTools({ console, onFullScreen }: WindowToolsProps) {
  const { toasts } = usePage();
  const isWhole = fullScreen.value === console;
  const open = (): void => {
    if (!detach(console)) toasts.show("error", t("The browser did not let a window open."));
  };
  return (
    <>
      {!detached.value && !isWhole && (
        <Tool icon="window" label={t("Open in a window of its own")} onClick={open} />
      )}
      {isWhole ? (
        <Tool icon="shrink" label={t("Leave the full screen")} onClick={() => void leaveFullScreen()} />
      ) : (
        <Tool icon="expand" label={t("Full screen")} onClick={onFullScreen} />
      )}
    </>
  );
}
