import type { Party } from "../bmc/consoles/party.ts";
import { rankOf } from "../bmc/role.ts";
import { MachineError } from "../machine/errors.ts";
import { MediaError } from "../media/errors.ts";
import type { ClientChannel } from "./client-channel.ts";
import type { Form } from "./command.ts";
import { requestOf } from "./command-line.ts";
import { commands } from "./commands/index.ts";
import { ConsoleSession } from "./console-session.ts";
import type { SshContext } from "./context.ts";
import { CommandFailure, ExitCode } from "./exit-code.ts";

/** Who gives commands, and where. */
export interface Caller {
  readonly bmc: SshContext;
  readonly party: Party;
  readonly channel: ClientChannel;
}

/**
 * Does what the words say.
 * @param interrupt aborted by the caller's wish that it end
 * @param leave called where the caller wants to go
 * @returns the exit code; what went wrong stands on standard error
 */
export async function runCommand(
  caller: Caller,
  words: readonly string[],
  interrupt: AbortSignal,
  leave: () => void,
): Promise<number> {
  const { bmc, channel } = caller;
  channel.isBusy = true;
  const exitCode = await perform(caller, words, interrupt, leave).then(
    () => ExitCode.Success,
    error => {
      const failure = failureOf(error, bmc);
      channel.printError(failure.message);
      return failure.exitCode;
    },
  );
  channel.isBusy = false;
  channel.endProgress();
  bmc.requestCounts.add("ssh", `${exitCode}`);
  return exitCode;
}

async function perform(
  { bmc, party, channel }: Caller,
  words: readonly string[],
  interrupt: AbortSignal,
  leave: () => void,
): Promise<void> {
  const { form, values } = requestOf(commands, words);
  requireRole(bmc, party, form);
  const invocation = {
    ...{ bmc, leave },
    origin: { via: "ssh", user: party.userName },
    print: (text: string) => channel.print(text),
    progress: (text: string) => channel.progress(text),
    signal: AbortSignal.any([interrupt, channel.closed]),
    attachConsole: () => new ConsoleSession(bmc, party, channel).left,
  };
  await form.run(invocation, values);
}

/** The role is the one that the account has now. */
function requireRole({ accounts }: SshContext, { userName }: Party, { role }: Form): void {
  const account = accounts.find(userName);
  if (account?.enabled && rankOf[account.role] >= rankOf[role]) return;
  throw new CommandFailure(`This takes the role ${role}, and ${userName} is ${account?.role ?? "gone"}.`);
}

function failureOf(error: unknown, { log }: SshContext): CommandFailure {
  if (error instanceof CommandFailure) return error;
  // Both have a sentence for a person.
  if (error instanceof MachineError || error instanceof MediaError) return new CommandFailure(error.message);
  log.error({ err: error }, "A command over SSH failed unexpectedly.");
  return new CommandFailure("The BMC failed to do this; its log tells why.");
}
