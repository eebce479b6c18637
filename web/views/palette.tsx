import { useEffect, useId, useMemo, useRef, useState } from "preact/hooks";
import { t } from "../app/language.ts";
import { usePage } from "../app/page.ts";
import { closePanel } from "../app/panels.ts";
import { commandsOf } from "../commands/index.ts";
import { type Found, found } from "../commands/match.ts";
import { Icon } from "../components/icon.tsx";

/** Everything that the page can do, by its name: type some of it, and Enter does it. */
export function Palette() {
  const page = usePage();
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const [typed, setTyped] = useState("");
  const [chosen, setChosen] = useState(0);
  useEffect(() => dialog.current?.showModal(), []);

  const commands = commandsOf(page);
  const hits = useMemo(() => found(commands, typed), [commands, typed]);
  const current = Math.min(chosen, hits.length - 1);
  useEffect(() => {
    list.current?.children[current]?.scrollIntoView({ block: "nearest" });
  }, [current]);

  const choose = (hit: Found | undefined): void => {
    if (!hit || hit.command.unavailable !== undefined) return;
    // What it opens must find the focus where it was before.
    dialog.current?.close();
    hit.command.run();
  };
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: current + 1,
    ArrowUp: current - 1,
    PageDown: Math.min(current + 8, hits.length - 1),
    PageUp: Math.max(current - 8, 0),
  };
  const onKey = (event: KeyboardEvent): void => {
    // Enter ends what is being composed, in Japanese for example, and nothing else.
    if (event.isComposing) return;
    const step = steps[event.key];
    if (event.key === "Enter") choose(hits[current]);
    else if (step !== undefined) setChosen((step + hits.length) % Math.max(1, hits.length));
    else return;
    event.preventDefault();
  };

  return (
    <dialog
      ref={dialog}
      class="palette"
      aria-label={t("Commands")}
      onClose={() => closePanel("palette")}
      onMouseDown={event => {
        if (event.target === dialog.current) dialog.current?.close();
      }}
    >
      <div class="palette-body">
        <div class="palette-field">
          <Icon name="search" />
          <input
            type="text"
            role="combobox"
            aria-expanded="true"
            aria-controls={`${id}-list`}
            aria-activedescendant={hits.length > 0 ? `${id}-${current}` : undefined}
            aria-label={t("Find a command")}
            placeholder={t("What do you want to do?")}
            autocomplete="off"
            spellcheck={false}
            value={typed}
            onInput={event => {
              setTyped(event.currentTarget.value);
              setChosen(0);
            }}
            onKeyDown={onKey}
          />
        </div>
        <div class="hits" role="listbox" id={`${id}-list`} aria-label={t("Commands")} ref={list}>
          {hits.map((hit, index) => (
            <Entry
              key={hit.command.id}
              id={`${id}-${index}`}
              hit={hit}
              isChosen={index === current}
              onPoint={() => setChosen(index)}
              onChoose={() => choose(hit)}
            />
          ))}
        </div>
        {hits.length === 0 && <p class="muted none">{t("There is no such command.")}</p>}
        <p class="muted help">{t("↑ ↓ choose, Enter does it, Esc closes")}</p>
      </div>
    </dialog>
  );
}

interface EntryProps {
  readonly id: string;
  readonly hit: Found;
  readonly isChosen: boolean;
  readonly onPoint: () => void;
  readonly onChoose: () => void;
}

/** The field keeps the focus, and its keys; an entry only takes the pointer. */
function Entry({ id, hit: { command, title }, isChosen, onPoint, onChoose }: EntryProps) {
  const { unavailable, icon, about, keys } = command;
  return (
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isChosen}
      aria-disabled={unavailable !== undefined}
      onMouseMove={isChosen ? undefined : onPoint}
      onMouseDown={event => event.preventDefault()}
      onPointerUp={onChoose}
    >
      <Icon name={icon} />
      <span class="title">
        {title}
        {unavailable !== undefined && <span class="muted reason">{unavailable}</span>}
      </span>
      {keys && <kbd>{keys}</kbd>}
      <span class="muted about">{t(about)}</span>
    </div>
  );
}
