import { type BiosState, pendingNames, useBios } from "../app/bios.ts";
import { t } from "../app/language.ts";
import { usePage } from "../app/page.ts";
import { Button } from "../components/button.tsx";
import { Card } from "../components/card.tsx";
import { Icon } from "../components/icon.tsx";
import { Read } from "../components/read.tsx";
import { Time } from "../components/time.tsx";
import { biosSettingsUri, resetBiosUri } from "../redfish/machine-resources.ts";
import { powerActions } from "../redfish/power-actions.ts";
import { BiosAttribute } from "./bios-attribute.tsx";

export function BiosCard({ isConfigurable }: { readonly isConfigurable: boolean }) {
  if (isConfigurable) return <Attributes />;
  return (
    <Card title={t("BIOS attributes")} isWide>
      <p class="muted">
        {t("There are none: whoever started this machine's QEMU has chosen its hardware, and not the BMC.")}
      </p>
    </Card>
  );
}

function Attributes() {
  const page = usePage();
  const bios = useBios();
  const reset = (): void => {
    page.confirmation.value = {
      title: t("Reset all attributes?"),
      text: t("All of them get their default values. Nothing happens before the machine's next start."),
      label: t("Reset to defaults"),
      run: () => void page.attempt(() => page.redfish.post(resetBiosUri, {})),
    };
  };
  return (
    <Card
      title={t("BIOS attributes")}
      about={t("The machine's hardware. A change waits for the machine's next start; a reset counts as one.")}
      isWide
      tools={
        <Button icon="undo" disabled={!page.mayControl()} onClick={reset}>
          {t("Reset to defaults")}
        </Button>
      }
    >
      <Read of={bios}>
        {state => (
          <>
            <LastFailure state={state} />
            <Pending state={state} />
            <div class="bios">
              {state.registry.Menus.map(({ MenuName, MenuPath, DisplayName }) => (
                <section key={MenuName} aria-label={t(DisplayName)}>
                  <h3>{t(DisplayName)}</h3>
                  {state.registry.Attributes.filter(attribute => attribute.MenuPath === MenuPath).map(
                    attribute => (
                      <BiosAttribute key={attribute.AttributeName} attribute={attribute} state={state} />
                    ),
                  )}
                </section>
              ))}
            </div>
          </>
        )}
      </Read>
    </Card>
  );
}

/** Why the machine did not start with what was set last. */
function LastFailure({ state }: { readonly state: BiosState }) {
  const { Time: at, Messages: messages = [] } = state.now["@Redfish.Settings"] ?? {};
  if (messages.length === 0) return null;
  return (
    <div class="problem" role="alert">
      <Icon name="alert" />
      <div>
        {messages.map(({ Message, Resolution }) => (
          <p key={Message}>
            {Message} <span class="muted">{Resolution}</span>
          </p>
        ))}
        {at && (
          <p class="muted">
            <Time iso={at} />
          </p>
        )}
      </div>
    </div>
  );
}

function Pending({ state }: { readonly state: BiosState }) {
  const page = usePage();
  const names = pendingNames(state);
  const power = page.machine.value?.powerState;
  if (names.length === 0) return null;
  const isOff = power === "off" || power === "crashed";
  const discard = (): void => {
    const Attributes = Object.fromEntries(names.map(name => [name, state.now.Attributes[name]]));
    void page.attempt(() => page.redfish.patch(biosSettingsUri, { Attributes }));
  };
  const waiting =
    names.length === 1
      ? t("One change takes effect at the next start.")
      : t("{count} changes take effect at the next start.", { count: names.length });
  return (
    <div class="pending" role="status">
      <Icon name="clock" />
      <p>
        {waiting} {state.now.ResetBiosToDefaultsPending && t("After it all attributes have their defaults.")}
      </p>
      <Button icon="undo" disabled={!page.mayControl()} onClick={discard}>
        {t("Discard")}
      </Button>
      <Button
        icon={isOff ? "power" : "cycle"}
        kind="primary"
        disabled={!page.mayControl()}
        onClick={() => page.power(isOff ? powerActions.on : powerActions.powerCycle)}
      >
        {isOff ? t("Start now") : t("Apply now")}
      </Button>
    </div>
  );
}
