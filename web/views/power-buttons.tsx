import { t } from "../app/language.ts";
import { usePage } from "../app/page.ts";
import { Button } from "../components/button.tsx";
import { Icon } from "../components/icon.tsx";
import { Popover } from "../components/popover.tsx";
import { type PowerAction, powerActions } from "../redfish/power-actions.ts";

const { on, shutDown, restart, forceOff, reset, powerCycle, nmi, pause, resume } = powerActions;
const first: readonly PowerAction[] = [on, shutDown, restart];
const more: readonly PowerAction[] = [pause, resume, nmi, reset, powerCycle, forceOff];

export function PowerButtons() {
  return (
    <fieldset class="power-buttons">
      <legend class="hidden">{t("Power")}</legend>
      {first.map(action => (
        <PowerButton key={action.resetType} action={action} />
      ))}
      <Popover
        label={t("More power actions")}
        buttonClass="button plain"
        button={
          <>
            <span>{t("More")}</span>
            <Icon name="chevron" />
          </>
        }
      >
        {more.map(action => (
          <PowerButton key={action.resetType} action={action} inMenu />
        ))}
      </Popover>
    </fieldset>
  );
}

/** All of them, where there is no room for buttons. */
export function PowerMenu() {
  return (
    <>
      {[...first, ...more].map(action => (
        <PowerButton key={action.resetType} action={action} inMenu />
      ))}
    </>
  );
}

function PowerButton({
  action,
  inMenu = false,
}: {
  readonly action: PowerAction;
  readonly inMenu?: boolean;
}) {
  const page = usePage();
  const state = page.machine.value?.powerState;
  const mayPress = page.mayControl();
  const title = mayPress ? action.about && t(action.about) : t("Your role may look, but not switch.");
  const kind = action.resetType === "On" && state && action.states.includes(state) ? "primary" : "plain";
  const menuKind = action.warning ? "risky" : "quiet";
  return (
    <Button
      icon={action.icon}
      kind={inMenu ? menuKind : kind}
      disabled={!mayPress || !state || !action.states.includes(state)}
      {...(title === undefined ? {} : { title })}
      onClick={() => page.power(action)}
    >
      {t(action.label)}
    </Button>
  );
}
