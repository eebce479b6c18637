import { useSignal } from "@preact/signals";
import { useEffect, useId, useRef } from "preact/hooks";
import { t } from "../app/language.ts";
import { usePage } from "../app/page.ts";
import { Button, Tool } from "../components/button.tsx";
import { download } from "../components/download.ts";
import { exportedMacros, keepMacros, type Macro, macros, macrosOf, mostMacros } from "../keys/macros.ts";
import { MacroForm } from "./macro-form.tsx";

const none: Macro = { name: "", sequence: "" };

/** The person's macros, to be made, changed and taken elsewhere. It is open for as long as it is rendered. */
export function MacrosDialog({ onClose }: { readonly onClose: () => void }) {
  const page = usePage();
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const file = useRef<HTMLInputElement>(null);
  const edited = useSignal<Macro | undefined>(macros.value.length === 0 ? none : undefined);
  useEffect(() => dialog.current?.showModal(), []);

  const importFrom = async (chosen: File | undefined): Promise<void> => {
    if (!chosen) return;
    const read = macrosOf(await chosen.text());
    if (read) keepMacros(read);
    else page.toasts.show("error", t("{file} holds no macros.", { file: chosen.name }));
  };
  const exportAll = (): void =>
    download("macros.json", new Blob([exportedMacros()], { type: "application/json" }));
  const isFull = macros.value.length >= mostMacros;

  return (
    <dialog ref={dialog} class="dialog form-dialog" aria-labelledby={id} onClose={onClose}>
      <h2 id={id}>{t("My macros")}</h2>
      <p class="muted">{t("They are kept in this browser.")}</p>
      {edited.value ? (
        <MacroForm
          key={edited.value.name}
          macro={edited.value}
          onSave={macro => {
            keepMacros([macro], edited.value?.name);
            edited.value = undefined;
          }}
          onCancel={() => {
            edited.value = undefined;
          }}
        />
      ) : (
        <>
          <ul class="macro-list plain-list">
            {macros.value.map(macro => (
              <li key={macro.name}>
                <span>
                  <strong>{macro.name}</strong>
                  <code>{macro.sequence}</code>
                </span>
                <Tool
                  icon="pencil"
                  label={t("Change {name}", { name: macro.name })}
                  onClick={() => {
                    edited.value = macro;
                  }}
                />
                <Tool
                  icon="trash"
                  label={t("Delete {name}", { name: macro.name })}
                  onClick={() => keepMacros([], macro.name)}
                />
              </li>
            ))}
          </ul>
          <div class="actions spread">
            <Button
              icon="plus"
              disabled={isFull}
              onClick={() => {
                edited.value = none;
              }}
            >
              {t("New macro")}
            </Button>
            <Button icon="up" onClick={() => file.current?.click()}>
              {t("Import")}
            </Button>
            <Button icon="download" disabled={macros.value.length === 0} onClick={exportAll}>
              {t("Export")}
            </Button>
            <Button kind="primary" onClick={() => dialog.current?.close()}>
              {t("Close")}
            </Button>
          </div>
          <input
            ref={file}
            type="file"
            accept="application/json,.json"
            hidden
            aria-label={t("File with macros")}
            onChange={event => {
              void importFrom(event.currentTarget.files?.[0]);
              event.currentTarget.value = "";
            }}
          />
        </>
      )}
    </dialog>
  );
}
