import { existsSync } from "node:fs";
import { buildGuestImage, guestImagePath } from "../guest/guest-image.mjs";
import { page, server } from "./builds.mjs";
import { installDebianPackages, missingDebianPackages } from "./debian-packages.mjs";
import { withLock } from "./lock.mjs";
import { checkNode, installNpmPackages, npmPackagesAreCurrent } from "./npm-packages.mjs";
import { installPythonPackages, pythonPackagesAreInstalled } from "./python-packages.mjs";

const { env } = process;

const npmPackages = {
  title: "npm packages",
  isDone: npmPackagesAreCurrent,
  async do() {
    await installNpmPackages();
    await checkNode();
  },
};

const debianPackages = purposes => ({
  title: "Debian packages",
  isDone: () => missingDebianPackages(purposes).length === 0,
  do: () => installDebianPackages(missingDebianPackages(purposes)),
});

const guestImage = architecture => ({
  title: "the embedded guest",
  isDone: () => existsSync(guestImagePath(env, architecture)),
  do: () => buildGuestImage(env, architecture),
});

const pythonPackages = {
  title: "Python packages",
  isDone: pythonPackagesAreInstalled,
  do: installPythonPackages,
};

/** Tests have guests of both architectures; who starts the BMC has one of the machine's own unless told otherwise. */
const architectures = ["x86_64", "aarch64"];
const guest = env.VM_ARCH || (process.arch === "arm64" ? "aarch64" : "x86_64");

/** With a QEMU that somebody else runs there is none to start, and with a disk nothing else to boot. */
const needsQemu = () => !env.QMP_SOCK;
const hasDisk = () => env.VM_DISK_SIZE || existsSync(env.VM_DISK || "/vm/disk.qcow2");

/**
 * The system's packages come first, because even the pinned Node does not run without some of them. The lists after
 * them are independent of each other.
 */
const modes = {
  start: () => ({
    first: debianPackages(needsQemu() ? ["node", "qemu", guest] : ["node"]),
    lists: [[npmPackages, page, server], needsQemu() && !hasDisk() ? [guestImage(guest)] : []],
  }),
  test: () => ({
    first: debianPackages(["node", "qemu", ...architectures, "test"]),
    lists: [[npmPackages, page, server], architectures.map(guestImage), [pythonPackages]],
  }),
  bench: () => ({
    first: debianPackages(["node", "qemu", guest, "test", "bench"]),
    lists: [[npmPackages, page, server], [guestImage(guest)]],
  }),
  container: () => ({
    first: debianPackages(["node", "qemu", guest, "test", "container"]),
    lists: [[npmPackages], [guestImage(guest)]],
  }),
  check: () => ({ first: debianPackages(["node"]), lists: [[npmPackages]] }),
};

async function take(steps) {
  for (const step of steps) {
    if (step.isDone()) continue;
    console.log(`Setting up ${step.title} ...`);
    await step.do();
  }
}

async function takeAll({ first, lists }) {
  await take([first]);
  const results = await Promise.allSettled(lists.map(take));
  const messages = results.filter(({ reason }) => reason).map(({ reason }) => reason.message);
  if (messages.length > 0) throw new Error(messages.join("\n"));
}

/** @param {string} mode a key of `modes`; ends the process with 1 and a message when something cannot be had */
export async function setUp(mode) {
  if (!Object.hasOwn(modes, mode)) {
    console.error(`usage: setup.mjs ${Object.keys(modes).join("|")}`);
    process.exit(1);
  }
  const plan = modes[mode]();
  if ([plan.first, ...plan.lists.flat()].every(step => step.isDone())) return;
  try {
    await withLock(() => takeAll(plan));
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}
