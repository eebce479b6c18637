import { type ComponentChildren, createContext } from "preact";
import { useContext, useEffect, useId, useRef, useState } from "preact/hooks";
import { t } from "../app/language.ts";
import { type Fault, RedfishFailure } from "../redfish/client.ts";
import { Button } from "./button.tsx";
import { Icon } from "./icon.tsx";

/** What is wrong with each field, by the field's name. */
type FieldFaults = ReadonlyMap<string, string>;

const FaultsContext = createContext<FieldFaults>(new Map());
export const useFault = (name: string): string | undefined => useContext(FaultsContext).get(name);

export interface FormDialogProps {
  readonly title: string;
  readonly submitLabel: string;
  /** Of what hurts. */
  readonly isDanger?: boolean;
  /** Does it; what Redfish refuses is shown at the fields whose names it gives, and the dialog stays. */
  readonly onSubmit: (data: FormData) => Promise<void>;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

/** A form over the page. It is open for as long as it is rendered. */
export function FormDialog({
  title,
  submitLabel,
  isDanger = false,
  onSubmit,
  onClose,
  children,
}: FormDialogProps) {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const form = useRef<HTMLFormElement>(null);
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const [isBusy, setBusy] = useState(false);

  useEffect(() => dialog.current?.showModal(), []);
  useEffect(() => {
    if (faults.length > 0) form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [faults]);

  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    try {
      await onSubmit(new FormData(event.currentTarget as HTMLFormElement));
      dialog.current?.close();
    } catch (error) {
      if (!(error instanceof RedfishFailure)) throw error;
      setFaults(error.faults);
    } finally {
      setBusy(false);
    }
  };

  const fields = fieldFaults(faults, namesOf(form.current));
  const others = faults.filter(({ text }) => ![...fields.values()].includes(text));
  return (
    <dialog ref={dialog} class="dialog form-dialog" aria-labelledby={id} onClose={onClose}>
      <form ref={form} onSubmit={submit}>
        <h2 id={id}>{title}</h2>
        {others.map(({ text }) => (
          <p key={text} class="fault" role="alert">
            <Icon name="alert" />
            {text}
          </p>
        ))}
        <FaultsContext value={fields}>{children}</FaultsContext>
        <div class="actions">
          <Button onClick={() => dialog.current?.close()}>{t("Cancel")}</Button>
          <button type="submit" class={`button ${isDanger ? "danger" : "primary"}`} disabled={isBusy}>
            <span>{submitLabel}</span>
          </button>
        </div>
      </form>
    </dialog>
  );
}

const namesOf = (form: HTMLFormElement | null): readonly string[] =>
  [...(form?.elements ?? [])].flatMap(element => element.getAttribute("name") ?? []);

/** Redfish may name a field's property, the object around it, or one inside of it. */
function fieldFaults(faults: readonly Fault[], names: readonly string[]): FieldFaults {
  const isAbout = (name: string, property: string): boolean =>
    `${name}/`.startsWith(`${property}/`) || `${property}/`.startsWith(`${name}/`);
  return new Map(
    faults.flatMap(({ text, property }) => {
      const name = property && names.find(name => isAbout(name, property));
      return name ? [[name, text] as const] : [];
    }),
  );
}
