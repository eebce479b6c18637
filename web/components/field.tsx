import type { ComponentChildren, InputHTMLAttributes } from "preact";
import { useId, useState } from "preact/hooks";
import { t } from "../app/language.ts";
import { Tool } from "./button.tsx";
import { useFault } from "./form-dialog.tsx";
import { Icon } from "./icon.tsx";

interface FrameProps {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly hint?: ComponentChildren;
  readonly children: ComponentChildren;
}

function Frame({ id, name, label, hint, children }: FrameProps) {
  const fault = useFault(name);
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children}
      {hint && (
        <p id={`${id}-hint`} class="muted">
          {hint}
        </p>
      )}
      {fault !== undefined && (
        <p id={`${id}-fault`} class="fault" role="alert">
          <Icon name="alert" />
          {fault}
        </p>
      )}
    </div>
  );
}

/** Ties a field to its hint and to what is wrong with it, for those who listen. */
const described = (id: string, fault: string | undefined) =>
  ({
    id,
    "aria-invalid": fault === undefined ? undefined : "true",
    "aria-describedby": `${id}-hint ${id}-fault`,
  }) as const;

export interface TextFieldProps {
  /** The property's path, under which Redfish says what is wrong with it. */
  readonly name: string;
  readonly label: string;
  readonly hint?: ComponentChildren;
  readonly initial?: string | number | undefined;
  readonly input?: InputHTMLAttributes;
}

export function TextField({ name, label, hint, initial, input }: TextFieldProps) {
  const id = useId();
  return (
    <Frame id={id} name={name} label={label} hint={hint}>
      <input {...described(id, useFault(name))} name={name} defaultValue={`${initial ?? ""}`} {...input} />
    </Frame>
  );
}

export interface TextAreaFieldProps extends Omit<TextFieldProps, "input"> {
  readonly rows: number;
  readonly isRequired?: boolean;
}

export function TextAreaField({ name, label, hint, initial, rows, isRequired = false }: TextAreaFieldProps) {
  const id = useId();
  return (
    <Frame id={id} name={name} label={label} hint={hint}>
      <textarea
        {...described(id, useFault(name))}
        name={name}
        defaultValue={`${initial ?? ""}`}
        rows={rows}
        required={isRequired}
        autocomplete="off"
        spellcheck={false}
      />
    </Frame>
  );
}

export function NewPasswordField({ name, label, hint }: Omit<TextFieldProps, "initial" | "input">) {
  const id = useId();
  const [isShown, setShown] = useState(false);
  const type = isShown ? ({ type: "text" } as const) : ({ type: "password" } as const);
  return (
    <Frame id={id} name={name} label={label} hint={hint}>
      <div class="with-tool">
        <input
          {...described(id, useFault(name))}
          {...type}
          name={name}
          autocomplete="new-password"
          spellcheck={false}
          required
        />
        <Tool
          icon="eye"
          label={t("Show the password")}
          pressed={isShown}
          onClick={() => setShown(!isShown)}
        />
      </div>
    </Frame>
  );
}

export interface SelectFieldProps<T extends string> extends Omit<TextFieldProps, "input" | "initial"> {
  readonly options: Readonly<Record<T, string>>;
  readonly initial: T;
  readonly disabled?: boolean;
}

export function SelectField<T extends string>(props: SelectFieldProps<T>) {
  const { name, label, hint, options, initial, disabled = false } = props;
  const id = useId();
  return (
    <Frame id={id} name={name} label={label} hint={hint}>
      <select {...described(id, useFault(name))} name={name} disabled={disabled}>
        {(Object.entries(options) as [T, string][]).map(([value, words]) => (
          <option key={value} value={value} selected={value === initial}>
            {words}
          </option>
        ))}
      </select>
    </Frame>
  );
}

export interface CheckFieldProps extends Omit<TextFieldProps, "input" | "initial"> {
  readonly initial: boolean;
  readonly disabled?: boolean;
}

export function CheckField({ name, label, hint, initial, disabled = false }: CheckFieldProps) {
  const id = useId();
  return (
    <div class="check">
      <Frame id={id} name={name} label={label} hint={hint}>
        <input
          {...described(id, useFault(name))}
          name={name}
          type="checkbox"
          defaultChecked={initial}
          disabled={disabled}
        />
      </Frame>
    </div>
  );
}
