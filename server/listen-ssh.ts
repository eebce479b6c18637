import type { Logger } from "pino";
import type { PasswordVault } from "./bmc/password-vault.ts";
import type { Settings } from "./bmc/settings.ts";
import { type Config, isSet } from "./config/config.ts";
import { mayNotBeBound } from "./port-errors.ts";
import type { SshContext } from "./ssh/context.ts";

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
  // The library is not small: who wants no SSH does not wait for it.
  const [{ SshServer }, { hostKey }] = await Promise.all([
    import("./ssh/server.ts"),
    import("./ssh/host-key.ts"),
  ]);
  const { log } = context;
  const key = hostKey(settings, vault);
  const server = new SshServer({ context, hostKey: key });
  const ports = isSet(env, "SSH_PORT") ? [config.SSH_PORT] : [config.SSH_PORT, fallbackSshPort];
  const port = await firstOf(ports, server, log);
  if (port === undefined) {
    log.warn("There is no SSH: SSH_PORT may name a port for it.");
    await server.close();
    return undefined;
  }
  log.info(`SSH: TCP port ${port}, host key ${key.fingerprint} (ed25519)`);
  return { port, close: () => server.close() };
}

/**
 * The port that can be had. The BMC does without SSH where nobody has asked for it.
 * @throws the system's error, where there is no choice
 */
async function firstOf(
  ports: readonly number[],
  server: { listen(port: number): Promise<number> },
  log: Logger,
): Promise<number | undefined> {
  for (const port of ports) {
    try {
      return await server.listen(port);
    } catch (error) {
      if (ports.length === 1 || !mayNotBeBound(error)) throw error;
      log.warn(`Port ${port} cannot be had for SSH (${error.code}).`);
    }
  }
  return undefined;
}
