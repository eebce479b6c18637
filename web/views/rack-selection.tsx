import type { RackNodeState } from "../../server/web/messages.ts";
import { t } from "../app/language.ts";
import { usePage } from "../app/page.ts";
import type { RackStream } from "../app/rack.ts";
import { canDo, firstActions, moreActions, switchNodes } from "../app/rack-power.ts";
import { maySignIn } from "../app/rack-words.ts";
import { Button, Tool } from "../components/button.tsx";
import { Icon } from "../components/icon.tsx";
import { Popover } from "../components/popover.tsx";
import type { PowerAction } from "../redfish/power-actions.ts";

export interface RackSelectionProps {
  readonly rack: RackStream;
  readonly nodes: readonly RackNodeState[];
  readonly onSignIn: () => void;
  readonly onClear: () => void;
}

/** What to do with all that are selected; each button says for how many of them it makes sense. */
export function RackSelection({ rack, nodes, onSignIn, onClear }: RackSelectionProps) {
  const page = usePage();
  const strangers = nodes.filter(maySignIn);
  const button = (action: PowerAction, kind: "plain" | "risky") => {
    const able = nodes.filter(node => canDo(node, action));
    return (
      <Button
        key={action.resetType}
        icon={action.icon}
        kind={kind}
        disabled={able.length === 0}
        onClick={() => switchNodes(page, rack, able, action)}
      >
        {t("{action} ({count})", { action: t(action.label), count: able.length })}
      </Button>
    );
  };
  return (
    <section class="rack-selection" aria-label={t("Selected nodes")}>
      <p role="status">{t("{count} selected", { count: nodes.length })}</p>
      {firstActions.map(action => button(action, "plain"))}
      <Popover
        label={t("More for the selected nodes")}
        buttonClass="button plain"
        button={
          <>
            <span>{t("More")}</span>
            <Icon name="chevron" />
          </>
        }
      >
        {moreActions.map(action => button(action, "risky"))}
      </Popover>
      {strangers.length > 0 && (
        <Button icon="key" onClick={onSignIn}>
          {t("Sign in to {count}", { count: strangers.length })}
        </Button>
      )}
      <Tool icon="close" label={t("Select none")} onClick={onClear} />
    </section>
  );
}
