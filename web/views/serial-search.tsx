import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../app/language.ts";
import { Tool } from "../components/button.tsx";

export interface SerialSearchProps {
  readonly find: (text: string, direction: "next" | "previous") => boolean;
  readonly onClose: () => void;
}

/** Enter finds upwards, as what one looks for in a log is usually above. */
export function SerialSearch({ find, onClose }: SerialSearchProps) {
  const [text, setText] = useState("");
  const [isMissing, setMissing] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  const look = (direction: "next" | "previous"): void => setMissing(text !== "" && !find(text, direction));
  return (
    <search class="search-bar">
      <input
        type="search"
        aria-label={t("Search the serial console")}
        placeholder={t("Search")}
        aria-invalid={isMissing}
        ref={input}
        value={text}
        onInput={event => setText(event.currentTarget.value)}
        onKeyDown={event => {
          if (event.key === "Enter") look(event.shiftKey ? "next" : "previous");
          if (event.key === "Escape") onClose();
        }}
      />
      <span class="muted">{isMissing ? t("Not found") : ""}</span>
      <Tool icon="up" label={t("Previous")} onClick={() => look("previous")} />
      <Tool icon="down" label={t("Next")} onClick={() => look("next")} />
      <Tool icon="close" label={t("Close the search")} onClick={onClose} />
    </search>
  );
}
