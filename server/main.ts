import { readFileSync } from "node:fs";
import { flushCompileCache } from "node:module";
import { join } from "node:path";
import { BmcLog } from "./bmc/bmc-log.ts";
import { checkConfig } from "./check-config.ts";
import { compose } from "./compose.ts";
import { type Config, ConfigError, exitConfig, readConfig } from "./config/config.ts";
import { variables } from "./config/variables.ts";
import { createLog } from "./log.ts";
import { QemuProcess } from "./qemu/process.ts";
import { runtimeFiles } from "./qemu/runtime-files.ts";
import { StateDirRefused } from "./store/store.ts";

/** Milliseconds: what an orderly end of a power operation takes. What is open then ends with the process. */
const closingBound = 5000;
const packageFile = join(import.meta.dirname, "../package.json");
const { version } = JSON.parse(readFileSync(packageFile, "utf8")) as { version: string };

/** What the BMC was started with. The programs that it starts inherit none of what is the BMC's: passwords are among it. */
const env = { ...process.env };
for (const name of [
  ...Object.keys(variables),
  "MALLOC_ARENA_MAX",
  "MALLOC_TRIM_THRESHOLD_",
  "NODE_COMPILE_CACHE",
])
  delete process.env[name];

async function main(): Promise<void> {
  const config = readConfig(env);
  const bmcLog = new BmcLog();
  const log = createLog({ format: config.LOG_FORMAT, debug: config.DEBUG, kept: bmcLog });
  try {
    checkConfig(config, env);
  } catch (error) {
    // A guest that runs has had all that it needs, and keeps its BMC when something of that has gone since.
    if (!(error instanceof ConfigError && hasGuest(config))) throw error;
    log.warn(error.message);
  }
  let ending = false;
  let stopping = false;
  let last: () => void = replaceProcess;
  const end = (): void => {
    if (ending) return;
    ending = true;
    setTimeout(() => {
      log.error(`Closing took longer than ${closingBound / 1000} s.`);
      last();
    }, closingBound);
    void bmc
      .close()
      .catch(error => log.error({ err: error }, "Closing failed:"))
      .then(() => last());
  };
  // Who is ending with the guest is not held up by a restart that somebody has asked for before.
  const restart = (): void => {
    if (!stopping) end();
  };
  const bmc = await compose({ config, env, version, log, bmcLog, restart });
  const leave = (): void => {
    if (bmc.machine.powerState !== "off")
      log.info("The BMC ends; the machine runs on and is adopted at the next start.");
    // Outdoes a restart that is under way.
    last = () => process.exit(0);
    end();
  };
  // A BMC that is told to end never touches its guest: the next one adopts it. Only who types Ctrl-C, and what stops a
  // container, means both, where that is what is wanted; who repeats it does not want to wait for the guest.
  process.once("SIGTERM", leave);
  const hurry = new AbortController();
  process.on("SIGINT", () => {
    if (!config.SHUTDOWN_ON_EXIT || config.QMP_SOCK !== "" || ending) return leave();
    if (stopping) return hurry.abort();
    stopping = true;
    log.info("The guest is asked to shut down, because the BMC ends with it.");
    void bmc.machine
      .endWithHost(config.STOP_TIMEOUT, hurry.signal)
      .catch(error => log.error({ err: error }, "The machine cannot be switched off:"))
      .then(leave);
  });
  bmc.announce();
}

const hasGuest = ({ STATE_DIR, RUN_DIR }: Config): boolean =>
  new QemuProcess(runtimeFiles(STATE_DIR, RUN_DIR)).find();

/** The same program in the same process, with the same arguments, environment and standard streams. */
function replaceProcess(): void {
  flushCompileCache();
  process.execve?.(process.execPath, [process.argv0, ...process.execArgv, ...process.argv.slice(1)], env);
}

main().catch(error => {
  const known = error instanceof ConfigError || error instanceof StateDirRefused;
  process.stderr.write(`qemu-bmc: ${known ? error.message : (error as Error).stack}\n`);
  process.exit(known ? exitConfig : 1);
});
