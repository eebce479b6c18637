import { readFileSync } from "node:fs";
import { join } from "node:path";
import { compose } from "./compose.ts";
import { ConfigError, exitConfig, readConfig } from "./config/config.ts";
import { createLog } from "./log.ts";
import { StateDirInUse } from "./store/store.ts";

const packageFile = join(import.meta.dirname, "../package.json");
const { version } = JSON.parse(readFileSync(packageFile, "utf8")) as { version: string };

async function main(): Promise<void> {
  const { env } = process;
  const config = readConfig(env);
  const log = createLog({ format: config.LOG_FORMAT, debug: config.DEBUG });
  const bmc = await compose({ config, env, version, log });
  // A BMC that ends never touches its guest: the next one adopts it.
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.once(signal, () => {
      if (bmc.machine.powerState !== "off")
        log.info("The BMC ends; the machine runs on and is adopted at the next start.");
      bmc.close().then(
        () => process.exit(0),
        error => {
          log.error({ err: error }, "Closing failed:");
          process.exit(1);
        },
      );
    });
  }
}

main().catch(error => {
  const known = error instanceof ConfigError || error instanceof StateDirInUse;
  process.stderr.write(`qemu-bmc: ${known ? error.message : (error as Error).stack}\n`);
  process.exit(known ? exitConfig : 1);
});
