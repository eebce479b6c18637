import { views, viewTitles } from "../app/route.ts";
import { keysOfView } from "../app/shortcuts.ts";
import type { CommandSource } from "./source.ts";

export const viewCommands: CommandSource = () =>
  views.map(view => {
    const keys = keysOfView(view);
    return {
      id: `view-${view}`,
      title: viewTitles[view],
      about: "View",
      icon: "columns",
      words: `go to open show page ${view.replace("-", " ")}`,
      ...(keys && { keys }),
      run() {
        location.hash = `#${view}`;
      },
    };
  });
