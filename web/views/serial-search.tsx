import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../app/language.ts";
import { Tool } from "../components/button.tsx";
import { faultOf, type SearchHits, type SearchWishes } from "../consoles/terminal-search.ts";

interface SerialSearchProps {
  readonly hits: SearchHits;
  readonly find: (wishes: SearchWishes, direction: "next" | "previous") => void;
  readonly onClose: () => void;
}

/** From here on there may be more. */
const countedHits = 1000;

const options = [
  { name: "caseSensitive", label: "Match case", sign: "Aa" },
  { name: "wholeWord", label: "Whole words", sign: "W" },
  { name: "regex", label: "Regular expression", sign: ".*" },
] as const;

/** Enter finds upwards, as what one looks for in a log is usually above. */
export function SerialSearch({ hits, find, onClose }: SerialSearchProps) {
  const [wishes, setWishes] = useState<SearchWishes>({
    ...{ text: "", regex: false, caseSensitive: false, wholeWord: false },
  });
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  useEffect(() => find(wishes, "previous"), [wishes, find]);
  const fault = faultOf(wishes);
  const isMissing = wishes.text !== "" && hits.count === 0;
  return (
    <search class="search-bar">
      <input
        type="search"
        aria-label={t("Search the serial console")}
        placeholder={t("Search")}
        aria-invalid={isMissing || fault !== undefined}
        ref={input}
        value={wishes.text}
        onInput={event => setWishes({ ...wishes, text: event.currentTarget.value })}
        onKeyDown={event => {
          if (event.key === "Enter") find(wishes, event.shiftKey ? "next" : "previous");
          if (event.key === "Escape") onClose();
        }}
      />
      {options.map(({ name, label, sign }) => (
        <button
          key={name}
          type="button"
          class="tool sign"
          aria-label={t(label)}
          title={t(label)}
          aria-pressed={wishes[name]}
          onClick={() => setWishes({ ...wishes, [name]: !wishes[name] })}
        >
          {sign}
        </button>
      ))}
      <span class="muted" role="status">
        {fault ?? (wishes.text === "" ? "" : hitWords(hits))}
      </span>
      <Tool icon="up" label={t("Previous")} onClick={() => find(wishes, "previous")} />
      <Tool icon="down" label={t("Next")} onClick={() => find(wishes, "next")} />
      <Tool icon="close" label={t("Close the search")} onClick={onClose} />
    </search>
  );
}

function hitWords({ count, current }: SearchHits): string {
  if (count === 0) return t("Not found");
  const all = count >= countedHits ? `${countedHits}+` : `${count}`;
  return current === 0 ? t("{all} hits", { all }) : t("{current} of {all}", { current, all });
}
