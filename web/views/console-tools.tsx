import { t } from "../app/language.ts";
import { usePage } from "../app/page.ts";
import { Icon } from "../components/icon.tsx";
import type { IconName } from "../components/icon-paths.ts";
import { Popover } from "../components/popover.tsx";
import { BootMenu } from "./boot-menu.tsx";
import { LoadedView, type Loader } from "./loaded-view.tsx";
import { PowerMenu } from "./power-buttons.tsx";
import { PowerStatus } from "./power-status.tsx";
import { ViewersMenu } from "./viewers-menu.tsx";

const loadMedia: Loader = async () => (await import("./media-card.tsx")).MediaCard;

export interface ConsoleToolsProps {
  /** Whether nothing else in this window shows the power state and switches it. */
  readonly withPower?: boolean;
}

/** What one needs beside a console: boot override, media, and power where the window has no other place for it. */
export function ConsoleTools({ withPower = false }: ConsoleToolsProps) {
  const { machine, media } = usePage();
  const isOverridden = machine.value !== undefined && machine.value.bootOverride.enabled !== "disabled";
  const isFilled = Object.values(media.value).some(({ ImageName }) => ImageName);
  return (
    <div class="console-tools">
      {withPower && (
        <>
          <PowerStatus />
          <Popover
            label={t("Power")}
            buttonClass="button quiet"
            button={<Face icon="power" text={t("Power")} />}
          >
            <PowerMenu />
          </Popover>
        </>
      )}
      <Popover
        sheet
        label={t("Boot once from…")}
        buttonClass="button quiet"
        button={<Face icon="boot" text={t("Boot")} isMarked={isOverridden} />}
      >
        <BootMenu />
      </Popover>
      <Popover
        sheet
        label={t("Media")}
        buttonClass="button quiet"
        button={<Face icon="disc" text={t("Media")} isMarked={isFilled} />}
      >
        <LoadedView load={loadMedia} />
      </Popover>
      <ViewersMenu />
    </div>
  );
}

interface FaceProps {
  readonly icon: IconName;
  readonly text: string;
  /** Whether something is set here that one should know of. */
  readonly isMarked?: boolean;
}

function Face({ icon, text, isMarked = false }: FaceProps) {
  return (
    <>
      <Icon name={icon} />
      <span class="face">{text}</span>
      {isMarked && <span class="mark" />}
    </>
  );
}
