import { useSignal } from "@preact/signals";
import { t } from "../app/language.ts";
import { usePage } from "../app/page.ts";
import { useResource } from "../app/resource.ts";
import { Button } from "../components/button.tsx";
import { Card } from "../components/card.tsx";
import { Facts } from "../components/facts.tsx";
import { Icon } from "../components/icon.tsx";
import { Popover } from "../components/popover.tsx";
import { Read } from "../components/read.tsx";
import { Switch } from "../components/switch.tsx";
import { resetKeysUri, type SecureBoot, secureBootUri } from "../redfish/machine-resources.ts";
import type { ComputerSystem } from "../redfish/resources.ts";
import { SecureBootDatabases } from "./secure-boot-databases.tsx";

const resets = {
  ResetAllKeysToDefault: {
    label: "Bring the vendor's keys back",
    text: "All key databases get what the firmware came with. Keys of your own are gone then.",
  },
  DeletePK: {
    label: "Delete the platform key",
    text: "The firmware is in setup mode then: its keys can be changed from within the machine, and secure boot is off.",
  },
  DeleteAllKeys: {
    label: "Delete all keys",
    text: "All key databases are empty then, and secure boot is off. Nothing is trusted until keys are enrolled.",
  },
} as const;

export interface SecureBootCardProps {
  /** That of the next boot. */
  readonly mode: ComputerSystem["Boot"]["BootSourceOverrideMode"];
}

export function SecureBootCard({ mode }: SecureBootCardProps) {
  const page = usePage();
  const state = useResource<SecureBoot>(secureBootUri, [
    "secureBootChanged",
    "secureBootFailed",
    "powerChanged",
    "firmwareChanged",
  ]);
  return (
    <Card
      title={t("Secure boot")}
      about={t("The UEFI firmware starts only what is signed with a key that it knows.")}
      isWide
      tools={<KeyMenu />}
    >
      {mode === "Legacy" && (
        <div class="caution">
          <Icon name="info" />
          <p>
            {t("The machine starts in legacy mode, which knows no secure boot. Set the boot mode to UEFI.")}
          </p>
        </div>
      )}
      <Read of={state}>
        {({ SecureBootEnable: isOn, SecureBootCurrentBoot: present, SecureBootMode: setup }) => (
          <>
            <Facts
              of={[
                [
                  t("Secure boot"),
                  <Switch
                    key="switch"
                    label={t("Secure boot")}
                    words={isOn ? t("Enabled") : t("Disabled")}
                    isOn={isOn}
                    disabled={!page.mayControl()}
                    onChange={SecureBootEnable =>
                      void page.attempt(() => page.redfish.patch(secureBootUri, { SecureBootEnable }))
                    }
                  />,
                ],
                [
                  t("In force now"),
                  present === "Enabled" ? (
                    t("Yes")
                  ) : (
                    <>
                      {t("No")} {isOn && <span class="tag">{t("From the next start in UEFI mode on")}</span>}
                    </>
                  ),
                ],
                [
                  t("Mode"),
                  setup === "UserMode"
                    ? t("User: a platform key protects the other keys")
                    : t("Setup: keys can be changed from within the machine"),
                ],
              ]}
            />
            <SecureBootDatabases />
          </>
        )}
      </Read>
    </Card>
  );
}

function KeyMenu() {
  const page = usePage();
  const isBusy = useSignal(false);
  if (!page.mayControl()) return null;
  const ask = (type: keyof typeof resets): void => {
    const { label, text } = resets[type];
    page.confirmation.value = {
      title: `${t(label)}?`,
      text: t(text),
      label: t(label),
      run: () => {
        isBusy.value = true;
        void page
          .attempt(() => page.redfish.post(resetKeysUri, { ResetKeysType: type }))
          .finally(() => {
            isBusy.value = false;
          });
      },
    };
  };
  return (
    <Popover
      label={t("Reset the keys")}
      buttonClass="button plain"
      button={
        <>
          <Icon name="key" />
          <span>{t("Keys")}</span>
          <Icon name="chevron" />
        </>
      }
    >
      {(Object.keys(resets) as (keyof typeof resets)[]).map(type => (
        <Button
          key={type}
          kind={type === "ResetAllKeysToDefault" ? "quiet" : "risky"}
          disabled={isBusy.value}
          onClick={() => ask(type)}
        >
          {t(resets[type].label)}
        </Button>
      ))}
    </Popover>
  );
}
