import { t } from "../app/language.ts";
import { usePage } from "../app/page.ts";
import { useResource } from "../app/resource.ts";
import { Button } from "../components/button.tsx";
import { Card } from "../components/card.tsx";
import { Read } from "../components/read.tsx";
import { SortableList } from "../components/sortable-list.tsx";
import { Switch } from "../components/switch.tsx";
import { type BootOption, bootOptionsUri } from "../redfish/machine-resources.ts";
import { type Collection, type ComputerSystem, readable, systemUri } from "../redfish/resources.ts";

export interface BootOrderCardProps {
  readonly boot: ComputerSystem["Boot"];
  readonly onChanged: () => Promise<void>;
}

/** The lasting order, which the override goes before. */
export function BootOrderCard({ boot, onChanged }: BootOrderCardProps) {
  const page = usePage();
  const options = useResource<Collection<BootOption>>(`${bootOptionsUri}?$expand=.`, [
    "bootSettingsChanged",
    "hardwareChanged",
    "mediaInserted",
    "mediaEjected",
  ]);
  const mayChange = page.mayControl();
  const order = async (BootOrder: readonly string[]): Promise<void> => {
    await page.attempt(() => page.redfish.patch(systemUri, { Boot: { BootOrder } }));
    await onChanged();
  };
  const bootOnce = (reference: string): void =>
    void page.patchSystem({
      Boot: {
        BootSourceOverrideEnabled: "Once",
        BootSourceOverrideTarget: "UefiBootNext",
        BootNext: reference,
      },
    });
  return (
    <Card
      title={t("Boot order")}
      about={t("The machine starts from the first that it can. Those that are switched off are not tried.")}
      tools={
        mayChange && (
          <Button icon="undo" onClick={() => void order([])}>
            {t("Usual order")}
          </Button>
        )
      }
    >
      <Read of={options}>
        {collection => (
          <SortableList
            label={t("Boot order")}
            disabled={!mayChange}
            onOrder={order}
            items={boot.BootOrder.flatMap(reference => {
              const option = readable(collection).find(each => each.BootOptionReference === reference);
              if (!option) return [];
              return {
                id: reference,
                name: option.DisplayName,
                content: (
                  <Option
                    option={option}
                    isNext={boot.BootNext === reference}
                    onBootOnce={() => bootOnce(reference)}
                  />
                ),
              };
            })}
          />
        )}
      </Read>
    </Card>
  );
}

interface OptionProps {
  readonly option: BootOption;
  readonly isNext: boolean;
  readonly onBootOnce: () => void;
}

function Option({ option, isNext, onBootOnce }: OptionProps) {
  const page = usePage();
  const { DisplayName: name, BootOptionReference: reference, BootOptionEnabled: isOn } = option;
  const change = (BootOptionEnabled: boolean): void =>
    void page.attempt(() => page.redfish.patch(`${bootOptionsUri}/${reference}`, { BootOptionEnabled }));
  return (
    <>
      <span class={`option-name ${isOn ? "" : "muted"}`}>
        {name}
        <span class="muted origin">
          {reference}
          {isNext && <span class="tag">{t("Next boot")}</span>}
        </span>
      </span>
      {page.mayControl() && isOn && (
        <Button kind="quiet" title={t("Start from it once, at the next boot")} onClick={onBootOnce}>
          {t("Once")}
          <span class="hidden"> {name}</span>
        </Button>
      )}
      <Switch
        label={t("Start from {name}", { name })}
        isOn={isOn}
        disabled={!page.mayControl()}
        onChange={change}
      />
    </>
  );
}
