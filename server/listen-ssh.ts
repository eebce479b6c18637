import type { Logger } from "pino";
import type { PasswordVault } from "./bmc/password-vault.ts";
import type { Settings } from "./bmc/settings.ts";
import { type Config, ConfigError, isSet } from "./config/config.ts";
import { listenOnPort } from "./listen-port.ts";
import type { SshContext } from "./ssh/context.ts";
import { hostKey } from "./ssh/host-key.ts";
import { SshServer } from "./ssh/server.ts";

const fallbackSshPort = 2222;

interface ListenSshParts extends Omit<SshContext, "log"> {
  readonly settings: Settings;
  readonly vault: PasswordVault;
  readonly log: Logger;
}

/** The server and what ends it; undefined where none is wanted. */
export async function listenSsh(
  { settings, vault, ...context }: ListenSshParts,
  config: Config,
  env: NodeJS.ProcessEnv,
): Promise<{ readonly port: number; close(): Promise<void> } | undefined> {
  if (config.SSH_PORT === 0) return undefined;
  const { log } = context;
  const key = hostKey(settings, vault);
  const server = new SshServer({ context, hostKey: key });
  try {
    const port = await listenOnPort("SSH_PORT", fallbackSshPort, { config, env, log }, each =>
      server.listen(each),
    );
    log.info(`SSH: TCP port ${port}, host key ${key.fingerprint} (ed25519)`);
    return { port, close: () => server.close() };
  } catch (error) {
    await server.close();
    // The BMC does without where nobody has asked for it.
    if (isSet(env, "SSH_PORT") || !(error instanceof ConfigError)) throw error;
    log.warn("There is no SSH: SSH_PORT may name a port for it.");
    return undefined;
  }
}
