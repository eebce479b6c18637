import { useRef } from "preact/hooks";
import { Button, type ButtonProps } from "./button.tsx";

export interface FileButtonProps extends Pick<ButtonProps, "icon" | "kind" | "children"> {
  readonly onFile: (file: File) => void;
}

/** Lets a person choose one file of theirs. */
export function FileButton({ onFile, children, ...look }: FileButtonProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button {...look} onClick={() => input.current?.click()}>
        {children}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        onChange={({ currentTarget }) => {
          const file = currentTarget.files?.[0];
          // The same file may be chosen again.
          currentTarget.value = "";
          if (file) onFile(file);
        }}
      />
    </>
  );
}
