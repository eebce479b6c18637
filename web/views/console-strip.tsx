import { ConsoleLayout } from "./console-layout.tsx";
import { ConsoleTools } from "./console-tools.tsx";

/** Above the consoles: which of them, what one needs beside them, and who else looks on. */
export function ConsoleStrip() {
  return (
    <div class="console-strip">
      <ConsoleLayout />
      <ConsoleTools />
    </div>
  );
}
