import { useSignal } from "@preact/signals";
import { useEffect, useId } from "preact/hooks";
import type { BiosState } from "../app/bios.ts";
import { t } from "../app/language.ts";
import { usePage } from "../app/page.ts";
import { Tool } from "../components/button.tsx";
import { Icon } from "../components/icon.tsx";
import { RedfishFailure } from "../redfish/client.ts";
import {
  type AttributeValue,
  biosSettingsUri,
  type RegistryAttribute,
} from "../redfish/machine-resources.ts";

export interface BiosAttributeProps {
  readonly attribute: RegistryAttribute;
  readonly state: BiosState;
}

/** One attribute: what it will be, and what it is for as long as that is another. */
export function BiosAttribute({ attribute, state }: BiosAttributeProps) {
  const page = usePage();
  const id = useId();
  const fault = useSignal<string | undefined>(undefined);
  const { AttributeName: name, DisplayName: title, HelpText: help, DefaultValue } = attribute;
  const now = state.now.Attributes[name];
  const next = state.next.Attributes[name];
  const isPending = now !== next;

  const set = async (value: AttributeValue | undefined): Promise<void> => {
    try {
      await page.redfish.patch(biosSettingsUri, { Attributes: { [name]: value } });
      fault.value = undefined;
    } catch (error) {
      if (!(error instanceof RedfishFailure)) throw error;
      fault.value = error.message;
    }
  };

  return (
    <div class={`attribute ${isPending ? "is-pending" : ""}`}>
      <div>
        <label for={id}>{t(title)}</label>
        <p id={`${id}-help`} class="muted">
          {t(help)}{" "}
          {next !== DefaultValue && t("Default: {value}.", { value: valueWords(attribute, DefaultValue) })}
        </p>
      </div>
      <div>
        <Control
          id={id}
          attribute={attribute}
          value={next}
          disabled={!page.mayControl()}
          isInvalid={fault.value !== undefined}
          onChange={value => void set(value)}
        />
        {isPending && (
          <p id={`${id}-state`} class="now">
            <span>
              {t("Now {value}; takes effect at the next start.", { value: valueWords(attribute, now) })}
            </span>
            {page.mayControl() && (
              <Tool
                icon="undo"
                label={t("Take back the change of {name}", { name: title })}
                onClick={() => void set(now)}
              />
            )}
          </p>
        )}
        {fault.value !== undefined && (
          <p id={`${id}-fault`} class="fault" role="alert">
            <Icon name="alert" />
            {fault.value}
          </p>
        )}
      </div>
    </div>
  );
}

/** Ties the control to all that is said of it, for those who listen. */
const describing = (id: string, disabled: boolean, isInvalid: boolean) => ({
  id,
  disabled,
  "aria-invalid": isInvalid ? ("true" as const) : undefined,
  "aria-describedby": `${id}-help ${id}-state ${id}-fault ${id}-range`,
});

interface ControlProps {
  readonly id: string;
  readonly attribute: RegistryAttribute;
  readonly value: AttributeValue | undefined;
  readonly disabled: boolean;
  readonly isInvalid: boolean;
  readonly onChange: (value: AttributeValue) => void;
}

function Control({ id, attribute, value, disabled, isInvalid, onChange }: ControlProps) {
  const described = describing(id, disabled, isInvalid);
  if (attribute.Type === "Enumeration") {
    return (
      <select {...described} onChange={event => onChange(event.currentTarget.value)}>
        {attribute.Value.map(({ ValueName, ValueDisplayName }) => (
          <option key={ValueName} value={ValueName} selected={ValueName === value}>
            {t(ValueDisplayName)}
          </option>
        ))}
      </select>
    );
  }
  const { LowerBound: min, UpperBound: max } = attribute;
  return (
    <div class="number-control">
      <NumberInput
        described={described}
        value={value}
        bounds={{ ...(min !== undefined && { min }), ...(max !== undefined && { max }) }}
        onChange={onChange}
      />
      {min !== undefined && max !== undefined && (
        <span id={`${id}-range`} class="muted">
          {t("{min} to {max}", { min: min.toLocaleString(), max: max.toLocaleString() })}
        </span>
      )}
    </div>
  );
}

interface NumberInputProps extends Pick<ControlProps, "value" | "onChange"> {
  readonly described: ReturnType<typeof describing>;
  readonly bounds: { readonly min?: number; readonly max?: number };
}

/** It keeps what was typed, refused or not, until the attribute has another value. */
function NumberInput({ described, value, bounds, onChange }: NumberInputProps) {
  const typed = useSignal<string | undefined>(undefined);
  useEffect(() => {
    typed.value = undefined;
  }, [value, typed]);
  return (
    <input
      {...described}
      {...bounds}
      type="number"
      value={typed.value ?? value}
      onInput={event => {
        typed.value = event.currentTarget.value;
      }}
      onChange={event => {
        const { valueAsNumber } = event.currentTarget;
        // What is no number at all is not worth a question to the BMC.
        if (Number.isNaN(valueAsNumber)) typed.value = undefined;
        else onChange(valueAsNumber);
      }}
    />
  );
}

function valueWords(attribute: RegistryAttribute, value: AttributeValue | undefined): string {
  if (attribute.Type === "Integer") return Number(value).toLocaleString();
  const choice = attribute.Value.find(({ ValueName }) => ValueName === value);
  return choice ? t(choice.ValueDisplayName) : String(value);
}
