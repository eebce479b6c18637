import { execFile } from "node:child_process";
import { bridgeOf, interfaceNamed } from "./interface.ts";
import type { WireEnds, WireMode } from "./wires.ts";

const timeout = 5000;

/** Whether a wire is in place, as of a BMC that was here before: what stands is not torn down for a moment. */
export async function stands(mode: WireMode, ends: WireEnds): Promise<boolean> {
  const { interfaceName, device, bridge } = ends;
  const outside = interfaceNamed(interfaceName);
  const inside = interfaceNamed(device);
  if (!outside || !inside) return false;
  switch (mode) {
    case "tc": {
      const [inward, outward] = await Promise.all([redirectTargets(interfaceName), redirectTargets(device)]);
      return inward.includes(device) && outward.includes(interfaceName);
    }
    case "bridge":
      return [interfaceName, device].every(name => bridgeOf(name) === bridge);
    case "macvtap":
      return inside.lower === outside.index;
  }
}

/** Where filters send what comes in at an interface. Of one whose target has gone the kernel still tells, as of "*". */
export function redirectTargets(name: string): Promise<readonly string[]> {
  const args = ["filter", "show", "dev", name, "ingress"];
  return new Promise(resolve => {
    // Of an interface that has just gone there is nothing to tell.
    execFile("tc", args, { timeout, encoding: "utf8" }, (error, stdout) =>
      resolve(error ? [] : Array.from(stdout.matchAll(/Redirect to device (\S+?)\)/g), ([, to = ""]) => to)),
    );
  });
}
