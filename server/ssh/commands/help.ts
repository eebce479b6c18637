import { type Command, choice, command, form, maybe, usageOf } from "../command.ts";

/** Of these commands, and of itself. */
export function helpOn(commands: readonly Command[]): Command {
  const help: Command = command(
    "help",
    form({
      words: [maybe(choice(...commands.map(({ name }) => name)))],
      about: "Tells how the commands are used",
      role: "ReadOnly",
      run({ print }, [wanted]) {
        const told = [...commands, help].filter(({ name }) => wanted === undefined || name === wanted);
        const lines = told.flatMap(each => each.forms.map(one => `${usageOf(each, one)}\n    ${one.about}`));
        print(lines.join("\n"));
      },
    }),
  );
  return help;
}
